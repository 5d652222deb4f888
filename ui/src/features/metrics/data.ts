/** What the metrics ask the workbench. Labels and marks made elsewhere change them, so each visit asks anew. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '@/platform';
import { createStore, useStore } from '@/lib/store';

/** Which rows, which field and which class a person looks at, by project. */
export interface Look {
  readonly filter: string;
  readonly field: number | null;
  readonly class: number | null;
  readonly base: string | null;
}

const EVERYTHING: Look = { filter: '', field: null, class: null, base: null };
const looks = createStore<Readonly<Record<string, Look>>>({});

export function setLook(project: string, change: Partial<Look>): void {
  looks.set((now) => ({ ...now, [project]: { ...EVERYTHING, ...now[project], ...change } }));
}

export const useLook = (project: string): Look => useStore(looks)[project] ?? EVERYTHING;

const FRESH = { staleTime: 0, placeholderData: keepPreviousData } as const;

export interface Of {
  project: string;
  run: number;
  filter: string;
}

export const useMetrics = ({ project, run, filter }: Of) =>
  useQuery({ queryKey: ['errors', project, 'metrics', run, filter], queryFn: () => call('run_metrics', { run, filter }), ...FRESH });

export const useCurve = ({ project, run, filter }: Of, ofClass: number, recall: number | null, enabled: boolean) =>
  useQuery({
    queryKey: ['errors', project, 'curve', run, filter, ofClass, recall],
    queryFn: () => call('run_curve', { run, filter, class: ofClass, recall: recall ?? undefined }),
    enabled,
    ...FRESH,
  });

export const useParts = ({ project, run, filter }: Of, field: number | null, ofClass: number | null) =>
  useQuery({
    queryKey: ['errors', project, 'parts', run, filter, field, ofClass],
    queryFn: () => call('run_parts', { run, filter, field: field ?? undefined, class: ofClass ?? undefined }),
    ...FRESH,
  });

export const useGaps = ({ project, run, filter }: Of, field: number | null, ofClass: number | null, base: string | null) =>
  useQuery({
    queryKey: ['errors', project, 'gaps', run, filter, field, ofClass, base],
    queryFn: () => call('run_gaps', { run, filter, field: field ?? 0, class: ofClass ?? undefined, base: base ?? undefined }),
    enabled: field !== null,
    ...FRESH,
  });
