import { useState } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Button, FigureOf, Table, type TableColumn } from '@/components';
import { DrawDialog } from '@/features/errors/DrawDialog';
import type { DrawView, Run } from '@/generated/commands';
import { formatCount, formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './Tags.module.css';
import { openSheet, useDraws } from './data';

/** What was drawn by chance, with the design of each draw. */
export function DrawsPanel({ project, run, readOnly }: { project: string; run: Run; readOnly: boolean }) {
  const list = useDraws(project, run.id).data;
  const draws = list?.draws ?? [];
  const [open, setOpen] = useState(false);
  const keys = useActionKeys('errors.draw');
  useAction('errors.draw', () => setOpen(true), !readOnly);
  const columns: readonly TableColumn<DrawView>[] = [
    { id: 'drawn', title: t('tags.draws.column.drawn'), width: 190, cell: (row) => <span title={formatTime(row.made_at)}>{t('tags.draws.of', { size: formatCount(row.size), population: formatCount(row.population) })}</span> },
    { id: 'what', title: t('tags.draws.column.what'), cell: (row) => row.speaks_for },
    { id: 'seed', title: t('tags.draws.column.seed'), width: 150, cell: (row) => <span className={classes.mono}>{row.seed}</span> },
    { id: 'tags', title: t('tags.draws.column.tags'), cell: (row) => <Shares row={row} /> },
  ];
  return (
    <section className={classes.section} aria-labelledby="draws-heading">
      <header className={classes.head}>
        <h2 id="draws-heading">{t('tags.draws.title')}</h2>
        <span className={classes.gap} />
        {!readOnly && (
          <Button size="small" keys={keys} onPress={() => setOpen(true)} data-testid="tags-draw">
            {t('errors.draw.button')}
          </Button>
        )}
      </header>
      {draws.length === 0 ? <p className={classes.text}>{t('tags.draws.none')}</p> : <Table label={t('tags.draws.title')} columns={columns} rows={draws} rowKey={({ id }) => id} />}
      {list?.together.map((strata) => (
        <div key={strata.from} className={classes.lines} data-testid={`strata-${strata.from}`}>
          <span className={classes.quiet} title={strata.filters.join('; ')}>
            {t('tags.draws.together', { what: strata.speaks_for })}
          </span>
          <Shares row={strata} />
        </div>
      ))}
      <DrawDialog project={project} run={run} open={open} onClose={() => setOpen(false)} onShow={(filter) => openSheet(project, filter)} />
    </section>
  );
}

function Shares({ row }: { row: Pick<DrawView, 'tags'> }) {
  if (row.tags.length === 0) return <span className={classes.zero}>{t('tags.draws.notSeen')}</span>;
  return (
    <div className={classes.figures}>
      {row.tags.map(({ tag, share }) => (
        <span key={tag}>
          <span className={classes.quiet} dir="auto">
            {tag}
          </span>{' '}
          <FigureOf figure={share} />
        </span>
      ))}
    </div>
  );
}
