import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useAction } from '@/actions';
import { Button, Icon, IconButton, InlineNotice, Popover, TextField, notify } from '@/components';
import type { GridSort } from '@/components/grid';
import type { ColumnLook, SavedView } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { setLooks } from './arrange';
import type { Column } from './columns';
import classes from './SavedViews.module.css';
import { setLook, type Look } from './state';
import type { Columns } from './useColumns';

export interface SavedViewsProps {
  project: string;
  readOnly: boolean;
  look: Look;
  columns: Columns;
  /** Another view was chosen: back to the rows. */
  onChosen: () => void;
}

const keyOf = (project: string) => ['errors', project, 'views'] as const;

/** Filter, order and columns under a name, in the project file. */
export function SavedViews(props: SavedViewsProps) {
  const place = useRef<HTMLSpanElement>(null);
  useAction('errors.views', () => place.current?.querySelector('button')?.click());
  return (
    <span ref={place}>
      <Popover
        label={t('sheet.views.title')}
        placement="bottom end"
        trigger={
          <Button size="small" variant="quiet" data-testid="views">
            {t('sheet.views.button')} <Icon name="chevron-down" size={12} />
          </Button>
        }
      >
        {(close) => <Views {...props} close={close} />}
      </Popover>
    </span>
  );
}

/** An order as the workbench names it. */
const toWords = (sort: readonly GridSort[], columns: readonly Column[]): SavedView['sort'] =>
  sort.flatMap(({ column, descending }) => {
    const name = columns.find(({ id }) => id === column)?.sortName;
    return name === undefined ? [] : [{ column: name, descending }];
  });

const toSort = (sort: SavedView['sort'], columns: readonly Column[]): GridSort[] =>
  sort.flatMap(({ column, descending }) => {
    const id = columns.find(({ sortName }) => sortName === column)?.id;
    return id === undefined ? [] : [{ column: id, descending: descending ?? false }];
  });

function Views({ project, readOnly, look, columns, onChosen, close }: SavedViewsProps & { close: () => void }) {
  const client = useQueryClient();
  const found = useQuery({ queryKey: keyOf(project), queryFn: () => call('view_list', null), staleTime: 0 });
  const views = found.data ?? [];
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const typed = name.trim();
  const same = views.find((view) => view.name.toLowerCase() === typed.toLowerCase());

  const show = (view: SavedView) => {
    setLooks(project, view.columns.map(({ id, hidden, pinned, width }) => ({ id, hidden, pinned, width: width ?? null })));
    setLook(project, { filter: view.filter, sort: toSort(view.sort, columns.all) });
    close();
    setTimeout(onChosen);
  };
  const act = async (work: () => Promise<unknown>, said: string) => {
    setFault(null);
    try {
      await work();
      await client.invalidateQueries({ queryKey: keyOf(project) });
      notify({ kind: 'ok', text: said });
    } catch (thrown) {
      setFault(AssayError.from(thrown).message);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (typed === '') return;
    const looks = columns.looks.map(({ id, hidden, pinned, width }): ColumnLook => ({ id, hidden, pinned, ...(typeof width === 'number' && { width }) }));
    const request = { name: same?.name ?? typed, filter: look.filter, sort: toWords(look.sort, columns.all), columns: looks };
    void act(() => call('view_save', same ? { ...request, id: same.id } : request), t('sheet.views.saved', { name: request.name })).then(() => setName(''));
  };
  return (
    <div className={classes.views} data-testid="views-list">
      {found.error && <InlineNotice kind="error">{AssayError.from(found.error).message}</InlineNotice>}
      {views.length === 0 && !found.error && <p className={classes.quiet}>{t('sheet.views.none')}</p>}
      {views.length > 0 && (
        <ul className={classes.list}>
          {views.map((view) => (
            <li key={view.id}>
              <button type="button" className={classes.view} onClick={() => show(view)} data-testid={`view-${view.id}`}>
                <bdi>{view.name}</bdi>
                <code dir="ltr">{view.filter || t('errors.filter.all')}</code>
                {view.fault && (
                  <span className={classes.fault} data-testid={`view-fault-${view.id}`}>
                    <Icon name="warning" size={12} /> {t('sheet.views.fault', { reason: view.fault })}
                  </span>
                )}
              </button>
              {!readOnly && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('sheet.views.remove', { name: view.name })}
                  onPress={() => void act(() => call('view_delete', { id: view.id }), t('sheet.views.removed', { name: view.name }))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <form className={classes.save} onSubmit={save}>
          <TextField
            label={t('sheet.views.name')}
            value={name}
            maxLength={200}
            hint={same ? t('sheet.views.nameTaken') : t('sheet.views.nameHint')}
            error={fault}
            onChange={setName}
            testId="view-name"
          />
          <Button type="submit" size="small" variant="primary" isDisabled={typed === ''} data-testid="save-view">
            {t(same ? 'sheet.views.replace' : 'sheet.views.saveDo')}
          </Button>
        </form>
      )}
    </div>
  );
}
