import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { namedClasses } from '@/app/project';
import { useAction } from '@/actions';
import { Button, EmptyState, InlineNotice, Panes, notify } from '@/components';
import { DataGrid, countRows, type CellPosition, type GridHandle, type GridSort } from '@/components/grid';
import type { SheetRow, Tag } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { createStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import { sheetColumns, type Column } from './columns';
import { Dock } from './Dock';
import { DrawDialog } from './DrawDialog';
import { FilterLine } from './FilterLine';
import { ItemPane } from './ItemPane';
import { SheetTools } from './SheetTools';
import { SummaryPane } from './SummaryPane';
import { TagDialog } from './TagDialog';
import { useFields, useTags } from './data';
import { RIGHT, WRONG, verdictOf } from './filters';
import classes from './RunView.module.css';
import sheetClasses from './Sheet.module.css';
import { columnWidths, setLook, summaryOpen, useLook } from './state';
import { useSheet } from './useSheet';
import type { OfRunProps } from './WithRun';
import { useSheetActions } from './useSheetActions';
import { useTagKeys } from './useTagKeys';

const NO_TAGS: readonly Tag[] = [];
const wrongTone = (row: SheetRow) => (row.correct === false ? 'danger' : undefined);

/** The sheet of a run's rows. */
export function RunView({ overview, run }: OfRunProps) {
  const { uid: project, read_only: readOnly } = overview;
  const tagList = useTags(project).data;
  const tags = tagList ?? NO_TAGS;
  const fields = useFields(project).data;
  const look = useLook(project);
  const widths = useStore(columnWidths);
  const summary = useStore(summaryOpen);
  const grid = useRef<GridHandle>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const [activeRow] = useState(() => createStore(0));
  const [itemOpen, setItemOpen] = useState(false);
  const [dialog, setDialog] = useState<{ kind: 'draw' } | { kind: 'tag'; tag: Tag } | null>(null);
  const [media, setMedia] = useState(false);

  const known = namedClasses(overview);
  const columns = useMemo(
    () => (tagList && fields ? sheetColumns({ classes: known, tags: tagList, fields, media }) : []),
    [known, tagList, fields, media],
  );
  const sortName = (id: string) => columns.find((column) => column.id === id)?.sortName;
  const { sheet, opening, fault, error } = useSheet(run.id, look, sortName);
  const showTag = useShownTag(columns, grid);
  const act = useSheetActions({ project, readOnly, sheet, tags, grid, onMarked: showTag });

  const setFilter = useCallback((filter: string) => setLook(project, { filter }), [project]);
  const toRows = useCallback(() => grid.current?.focus(), []);
  /** For what is pointed at: the keys act on the rows again. */
  const showRows = useCallback(
    (filter: string) => {
      setFilter(filter);
      toRows();
    },
    [setFilter, toRows],
  );

  useFirstLook(columns.length > 0 ? sheet?.key : undefined, toRows, filterInput);
  useEffect(() => {
    let current = true;
    const source = sheet?.source;
    void source?.fetch(0, Math.min(1, source.rowCount)).then(
      ([first]) => current && first && setMedia(first.media !== null),
      () => undefined, // The grid shows why rows cannot be fetched.
    );
    return () => {
      current = false;
    };
  }, [sheet]);

  const editTag = () => {
    const column: Column | undefined = columns[grid.current?.active().column ?? -1];
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
  useAction('errors.filter', () => {
    filterInput.current?.focus();
    filterInput.current?.select();
  });

  const closeItem = () => {
    setItemOpen(false);
    toRows();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !itemOpen) return;
    event.preventDefault();
    closeItem();
  };
  /** The column that was sorted by becomes the active one, so that the sheet stays there. */
  const sortBy = (sort: readonly GridSort[]) => {
    const same = (a: GridSort) => (b: GridSort) => a.column === b.column && a.descending === b.descending;
    const changed = sort.find((each) => !look.sort.some(same(each))) ?? look.sort.find((each) => !sort.some(same(each)));
    const column = columns.findIndex(({ id }) => id === changed?.column);
    const active = grid.current?.active();
    if (active && column >= 0 && active.row >= 0) grid.current?.goTo({ row: active.row, column });
    setLook(project, { sort });
  };
  const onActiveChange = useCallback(({ row }: CellPosition) => activeRow.set(row), [activeRow]);
  const onCellClick = ({ row, column }: CellPosition) => {
    const tag = columns[column]?.tag;
    if (tag) act.clickMark(row, tag);
  };

  const counted = useLasting(opening, 250) ? t('errors.opening') : countText(sheet?.source.rowCount ?? 0, run.predictions);
  const side = itemOpen && sheet ? (
    <ItemPane
      project={project}
      classes={known}
      tags={tags}
      fields={fields ?? []}
      source={sheet.source}
      activeRow={activeRow}
      onClose={closeItem}
    />
  ) : summary ? (
    <SummaryPane project={project} run={run.id} classes={known} filter={look.filter} onFilter={showRows} />
  ) : null;

  return (
    <div className={classes.screen} onKeyDown={onKeyDown}>
      <FilterLine
        filter={look.filter}
        former={look.former}
        applied={sheet?.filter ?? ''}
        fault={fault}
        tags={tags}
        counted={counted}
        onFilter={setFilter}
        onQuick={showRows}
        onLeave={toRows}
        inputRef={filterInput}
        aside={
          <SheetTools
            tags={tags}
            readOnly={readOnly}
            summary={summary}
            onDraw={() => setDialog({ kind: 'draw' })}
            onTag={(tag) => setDialog({ kind: 'tag', tag })}
            onNewTag={act.newTag}
          />
        }
      />
      <div className={classes.body}>
        <Panes id="errors" label={t('errors.summary.title')} side={side} initial={340} min={300} max={760}>
          <div className={sheetClasses.sheet} data-opening={opening && sheet ? '' : undefined}
            aria-busy={opening}>
            {error && <InlineNotice kind="error">{error.message}</InlineNotice>}
            {sheet && columns.length > 0 && (
              <DataGrid<SheetRow>
                ref={grid}
                label={t('errors.grid')}
                testId="sheet"
                source={sheet.source}
                columns={columns}
                viewKey={sheet.key}
                sort={look.sort}
                onSort={sortBy}
                selection={act.selection}
                onSelectionChange={act.setSelection}
                onActiveChange={onActiveChange}
                onCellClick={onCellClick}
                onOpenRow={() => setItemOpen(true)}
                rowTone={verdictOf(sheet.filter) === WRONG ? undefined : wrongTone}
                widths={widths}
                onWidthsChange={(next) => columnWidths.set(next)}
                empty={<NoRows onAll={() => setFilter('')} />}
              />
            )}
            <Dock
              pending={act.pending}
              selected={countRows(act.selection)}
              tags={tags}
              onClear={() => {
                act.setSelection([]);
                toRows();
              }}
              onDone={act.done}
              onTag={act.makeTag}
              onComment={act.saveComment}
            />
          </div>
        </Panes>
      </div>
      <DrawDialog project={project} run={run} open={dialog?.kind === 'draw'} onClose={() => setDialog(null)} onShow={showRows} />
      {dialog?.kind === 'tag' && (
        <TagDialog project={project} tag={dialog.tag} tags={tags} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}

/** Brings the column of a tag into view, as soon as there is one: who marks sees the mark. */
function useShownTag(columns: readonly Column[], grid: React.RefObject<GridHandle | null>): (tag: Tag) => void {
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
function useFirstLook(key: string | undefined, toRows: () => void, filter: React.RefObject<HTMLInputElement | null>): void {
  const first = useRef(true);
  useEffect(() => {
    if (key === undefined) return;
    const { activeElement } = document;
    const free = activeElement === null || activeElement === document.body || activeElement === filter.current;
    if (first.current || free) toRows();
    first.current = false;
  }, [key, toRows, filter]);
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
