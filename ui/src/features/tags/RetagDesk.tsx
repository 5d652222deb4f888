import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Button, FigureOf, IconButton, InlineNotice, Kbd, Progress, Table, notify, type TableColumn } from '@/components';
import { refreshTags, useItem } from '@/features/errors/data';
import { quote } from '@/features/errors/filters';
import { useTagKeys } from '@/features/errors/useTagKeys';
import { ItemContent } from '@/features/item';
import type { RetagDisagreement, RetagTag, RetagView, Tag } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Tags.module.css';
import { openSheet } from './data';

export interface RetagDeskProps {
  project: string;
  retag: number;
  readOnly: boolean;
  onClose: () => void;
}

/** Marked rows one after the other without their marks; then how alike the two came out. */
export function RetagDesk({ project, retag, readOnly, onClose }: RetagDeskProps) {
  const client = useQueryClient();
  const queryKey = ['errors', project, 'tags', 'retag', retag];
  const query = useQuery({ queryKey, queryFn: () => call('retag_get', { retag }), staleTime: 0 });
  const keep = (view: RetagView) => {
    client.setQueryData(queryKey, view);
    void refreshTags(client, project);
  };
  const undo = async () => {
    try {
      keep(await call('retag_undo', { retag }));
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
  };
  const view = query.data;
  const mayUndo = !readOnly && (view?.retag.done ?? 0) > 0;
  useAction('app.undo', () => void undo(), mayUndo);
  const undoKeys = useActionKeys('app.undo');
  const fault = query.error && <InlineNotice kind="error">{AssayError.from(query.error).message}</InlineNotice>;
  if (!view) return fault;
  return (
    <section className={classes.desk} data-testid="retag-desk">
      {fault}
      <header className={classes.deskHead}>
        <IconButton icon="chevron-left" label={t('tags.retag.back')} onPress={onClose} data-testid="retag-back" />
        <Progress label={t('tags.retag.marking')} done={view.retag.done} total={view.retag.size} />
        <span className={classes.gap} />
        {mayUndo && (
          <Button size="small" variant="quiet" icon="undo" keys={undoKeys} onPress={() => void undo()}>
            {t('tags.retag.undo')}
          </Button>
        )}
      </header>
      {view.next ? (
        <Look key={view.next.position} project={project} view={view} next={view.next} readOnly={readOnly} onMarked={keep} />
      ) : (
        <Result project={project} view={view} />
      )}
    </section>
  );
}

interface LookProps {
  project: string;
  view: RetagView;
  next: NonNullable<RetagView['next']>;
  readOnly: boolean;
  onMarked: (view: RetagView) => void;
}

function Look({ project, view, next, readOnly, onMarked }: LookProps) {
  const item = useItem(project, next.item).data;
  const [yes, setYes] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const toggle = (tag: Tag) => setYes((now) => new Set(now.has(tag.id) ? [...now].filter((id) => id !== tag.id) : [...now, tag.id]));
  const send = async () => {
    if (busy || readOnly || !item) return;
    setBusy(true);
    try {
      const marks = view.tags.map(({ id }): [number, boolean] => [id, yes.has(id)]);
      onMarked(await call('retag_mark', { retag: view.retag.id, position: next.position, marks }));
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      setBusy(false);
    }
  };
  useTagKeys(view.tags, !readOnly, toggle);
  // The key that gives what is unseen a no in the sheet sends the row here: what is not on is no.
  useAction('errors.rest', () => void send(), !readOnly);
  const sendKeys = useActionKeys('errors.rest');
  return (
    <>
      <div className={classes.content} tabIndex={0} role="region" aria-label={t('tags.retag.item')} data-testid="retag-item">
        <div className={classes.column}>{item && <ItemContent item={item.item} />}</div>
      </div>
      <footer className={classes.foot}>
        <p className={classes.text}>
          {t('tags.retag.ask')} {t('tags.retag.blind')}
        </p>
        <div className={classes.toggles}>
          {view.tags.map((tag) => (
            <button
              key={tag.id}
              type="button"
              className={classes.toggle}
              aria-pressed={yes.has(tag.id)}
              disabled={readOnly}
              onClick={() => toggle(tag)}
              data-testid={`retag-mark-${tag.name}`}
            >
              <span className={classes.dot} style={{ background: tag.colour }} />
              <span dir="auto">{tag.name}</span>
              <span className={classes.state}>{t(yes.has(tag.id) ? 'errors.mark.yes' : 'errors.mark.no')}</span>
              {tag.hotkey !== null && <Kbd keys={tag.hotkey.toUpperCase()} />}
            </button>
          ))}
          <span className={classes.gap} />
          <Button variant="primary" isDisabled={busy || readOnly || !item} keys={sendKeys} onPress={() => void send()} data-testid="retag-next">
            {t('tags.retag.next')}
          </Button>
        </div>
      </footer>
    </>
  );
}

function Result({ project, view }: { project: string; view: RetagView }) {
  const columns: readonly TableColumn<RetagTag>[] = [
    { id: 'tag', title: t('tags.retag.column.tag'), cell: (row) => row.tag },
    { id: 'kappa', title: t('tags.retag.column.kappa'), cell: (row) => <FigureOf figure={row.kappa} /> },
    { id: 'alike', title: t('tags.retag.column.alike'), cell: (row) => <FigureOf figure={row.alike} /> },
    { id: 'first', title: t('tags.retag.column.first'), align: 'end', cell: (row) => formatCount(row.only_first) },
    { id: 'again', title: t('tags.retag.column.again'), align: 'end', cell: (row) => formatCount(row.only_again) },
  ];
  const differing: readonly TableColumn<RetagDisagreement>[] = [
    { id: 'item', title: t('tags.retag.item'), cell: (row) => row.key },
    { id: 'tag', title: t('tags.retag.column.tag'), cell: (row) => row.tag },
    { id: 'how', title: t('tags.retag.how'), cell: (row) => t(row.first ? 'tags.retag.was' : 'tags.retag.became') },
  ];
  const found = view.disagreements;
  const keys = [...new Set(found.map(({ key }) => key))];
  return (
    <div className={classes.view} data-testid="retag-result">
      <section className={classes.section}>
        <header className={classes.head}>
          <h2>{t('tags.retag.result')}</h2>
        </header>
        <p className={classes.text}>{t('tags.retag.kept')}</p>
        <Table label={t('tags.retag.result')} columns={columns} rows={view.results} rowKey={({ tag }) => tag} />
      </section>
      <section className={classes.section}>
        <header className={classes.head}>
          <h2>{found.length === 0 ? t('tags.retag.alike') : t('tags.retag.disagree', { n: found.length })}</h2>
          <span className={classes.gap} />
          {keys.length > 0 && (
            <Button size="small" onPress={() => openSheet(project, keys.map((key) => `key = ${quote(key)}`).join(' or '))} data-testid="retag-open-sheet">
              {t('tags.retag.open')}
            </Button>
          )}
        </header>
        {found.length > 0 && <Table label={t('tags.retag.disagree', { n: found.length })} columns={differing} rows={found} rowKey={({ item, tag }) => `${item} ${tag}`} />}
      </section>
    </div>
  );
}
