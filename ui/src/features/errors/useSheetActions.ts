import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type RefObject } from 'react';
import { notify } from '@/components';
import { NONE, countRows, type GridHandle, type RowSpans } from '@/components/grid';
import type { Mark, SheetRow, Tag } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import type { Pending } from './Dock';
import { refreshTags } from './data';
import { markOf, rangesOf, restOf, type MarkStep } from './marks';
import { useMarking } from './useMarking';
import type { Sheet } from './useSheet';

/** Rows of which “the rest is no” can be worked out in one go. */
const REST_LIMIT = 5000;
const PAGE = 1000;

export interface SheetActions {
  pending: Pending | null;
  selection: RowSpans;
  setSelection: (spans: RowSpans) => void;
  /** Gives up what is pending: back to the rows. */
  done: () => void;
  tagKey: (tag: Tag, no: boolean) => void;
  clickMark: (row: number, tag: Tag) => void;
  rest: () => void;
  newTag: () => void;
  makeTag: (name: string, existing: Tag | null) => void;
  startComment: () => void;
  saveComment: (pending: Extract<Pending, { kind: 'comment' }>, body: string) => void;
  nextDrawn: () => void;
  undo: () => void;
  redo: () => void;
}

interface Options {
  project: string;
  readOnly: boolean;
  sheet: Sheet | null;
  tags: readonly Tag[];
  grid: RefObject<GridHandle | null>;
  onMarked: (tag: Tag) => void;
}

/** What the keys of the sheet do. */
export function useSheetActions({ project, readOnly, sheet, tags, grid, onMarked }: Options): SheetActions {
  const client = useQueryClient();
  const marking = useMarking(project, sheet, grid);
  const [pending, setPending] = useState<Pending | null>(null);
  const [selection, setSelection] = useState<RowSpans>(NONE);
  const asked = useRef(0);

  // Another view has other rows in these places.
  const view = useRef(sheet?.view);
  if (view.current !== sheet?.view) {
    view.current = sheet?.view;
    if (selection.length > 0) setSelection(NONE);
    if (pending?.kind === 'confirm') setPending(null);
  }

  const done = () => {
    asked.current += 1;
    setPending(null);
    grid.current?.focus();
  };

  const activeRow = (): number | null => {
    const at = grid.current?.active().row ?? -1;
    return sheet && at >= 0 && at < sheet.source.rowCount ? at : null;
  };

  /** The selection, else the active row. */
  const chosen = (): RowSpans => {
    if (selection.length > 0) return selection;
    const at = activeRow();
    return at === null ? NONE : [{ first: at, last: at }];
  };

  const mayWrite = (): boolean => {
    if (readOnly) notify({ kind: 'warn', text: t('errors.dock.readOnly') });
    return !readOnly;
  };

  const fail = (thrown: unknown) => {
    done();
    notify({ kind: 'error', text: AssayError.from(thrown).message });
  };

  /** Says how many rows would change, and waits for Enter. */
  const preview = async (spans: RowSpans, tag: Tag, wanted: Mark | 'toggle'): Promise<void> => {
    if (!sheet) return;
    const ask = ++asked.current;
    const count = (mark: Mark) =>
      call('mark_preview', { view: sheet.view, revision: sheet.revision, ranges: rangesOf(spans), tag: tag.id, mark });
    setPending({ kind: 'counting' });
    try {
      let mark: Mark = wanted === 'toggle' ? 'yes' : wanted;
      let found = await count(mark);
      // Again on rows that all are so already: unseen.
      if (found.changes === 0) {
        mark = 'unseen';
        found = await count(mark);
      }
      if (ask !== asked.current) return;
      const { rows, changes } = found;
      const title =
        mark === 'unseen'
          ? t('errors.dock.previewUnseen', { n: rows, tag: tag.name })
          : t('errors.dock.preview', { n: rows, tag: tag.name, mark: t(`errors.mark.${mark}`) });
      confirm(title, changes, rows, [{ spans, tag, mark }]);
    } catch (thrown) {
      if (ask === asked.current) fail(thrown);
    }
  };

  const confirm = (title: string, changes: number, rows: number, steps: readonly MarkStep[]) =>
    setPending({
      kind: 'confirm',
      title,
      text: t('errors.dock.changes', { n: changes, same: rows - changes }),
      confirm: t('errors.dock.confirm', { n: changes }),
      run: () => {
        done();
        if (steps.length === 1 && steps[0]) onMarked(steps[0].tag);
        void marking.mark(steps);
      },
    });

  const tagKey = (tag: Tag, no: boolean) => {
    const spans = chosen();
    if (spans.length === 0 || !mayWrite()) return;
    const wanted: Mark = no ? 'no' : 'yes';
    if (countRows(spans) > 1) return void preview(spans, tag, wanted);
    const row = sheet?.source.row(spans[0]?.first ?? -1);
    if (!row) return;
    onMarked(tag);
    void marking.mark([{ spans, tag, mark: markOf(row, tag.id) === wanted ? 'unseen' : wanted }]);
  };

  const clickMark = (at: number, tag: Tag) => {
    const row = sheet?.source.row(at);
    if (!row || !mayWrite()) return;
    const mark: Mark = markOf(row, tag.id) === 'yes' ? 'unseen' : 'yes';
    void marking.mark([{ spans: [{ first: at, last: at }], tag, mark }]);
  };

  const rest = async () => {
    const spans = chosen();
    if (!sheet || spans.length === 0 || tags.length === 0 || !mayWrite()) return;
    const rows = countRows(spans);
    if (rows === 1) {
      const at = spans[0]?.first ?? 0;
      const row = sheet.source.row(at);
      const steps = row ? restOf([[at, row]], tags) : [];
      if (steps.length > 0) void marking.mark(steps);
      return;
    }
    if (rows > REST_LIMIT) return notify({ kind: 'warn', text: t('errors.dock.restTooMany', { n: REST_LIMIT }) });
    const ask = ++asked.current;
    setPending({ kind: 'counting' });
    try {
      const steps = restOf(await rowsIn(sheet, spans), tags);
      if (ask !== asked.current) return;
      const changed = new Set(steps.flatMap((step) => step.spans.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))));
      if (changed.size === 0) {
        done();
        return notify({ kind: 'info', text: t('errors.dock.nothing') });
      }
      confirm(t('errors.dock.rest', { n: rows }), changed.size, rows, steps);
    } catch (thrown) {
      if (ask === asked.current) fail(thrown);
    }
  };

  const makeTag = async (name: string, existing: Tag | null) => {
    const spans = chosen();
    const many = countRows(spans) > 1;
    done();
    try {
      const tag = existing ?? (await call('tag_create', { name }));
      if (!existing) await refreshTags(client, project);
      if (spans.length === 0) return;
      if (existing && many) return void preview(spans, tag, 'yes');
      const row = many ? undefined : sheet?.source.row(spans[0]?.first ?? -1);
      if (row && markOf(row, tag.id) === 'yes') return;
      onMarked(tag);
      await marking.mark([{ spans, tag, mark: 'yes' }]);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };

  const startComment = () => {
    const at = activeRow();
    const row = at === null ? undefined : sheet?.source.row(at);
    if (at === null || !row || !mayWrite()) return;
    setPending({ kind: 'comment', row: at, item: row.item, key: row.key, body: row.comment });
  };

  const nextDrawn = async () => {
    const from = activeRow();
    if (!sheet || from === null) return;
    const ask = ++asked.current;
    try {
      const at = await findDrawn(sheet, tags, from, () => ask === asked.current);
      if (ask !== asked.current) return;
      if (at === null) notify({ kind: 'info', text: t('errors.allDrawnSeen') });
      else grid.current?.goTo({ row: at, column: grid.current.active().column });
    } catch (thrown) {
      fail(thrown);
    }
  };

  return {
    pending,
    selection,
    setSelection,
    done,
    tagKey,
    clickMark,
    rest: () => void rest(),
    newTag: () => mayWrite() && setPending({ kind: 'newTag', rows: countRows(chosen()) }),
    makeTag: (name, existing) => void makeTag(name, existing),
    startComment,
    saveComment: ({ row, item, body: before }, body) => {
      done();
      if (body !== before) void marking.comment(row, item, body);
    },
    nextDrawn: () => void nextDrawn(),
    undo: () => void marking.undo(),
    redo: () => void marking.redo(),
  };
}

async function rowsIn({ view, revision }: Sheet, spans: RowSpans): Promise<[number, SheetRow][]> {
  const found: [number, SheetRow][] = [];
  for (const { first, last } of spans) {
    for (let start = first; start <= last; start += PAGE) {
      const { rows } = await call('sheet_rows', { view, revision, start, count: Math.min(PAGE, last + 1 - start) });
      rows.forEach((row, at) => found.push([start + at, row]));
    }
  }
  return found;
}

/** The next drawn row that is not done, from the active row on and round again. */
async function findDrawn(sheet: Sheet, tags: readonly Tag[], from: number, wanted: () => boolean): Promise<number | null> {
  const { view, revision, source } = sheet;
  const open = (row: SheetRow) => row.drawn && tags.some((tag) => markOf(row, tag.id) === 'unseen');
  for (const [begin, end] of [[from + 1, source.rowCount], [0, from + 1]] as const) {
    for (let start = begin; start < end && wanted(); start += PAGE) {
      const { rows } = await call('sheet_rows', { view, revision, start, count: Math.min(PAGE, end - start) });
      const at = rows.findIndex(open);
      if (at >= 0) return start + at;
    }
  }
  return null;
}
