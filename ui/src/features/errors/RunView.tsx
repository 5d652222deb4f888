import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { namedClasses, useOthersWrote } from '@/app/project';
import { useAction } from '@/actions';
import { Button, EmptyState, InlineNotice, Panes, notify } from '@/components';
import { DataGrid, countRows, type CellPosition, type GridHandle, type GridSort } from '@/components/grid';
import type { SheetRow, Tag } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { createStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import { Dock } from './Dock';
import { DrawDialog } from './DrawDialog';
import { FilterLine } from './FilterLine';
import { ItemPane } from './ItemPane';
import { SavedViews } from './SavedViews';
import { SheetColumns, useColumnTools } from './SheetColumns';
import { SheetTools } from './SheetTools';
import { SummaryPane } from './SummaryPane';
import { TagDialog } from './TagDialog';
import { useFields, usePrioritiesAhead, useTags } from './data';
import { RIGHT, WRONG, verdictOf } from './filters';
import classes from './RunView.module.css';
import sheetClasses from './Sheet.module.css';
import { setLook, summaryOpen, useLook } from './state';
import { useClipboard } from './useClipboard';
import { useColumns, useKinds, useShownTag } from './useColumns';
import { useSheet } from './useSheet';
import type { OfRunProps } from './WithRun';
import { useSheetActions } from './useSheetActions';
import { useTagKeys } from './useTagKeys';

const NO_TAGS: readonly Tag[] = [];
const wrongTone = (row: SheetRow) => (row.correct === false ? 'danger' : undefined);

/** Rows with a picture are higher, so that the picture can be told. */
const ROW = { text: 28, picture: 44 } as const;
/** What is quicker than this does not flicker; what is slower says that it runs. */
const SLOW = 250;

/** The sheet of a run's rows. */
export function RunView({ overview, run }: OfRunProps) {
  const { uid: project, read_only: readOnly } = overview;
  const tagList = useTags(project).data;
  const tags = tagList ?? NO_TAGS;
  const fields = useFields(project).data;
  const look = useLook(project);
  const summary = useStore(summaryOpen);
  const grid = useRef<GridHandle>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const [activeRow] = useState(() => createStore(0));
  const [itemOpen, setItemOpen] = useState(false);
  const [dialog, setDialog] = useState<{ kind: 'draw' } | { kind: 'tag'; tag: Tag } | null>(null);

  const known = namedClasses(overview);
  const sortNames = useRef<ReadonlyMap<string, string>>(new Map());
  const { sheet, opening, fault, error, cancel } = useSheet(project, run.id, look, (id) => sortNames.current.get(id));
  usePrioritiesAhead(project, run.id, sheet?.run === run.id);
  const kinds = useKinds(sheet, fields);
  const columns = useColumns({ project, classes: known, tags: tagList, fields, kinds, filter: sheet?.filter ?? '', grid });
  sortNames.current = new Map(columns.all.flatMap(({ id, sortName }) => (sortName === undefined ? [] : [[id, sortName]])));
  const { shown } = columns;
  useFollowing(grid);
  const showTag = useShownTag(shown, grid);

  const toRows = useCallback(() => {
    const item = document.querySelector<HTMLElement>('[data-testid="item-pane"]');
    if (item) item.focus({ preventScroll: true });
    else grid.current?.focus();
  }, []);
  const act = useSheetActions({
    project,
    readOnly,
    sheet,
    tags,
    columns: shown,
    grid,
    single: itemOpen,
    toRows,
    onMarked: showTag,
    onEditTag: (tag) => setDialog({ kind: 'tag', tag }),
  });
  const clipboard = useClipboard({ sheet, columns: shown, focus: toRows, chosen: act.chosen, onPaste: act.paste });
  const tools = useColumnTools(columns, grid, !itemOpen);

  const setFilter = useCallback((filter: string) => setLook(project, { filter }), [project]);
  /** For what is pointed at: the keys act on the rows again. */
  const showRows = useCallback(
    (filter: string) => {
      setItemOpen(false);
      setFilter(filter);
      grid.current?.focus();
    },
    [setFilter],
  );

  /** The line was applied and not touched since: the rows take the keys as soon as they come. */
  const entered = useRef(false);
  useFirstLook(shown.length > 0 ? sheet?.key : undefined, toRows, filterInput, entered);
  const running = useLasting(opening, SLOW);

  const editTag = () => {
    const column = shown[grid.current?.active().column ?? -1];
    if (column?.tag) setDialog({ kind: 'tag', tag: column.tag });
    else notify({ kind: 'info', text: t('errors.tags.editHint') });
  };

  useStrayKeys(toRows);
  useTagKeys(tags, dialog === null, act.tagKey);
  useAction('errors.newTag', act.newTag);
  useAction('errors.rest', act.rest);
  useAction('errors.comment', act.startComment);
  useAction('errors.nextDrawn', act.nextDrawn);
  useAction('app.undo', act.undo);
  useAction('errors.redo', act.redo);
  useAction('errors.editTag', editTag);
  useAction('errors.draw', () => setDialog({ kind: 'draw' }));
  useAction('errors.reload', () => setLook(project, {}));
  useAction('errors.summary', () => summaryOpen.set((now) => !now));
  useAction('errors.all', () => setFilter(''));
  useAction('errors.wrong', () => setFilter(WRONG));
  useAction('errors.right', () => setFilter(RIGHT));
  useAction('errors.copy', () => clipboard.copy(false));
  useAction('errors.copyHeader', () => clipboard.copy(true));
  useAction('errors.paste', clipboard.paste);
  useAction('errors.filter', () => {
    entered.current = false;
    filterInput.current?.focus();
    filterInput.current?.select();
  });

  const closeItem = () => setItemOpen(false);
  // The sheet takes the focus again once nothing lies over it.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !itemOpen) grid.current?.focus();
    wasOpen.current = itemOpen;
  }, [itemOpen]);
  const step = (by: 1 | -1) => {
    const { row, column } = grid.current?.active() ?? { row: 0, column: 0 };
    const next = row + by;
    if (sheet && next >= 0 && next < sheet.source.rowCount) grid.current?.goTo({ row: next, column });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || (!itemOpen && !running)) return;
    event.preventDefault();
    if (itemOpen) closeItem();
    else cancel();
  };
  /** The column that was sorted by becomes the active one, so that the sheet stays there. */
  const sortBy = (sort: readonly GridSort[]) => {
    const same = (a: GridSort) => (b: GridSort) => a.column === b.column && a.descending === b.descending;
    const changed = sort.find((each) => !look.sort.some(same(each))) ?? look.sort.find((each) => !sort.some(same(each)));
    const column = shown.findIndex(({ id }) => id === changed?.column);
    const active = grid.current?.active();
    if (active && column >= 0 && active.row >= 0) grid.current?.goTo({ row: active.row, column });
    setLook(project, { sort });
  };
  const onActiveChange = useCallback(({ row }: CellPosition) => activeRow.set(row), [activeRow]);
  const onCellClick = ({ row, column }: CellPosition) => {
    const tag = shown[column]?.tag;
    if (tag) act.clickMark(row, tag);
  };

  const side =
    summary && !itemOpen ? <SummaryPane project={project} run={run.id} classes={known} filter={look.filter} onFilter={showRows} /> : null;

  return (
    <div className={classes.screen} onKeyDown={onKeyDown}>
      <FilterLine
        filter={look.filter}
        former={look.former}
        applied={sheet?.filter ?? ''}
        fault={fault}
        tags={tags}
        counted={countText(sheet?.source.rowCount ?? 0, run.predictions)}
        running={running}
        onCancel={cancel}
        onFilter={(filter) => {
          entered.current = true;
          setFilter(filter);
        }}
        onEdit={() => {
          entered.current = false;
        }}
        onQuick={showRows}
        onLeave={toRows}
        inputRef={filterInput}
        aside={
          <>
            <SavedViews project={project} readOnly={readOnly} look={look} columns={columns} onChosen={toRows} />
            <SheetTools
              tags={tags}
              readOnly={readOnly}
              summary={summary}
              onColumns={() => tools.setOpen({ kind: 'columns' })}
              onDraw={() => setDialog({ kind: 'draw' })}
              onTag={(tag) => setDialog({ kind: 'tag', tag })}
              onNewTag={act.newTag}
            />
          </>
        }
      />
      <div className={classes.body}>
        <Panes id="errors" label={t('errors.summary.title')} side={side} initial={340} min={300} max={760}>
          <div
            className={sheetClasses.sheet}
            data-opening={opening && sheet ? '' : undefined}
            aria-busy={opening}
            onKeyDown={clipboard.onKeyDown}
          >
            {error && <InlineNotice kind="error">{error.message}</InlineNotice>}
            {sheet && shown.length > 0 && (
              <div className={sheetClasses.under} inert={itemOpen}>
                <DataGrid<SheetRow>
                  ref={grid}
                  label={t('errors.grid')}
                  testId="sheet"
                  source={sheet.source}
                  columns={shown}
                  rowHeight={kinds.media ? ROW.picture : ROW.text}
                  viewKey={sheet.key}
                  sort={look.sort}
                  onSort={sortBy}
                  selection={act.selection}
                  onSelectionChange={act.setSelection}
                  onActiveChange={onActiveChange}
                  onCellClick={onCellClick}
                  onOpenRow={() => setItemOpen(true)}
                  rowTone={verdictOf(sheet.filter) === WRONG ? undefined : wrongTone}
                  widths={columns.widths}
                  onWidthsChange={columns.setWidths}
                  onMoveColumn={columns.move}
                  onColumnMenu={tools.openMenu}
                  empty={<NoRows onAll={() => setFilter('')} />}
                />
              </div>
            )}
            {itemOpen && sheet && (
              <ItemPane
                project={project}
                run={run.id}
                classes={known}
                tags={tags}
                fields={fields ?? []}
                source={sheet.source}
                activeRow={activeRow}
                onStep={step}
                onTag={act.clickMark}
                onClose={closeItem}
              />
            )}
            <Dock
              {...act.opening}
              selected={itemOpen ? 0 : countRows(act.selection)}
              tags={tags}
              onClear={() => {
                act.setSelection([]);
                toRows();
              }}
              onDone={act.done}
              onLeave={act.leave}
              onTag={act.makeTag}
              onComment={act.saveComment}
            />
          </div>
        </Panes>
      </div>
      <SheetColumns
        columns={columns}
        tools={tools}
        filter={look.filter}
        sort={look.sort}
        onFilter={setFilter}
        onSort={sortBy}
        onEditTag={(tag) => setDialog({ kind: 'tag', tag })}
        onClosed={toRows}
      />
      <DrawDialog project={project} run={run} open={dialog?.kind === 'draw'} onClose={() => setDialog(null)} onShow={showRows} />
      {dialog?.kind === 'tag' && (
        <TagDialog project={project} tag={dialog.tag} tags={tags} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

/** Rows that others changed are fetched again; which rows there are stays until the view is opened again. */
function useFollowing(grid: RefObject<GridHandle | null>): void {
  const others = useOthersWrote();
  const seen = useRef(others);
  useEffect(() => {
    if (seen.current === others) return;
    seen.current = others;
    grid.current?.refresh();
  }, [others, grid]);
}

/** True once something has lasted for a while: what is quick does not flicker. */
function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return lasting;
}

const countText = (rows: number, total: number): string =>
  rows === total
    ? t('errors.rowsAll', { n: rows })
    : t('errors.rowsOf', { n: formatCount(rows), total: formatCount(total) });

/** Keys act on the rows as soon as there are any, unless the person is typing something else. */
function useFirstLook(
  key: string | undefined,
  toRows: () => void,
  filter: RefObject<HTMLInputElement | null>,
  entered: RefObject<boolean>,
): void {
  const first = useRef(true);
  useEffect(() => {
    if (key === undefined) return;
    const { activeElement } = document;
    const free = activeElement === null || activeElement === document.body || (activeElement === filter.current && entered.current);
    if (first.current || free) toRows();
    first.current = false;
    entered.current = false;
  }, [key, toRows, filter, entered]);
}

const ROW_KEYS = /^(?:Arrow\w+|Page\w+|Home|End|Enter)$/;

/** When what had the focus is gone, such as a notice that was dismissed, keys go to the rows again. */
function useStrayKeys(toRows: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || !ROW_KEYS.test(event.key)) return;
      toRows();
      if (document.activeElement === document.body) return;
      event.preventDefault();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [toRows]);
}

function NoRows({ onAll }: { onAll: () => void }) {
  return (
    <EmptyState icon="filter" title={t('errors.nothing.title')} actions={<Button onPress={onAll}>{t('errors.nothing.action')}</Button>}>
      {t('errors.nothing.text')}
    </EmptyState>
  );
}
