/** A pipeline as its dialog edits it; no React. */
import type { Pipeline, PipelineSave } from '@/generated/commands';

export interface StageDraft {
  name: string;
  run: number | null;
}

export interface PipelineDraft {
  name: string;
  note: string;
  base: number | null;
  stages: readonly StageDraft[];
  /** Runs by the other sets of corrected stages, as bits. */
  others: Readonly<Record<number, number>>;
}

/** Stages whose other sets are offered: 11 at 4. */
const MOST = 4;

const upTo = (stages: number): number => 2 ** stages - 1;

/** The sets of corrected stages that are neither empty nor the first so many, as bits. */
export function otherSets(stages: number): number[] {
  if (stages < 2 || stages > MOST) return [];
  const cumulative = new Set(Array.from({ length: stages + 1 }, (_, at) => upTo(at)));
  return Array.from({ length: 2 ** stages }, (_, set) => set).filter((set) => !cumulative.has(set));
}

/** The places of the stages in a set. */
export const placesOf = (set: number): number[] => Array.from({ length: 20 }, (_, at) => at).filter((at) => (set >> at) % 2 === 1);

export function draftOf(pipeline: Pipeline | null): PipelineDraft {
  if (!pipeline) return { name: '', note: '', base: null, stages: [{ name: '', run: null }], others: {} };
  const runOf = (set: number): number | null => pipeline.runs.find(({ stages }) => stages === set)?.run ?? null;
  const others = otherSets(pipeline.stages.length).flatMap((set) => {
    const run = runOf(set);
    return run === null ? [] : [[set, run] as const];
  });
  return {
    name: pipeline.name,
    note: pipeline.note,
    base: runOf(0),
    stages: pipeline.stages.map((name, at) => ({ name, run: runOf(upTo(at + 1)) })),
    others: Object.fromEntries(others),
  };
}

/** The request, or nothing while something is missing. */
export function requestOf(draft: PipelineDraft, id: number | null): PipelineSave | null {
  if (draft.name.trim() === '' || draft.base === null || draft.stages.length === 0) return null;
  const stages = draft.stages.flatMap(({ name, run }) => (name.trim() === '' || run === null ? [] : [{ name: name.trim(), run }]));
  if (stages.length < draft.stages.length) return null;
  const others = otherSets(stages.length).flatMap((set) => {
    const run = draft.others[set];
    return run === undefined ? [] : [{ stages: placesOf(set), run }];
  });
  return { ...(id !== null && { id }), name: draft.name.trim(), note: draft.note.trim(), base: draft.base, stages, others };
}
