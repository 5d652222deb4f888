import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { GridHandle } from '@/components/grid';
import type { Class, Field, Tag } from '@/generated/commands';
import { arrange, complete, drop, setLooks, step, useLooks, widthsOf, withWidths, type Looks } from './arrange';
import { numberFields, sheetColumns, type Column } from './columns';
import { about } from './conditions';
import type { Sheet } from './useSheet';

/** Rows that are looked at to tell what kind of values the columns hold. */
const SAMPLE = 50;

interface Kinds {
  readonly media: boolean;
  readonly numbers: ReadonlySet<number>;
}

const UNKNOWN: Kinds = { media: false, numbers: new Set() };

/** What the columns hold, from the first rows that were seen. */
export function useKinds(sheet: Sheet | null, fields: readonly Field[] | undefined): Kinds {
  const [kinds, setKinds] = useState(UNKNOWN);
  useEffect(() => {
    let current = true;
    const source = sheet?.source;
    if (!source || !fields || source.rowCount === 0) return;
    void source.fetch(0, Math.min(SAMPLE, source.rowCount)).then(
      (rows) => {
        if (!current) return;
        const next = { media: rows.some(({ media }) => media !== null), numbers: numberFields(fields, rows) };
        setKinds((now) => (now.media === next.media && same(now.numbers, next.numbers) ? now : next));
      },
      () => undefined, // The grid shows why rows cannot be fetched.
    );
    return () => {
      current = false;
    };
  }, [sheet, fields]);
  return kinds;
}

const same = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => a.size === b.size && [...a].every((id) => b.has(id));

export interface Columns {
  /** Every column, in the order in which they come by themselves. */
  all: readonly Column[];
  /** Those that are shown, as they are drawn. */
  shown: readonly Column[];
  looks: Looks;
  widths: Readonly<Record<string, number>>;
  setWidths: (widths: Readonly<Record<string, number>>) => void;
  /** Changes the looks; the active cell stays in its column. */
  change: (looks: Looks) => void;
  move: (column: string, target: string, after: boolean) => void;
  step: (column: string, by: 1 | -1) => void;
}

interface Options {
  project: string;
  classes: readonly Class[];
  tags: readonly Tag[] | undefined;
  fields: readonly Field[] | undefined;
  kinds: Kinds;
  filter: string;
  grid: RefObject<GridHandle | null>;
}

/** The columns of the sheet, as this person left them in this project. */
export function useColumns({ project, classes, tags, fields, kinds, filter, grid }: Options): Columns {
  const { media, numbers } = kinds;
  const left = useLooks(project);
  const all = useMemo(
    () => (tags && fields ? sheetColumns({ classes, tags, fields, media, numbers }) : []),
    [classes, tags, fields, media, numbers],
  );
  const looks = useMemo(() => complete(all, left), [all, left]);
  const shown = useMemo(
    () => arrange(all, left).map((column) => (column.question && about(filter, column.question).length > 0 ? { ...column, marked: true } : column)),
    [all, left, filter],
  );
  const widths = useMemo(() => widthsOf(looks), [looks]);

  const keep = useRef<string | null>(null);
  useEffect(() => {
    const column = shown.findIndex(({ id }) => id === keep.current);
    keep.current = null;
    if (column >= 0 && grid.current) grid.current.goTo({ row: grid.current.active().row, column });
  }, [shown, grid]);

  const change = useCallback(
    (next: Looks) => {
      keep.current = shown[grid.current?.active().column ?? -1]?.id ?? null;
      setLooks(project, next);
    },
    [project, shown, grid],
  );
  const move = useCallback((id: string, target: string, after: boolean) => change(drop(looks, id, target, after)), [change, looks]);
  const setWidths = useCallback(
    (next: Readonly<Record<string, number>>) => setLooks(project, withWidths(looks, next)),
    [project, looks],
  );
  return {
    all,
    shown,
    looks,
    widths,
    setWidths,
    change,
    move,
    step: (id, by) => change(step(looks, id, by)),
  };
}

/** Brings the column of a tag into view, as soon as there is one: who marks sees the mark. */
export function useShownTag(columns: readonly Column[], grid: RefObject<GridHandle | null>): (tag: Tag) => void {
  const waiting = useRef<number | null>(null);
  const show = useCallback(
    (id: number) => {
      const column = columns.findIndex((each) => each.tag?.id === id);
      if (column < 0 || !grid.current) return;
      waiting.current = null;
      grid.current.goTo({ row: grid.current.active().row, column });
    },
    [columns, grid],
  );
  useEffect(() => {
    if (waiting.current !== null) show(waiting.current);
  }, [show]);
  return useCallback(
    ({ id }: Tag) => {
      waiting.current = id;
      show(id);
    },
    [show],
  );
}
