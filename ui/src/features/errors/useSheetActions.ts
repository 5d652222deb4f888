import { useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { notify } from '@/components';
import { NONE, countRows, type GridHandle, type RowSpans } from '@/components/grid';
import type { Mark, MarkPreview, SheetRow, Tag } from '@/generated/commands';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { refreshTags } from './data';
import { PASTE_LIMIT, readBlock, type Block } from './clipboard';
import type { Column } from './columns';
import { chosenRows, markOf, rangesOf } from './marks';
import { createOpenings, type Opening, type Pending, type Writing } from './pending';
import { pasteOf, useMarking } from './useMarking';
import type { Sheet } from './useSheet';

const PAGE = 1000;

export interface SheetActions {
  opening: Opening;
  selection: RowSpans;
  setSelection: (spans: RowSpans) => void;
  /** Gives up what is pending: back to the rows. */
  done: () => void;
  /** The person went elsewhere: what was typed as a comment is saved, and the focus stays there. */
  leave: (pending: Pending, typed?: string) => void;
  tagKey: (tag: Tag, no: boolean) => void;
  clickMark: (row: number, tag: Tag) => void;
  rest: () => void;
  newTag: () => void;
  makeTag: (name: string, existing: Tag | null) => void;
  startComment: () => void;
  saveComment: (writing: Writing, typed: string) => void;
  nextDrawn: () => void;
  /** The selection of several rows, else the active row. */
  chosen: () => RowSpans;
  /** Text from the clipboard, into the columns of tags. */
  paste: (text: string) => void;
  undo: () => void;
  redo: () => void;
}

interface Options {
  project: string;
  readOnly: boolean;
  sheet: Sheet | null;
  tags: readonly Tag[];
  /** As they stand in the sheet. */
  columns: readonly Column[];
  grid: RefObject<GridHandle | null>;
  /** Only the active row is acted on, whatever is selected. */
  single: boolean;
  /** Gives the keys back to the rows, or to the item that lies over them. */
  toRows: () => void;
  onMarked: (tag: Tag) => void;
  onEditTag: (tag: Tag) => void;
}

/** What the keys of the sheet do. */
export function useSheetActions({ project, readOnly, sheet, tags, columns, grid, single, toRows, onMarked, onEditTag }: Options): SheetActions {
  const client = useQueryClient();
  const marking = useMarking(project, sheet, grid);
  const [openings] = useState(createOpenings);
  const opening = useStore(openings.now);
  const [selection, setSelection] = useState<RowSpans>(NONE);
  const asked = useRef(0);

  // Another view has other rows in these places; a comment belongs to its item.
  const view = useRef(sheet?.view);
  if (view.current !== sheet?.view) {
    view.current = sheet?.view;
    if (selection.length > 0) setSelection(NONE);
  }
  useLayoutEffect(() => {
    if (openings.now.get().pending?.kind === 'confirm') openings.close();
  }, [openings, sheet?.view]);

  const done = () => {
    asked.current += 1;
    openings.close();
    toRows();
  };

  /** What was asked before must not take the place of what is typed. */
  const type = (pending: Pending) => {
    asked.current += 1;
    openings.show(pending);
  };

  const activeRow = (): number | null => {
    const at = grid.current?.active().row ?? -1;
    return sheet && at >= 0 && at < sheet.source.rowCount ? at : null;
  };

  const chosen = (): RowSpans => chosenRows(single ? NONE : selection, activeRow());

  const mayWrite = (): boolean => {
    if (readOnly) notify({ kind: 'warn', text: t('errors.dock.readOnly') });
    return !readOnly;
  };

  const mayMark = (tag: Tag): boolean => {
    if (tag.rule === null) return mayWrite();
    const action = readOnly ? undefined : { label: t('sheet.rule.edit'), run: () => onEditTag(tag) };
    notify({ kind: 'info', topic: 'rule', text: t('sheet.rule.told', { name: tag.name, rule: tag.rule }), action });
    return false;
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
    openings.show({ kind: 'counting' });
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
      confirm(title, changes, rows, () => {
        onMarked(tag);
        void marking.mark({ spans, tag, mark });
      });
    } catch (thrown) {
      if (ask === asked.current) fail(thrown);
    }
  };

  const confirm = (title: string, changes: number, rows: number, run: () => void) =>
    openings.show({
      kind: 'confirm',
      title,
      text: t('errors.dock.changes', { n: changes, same: rows - changes }),
      confirm: t('errors.dock.confirm', { n: changes }),
      run: () => {
        done();
        run();
      },
    });

  /** Asks what a change would do, and waits for Enter; says so where it would do nothing. */
  const foresee = async (ask: () => Promise<MarkPreview>, title: (rows: number) => string, nothing: string, run: () => void): Promise<void> => {
    const turn = ++asked.current;
    openings.show({ kind: 'counting' });
    try {
      const { rows, changes } = await ask();
      if (turn !== asked.current) return;
      if (changes > 0) return confirm(title(rows), changes, rows, run);
      done();
      notify({ kind: 'info', text: nothing });
    } catch (thrown) {
      if (turn === asked.current) fail(thrown);
    }
  };

  const tagKey = (tag: Tag, no: boolean) => {
    const spans = chosen();
    if (spans.length === 0 || !mayMark(tag)) return;
    const wanted: Mark = no ? 'no' : 'yes';
    if (countRows(spans) > 1) return void preview(spans, tag, wanted);
    const row = sheet?.source.row(spans[0]?.first ?? -1);
    if (!row) return;
    // With the item large over the sheet, the active cell stays where the person will come back to.
    if (!single) onMarked(tag);
    void marking.mark({ spans, tag, mark: markOf(row, tag.id) === wanted ? 'unseen' : wanted });
  };

  const clickMark = (at: number, tag: Tag) => {
    const row = sheet?.source.row(at);
    if (!row || !mayMark(tag)) return;
    const mark: Mark = markOf(row, tag.id) === 'yes' ? 'unseen' : 'yes';
    void marking.mark({ spans: [{ first: at, last: at }], tag, mark });
  };

  const rest = () => {
    const spans = chosen();
    if (!sheet || spans.length === 0 || tags.length === 0 || !mayWrite()) return;
    if (countRows(spans) === 1) return void marking.rest(spans, tags);
    const { view, revision } = sheet;
    void foresee(
      () => call('marks_rest_preview', { view, revision, ranges: rangesOf(spans) }),
      (n) => t('errors.dock.rest', { n }),
      t('errors.dock.nothing'),
      () => void marking.rest(spans, tags),
    );
  };

  /** Where a block goes: onto the selection where it has as many rows or the block has one, else down from the active row. */
  const placeOf = (block: Block, rowCount: number): RowSpans | string => {
    const spans = chosen();
    const rows = block.rows.length;
    if (spans.length > 0 && (rows === 1 || countRows(spans) === rows)) return spans;
    const first = spans[0]?.first ?? 0;
    if (first + rows > rowCount) return t('sheet.paste.tooLong', { n: rows, rows: rowCount - first });
    return [{ first, last: first + rows - 1 }];
  };

  const paste = (text: string) => {
    const at = activeRow();
    if (!sheet || at === null || !mayWrite()) return;
    const read = readBlock(text, columns, grid.current?.active().column ?? 0);
    if (!read.ok) return notify({ kind: 'warn', text: read.fault });
    const { block } = read;
    const spans = placeOf(block, sheet.source.rowCount);
    if (typeof spans === 'string') return notify({ kind: 'warn', text: spans });
    if (countRows(spans) > PASTE_LIMIT) return notify({ kind: 'warn', text: t('sheet.paste.tooMany', { n: PASTE_LIMIT, rows: countRows(spans) }) });
    const on = sheet;
    const names = block.tags.map(({ name }) => `\u201c${name}\u201d`).join(', ');
    void foresee(
      () => call('marks_paste_preview', pasteOf(on, spans, block)),
      (n) => t('sheet.paste.preview', { n, tags: names }),
      t('sheet.paste.nothing'),
      () => void marking.paste(spans, block),
    );
  };

  const makeTag = async (name: string, existing: Tag | null) => {
    const spans = chosen();
    done();
    try {
      const tag = existing ?? (await call('tag_create', { name }));
      if (!existing) await refreshTags(client, project);
      if (spans.length === 0) return;
      // A tag that there is already is toggled, as by its key; a new one is marked at once.
      if (existing) return tagKey(existing, false);
      if (!single) onMarked(tag);
      await marking.mark({ spans, tag, mark: 'yes' });
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };

  const startComment = () => {
    const at = activeRow();
    const row = at === null ? undefined : sheet?.source.row(at);
    if (at === null || !row || !mayWrite()) return;
    const { item, key, comment } = row;
    type({ kind: 'comment', item, key, saved: comment, body: comment });
  };

  const saveComment = (writing: Writing, typed: string) => {
    if (!openings.end(writing)) return;
    toRows();
    void openings.save(writing, typed, marking.comment);
  };

  const leave = (pending: Pending, typed?: string) => {
    if (openings.end(pending) && pending.kind === 'comment') void openings.save(pending, typed ?? pending.body, marking.comment);
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
      if (ask === asked.current) fail(thrown);
    }
  };

  return {
    opening,
    selection,
    setSelection,
    done,
    leave,
    tagKey,
    clickMark,
    rest,
    chosen,
    paste,
    newTag: () => mayWrite() && type({ kind: 'newTag', rows: countRows(chosen()) }),
    makeTag: (name, existing) => void makeTag(name, existing),
    startComment,
    saveComment,
    nextDrawn: () => void nextDrawn(),
    undo: () => void marking.undo(),
    redo: () => void marking.redo(),
  };
}

/** The next drawn row that is not done, from the active row on and round again. */
async function findDrawn(sheet: Sheet, tags: readonly Tag[], from: number, wanted: () => boolean): Promise<number | null> {
  const { view, revision, source } = sheet;
  const open = (row: SheetRow) => row.drawn && tags.some((tag) => tag.rule === null && markOf(row, tag.id) === 'unseen');
  for (const [begin, end] of [[from + 1, source.rowCount], [0, from + 1]] as const) {
    for (let start = begin; start < end && wanted(); start += PAGE) {
      const { rows } = await call('sheet_rows', { view, revision, start, count: Math.min(PAGE, end - start) });
      const at = rows.findIndex(open);
      if (at >= 0) return start + at;
    }
  }
  return null;
}
