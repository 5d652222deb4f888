import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Button, EmptyState } from '@/components';
import { TagDialog } from '@/features/errors/TagDialog';
import { refreshTags } from '@/features/errors/data';
import type { OfRunProps } from '@/features/errors/WithRun';
import type { TagCount } from '@/generated/commands';
import { t } from '@/messages';
import { Broken } from '@/features/errors/WithRun';
import { DrawsPanel } from './DrawsPanel';
import { DeleteDialog, MergeDialog, SplitDialog } from './ShapeDialogs';
import { NewTagDialog } from './NewTagDialog';
import { PartsPanel } from './PartsPanel';
import { RetagDesk } from './RetagDesk';
import { RetagPanel } from './RetagPanel';
import { TagList } from './TagList';
import classes from './Tags.module.css';
import { lateFilter, openSheet, rowsOf, takeBack, useTagCounts } from './data';

type Doing = 'edit' | 'merge' | 'split' | 'remove' | 'new' | 'rule';

/** The tags themselves: what they are, how many rows they have, and how they are put in order. */
export function TagsView({ overview, run, runs }: OfRunProps) {
  const project = overview.uid;
  const client = useQueryClient();
  const counts = useTagCounts(project, run.id);
  const [chosen, setChosen] = useState<number | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [retag, setRetag] = useState<number | null>(null);
  const rows = counts.data ?? [];
  const tags = rows.map(({ tag }) => tag);
  const row = rows.find(({ tag }) => tag.id === chosen) ?? null;
  const free = !overview.read_only;

  useAction('errors.newTag', () => setDoing('new'), free && retag === null);
  useAction('errors.editTag', () => setDoing('edit'), free && row !== null);
  useAction('tags.merge', () => setDoing('merge'), free && row !== null);
  useAction('tags.split', () => setDoing('split'), free && row !== null);
  useAction('tags.remove', () => setDoing('remove'), free && row !== null);
  useAction('tags.late', () => row && showLate(row), row !== null && row.late > 0);
  useAction('app.undo', () => void takeBack(client, project), free && retag === null);
  useAction('errors.redo', () => void takeBack(client, project, 'sheet_redo'), free && retag === null);

  const showLate = ({ tag }: TagCount) => openSheet(project, lateFilter(tag, tags));
  const close = () => {
    setDoing(null);
    void refreshTags(client, project);
  };

  if (retag !== null) {
    return <RetagDesk project={project} retag={retag} readOnly={overview.read_only} onClose={() => setRetag(null)} />;
  }
  const fault = counts.error && <Broken error={counts.error} />;
  if (!counts.data) return fault;
  const of = { project, run: run.id, tags, onClose: close };
  return (
    <div className={classes.view} data-testid="tags-view">
      {fault}
      <section className={classes.section} aria-labelledby="tags-heading">
        <header className={classes.head}>
          <h2 id="tags-heading">{t('tags.heading')}</h2>
          <span className={classes.gap} />
          {free && <Make onDo={setDoing} />}
        </header>
        {rows.length === 0 ? (
          <EmptyState icon="label" title={t('tags.none.title')}>
            {t('tags.none.text')}
          </EmptyState>
        ) : (
          <TagList
            rows={rows}
            people={overview.people}
            chosen={chosen}
            onChoose={setChosen}
            onEdit={() => free && setDoing('edit')}
            onShow={({ tag }, mark) => openSheet(project, rowsOf(tag, mark))}
            onLate={showLate}
          />
        )}
        {row && free && <WorkOn row={row} onDo={setDoing} />}
      </section>
      <RetagPanel project={project} tags={tags} readOnly={overview.read_only} onOpen={setRetag} />
      <DrawsPanel project={project} run={run} readOnly={overview.read_only} />
      <PartsPanel project={project} run={run} runs={runs} readOnly={overview.read_only} />
      {row && doing === 'edit' && <TagDialog key={row.tag.id} project={project} tag={row.tag} tags={tags} onClose={close} />}
      {row && doing === 'merge' && <MergeDialog {...of} tag={row.tag} />}
      {row && doing === 'split' && <SplitDialog {...of} tag={row.tag} />}
      {row && doing === 'remove' && <DeleteDialog {...of} tag={row.tag} />}
      {(doing === 'new' || doing === 'rule') && <NewTagDialog project={project} run={run.id} rule={doing === 'rule' ? '' : null} onClose={close} />}
    </div>
  );
}

function Make({ onDo }: { onDo: (doing: Doing) => void }) {
  const newKeys = useActionKeys('errors.newTag');
  return (
    <>
      <Button size="small" icon="plus" keys={newKeys} onPress={() => onDo('new')} data-testid="tags-new">
        {t('tags.new')}
      </Button>
      <Button size="small" icon="filter" onPress={() => onDo('rule')} data-testid="tags-new-rule">
        {t('tags.newRule')}
      </Button>
    </>
  );
}

function WorkOn({ row, onDo }: { row: TagCount; onDo: (doing: Doing) => void }) {
  const merge = useActionKeys('tags.merge');
  const split = useActionKeys('tags.split');
  const remove = useActionKeys('tags.remove');
  const edit = useActionKeys('errors.editTag');
  return (
    <div className={classes.work} role="toolbar" aria-label={t('tags.chosen', { name: row.tag.name })}>
      <span className={classes.quiet}>{t('tags.chosen', { name: row.tag.name })}</span>
      <Button size="small" variant="quiet" keys={edit} onPress={() => onDo('edit')} data-testid="tags-edit">
        {t('tags.edit')}
      </Button>
      <Button size="small" variant="quiet" keys={merge} onPress={() => onDo('merge')} data-testid="tags-merge">
        {t('tags.merge')}
      </Button>
      <Button size="small" variant="quiet" keys={split} onPress={() => onDo('split')} data-testid="tags-split">
        {t('tags.split')}
      </Button>
      <Button size="small" variant="quiet" keys={remove} onPress={() => onDo('remove')} data-testid="tags-delete">
        {t('tags.remove')}
      </Button>
    </div>
  );
}
