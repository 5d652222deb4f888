import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Checkbox, Dialog, InlineNotice, NumberField, Table, type TableColumn } from '@/components';
import { refreshTags } from '@/features/errors/data';
import type { Retag, Tag } from '@/generated/commands';
import { formatCount, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import form from '@/features/errors/Dialogs.module.css';
import classes from './Tags.module.css';
import { useRetags } from './data';

export interface RetagPanelProps {
  project: string;
  tags: readonly Tag[];
  readOnly: boolean;
  onOpen: (retag: number) => void;
}

/** Samples of marked rows that are marked a second time. */
export function RetagPanel({ project, tags, readOnly, onOpen }: RetagPanelProps) {
  const samples = useRetags(project).data ?? [];
  const [drawing, setDrawing] = useState(false);
  const name = (id: number) => tags.find((tag) => tag.id === id)?.name ?? '';
  const hand = tags.filter(({ rule }) => rule === null);
  const columns: readonly TableColumn<Retag>[] = [
    { id: 'sample', title: t('tags.retag.column.sample'), width: 260, cell: (row) => <span title={formatTime(row.made_at)}>{t('tags.retag.sample', { n: row.size, population: formatCount(row.population) })}</span> },
    { id: 'tags', title: t('tags.retag.column.tags'), cell: (row) => row.tags.map(name).join(', ') },
    { id: 'state', title: t('tags.retag.column.state'), cell: (row) => t('tags.retag.progress', { done: formatCount(row.done), size: formatCount(row.size) }) },
    {
      id: 'go',
      title: '',
      align: 'end',
      cell: (row) => (
        <Button size="small" variant="quiet" onPress={() => onOpen(row.id)} data-testid={`retag-open-${row.id}`}>
          {t(row.done < row.size ? 'tags.retag.go' : 'tags.retag.see')}
        </Button>
      ),
    },
  ];
  return (
    <section className={classes.section} aria-labelledby="retag-heading">
      <header className={classes.head}>
        <h2 id="retag-heading">{t('tags.retag.title')}</h2>
        <span className={classes.gap} />
        {!readOnly && hand.length > 0 && (
          <Button size="small" onPress={() => setDrawing(true)} data-testid="retag-draw">
            {t('tags.retag.draw')}
          </Button>
        )}
      </header>
      {samples.length === 0 ? <p className={classes.text}>{t('tags.retag.why')}</p> : <Table label={t('tags.retag.title')} columns={columns} rows={samples} rowKey={({ id }) => id} />}
      {drawing && <RetagDraw project={project} tags={hand} onClose={() => setDrawing(false)} onOpen={onOpen} />}
    </section>
  );
}

interface RetagDrawProps {
  project: string;
  tags: readonly Tag[];
  onClose: () => void;
  onOpen: (retag: number) => void;
}

function RetagDraw({ project, tags, onClose, onOpen }: RetagDrawProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(tags.map(({ id }) => id)));
  const [size, setSize] = useState(50);
  const [failure, setFailure] = useState<string | null>(null);
  const sound = chosen.size > 0 && size >= 1;
  const draw = async () => {
    try {
      const { retag } = await call('retag_draw', { tags: [...chosen], size });
      void refreshTags(client, project);
      onClose();
      onOpen(retag.id);
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
    }
  };
  const toggle = (id: number, on: boolean) => setChosen((now) => new Set(on ? [...now, id] : [...now].filter((each) => each !== id)));
  return (
    <Dialog
      title={t('tags.retag.drawTitle')}
      open
      onClose={onClose}
      width="narrow"
      testId="retag-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={!sound} onPress={() => void draw()} data-testid="retag-draw-now">
            {t('tags.retag.drawNow', { n: sound ? size : 0 })}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <p>{t('tags.retag.why')}</p>
        <fieldset className={form.group}>
          <legend className={form.legend}>{t('tags.retag.tags')}</legend>
          {tags.map((tag) => (
            <Checkbox key={tag.id} selected={chosen.has(tag.id)} onChange={(on) => toggle(tag.id, on)} testId={`retag-tag-${tag.name}`}>
              {tag.name}
            </Checkbox>
          ))}
        </fieldset>
        <NumberField label={t('tags.retag.size')} hint={t('tags.retag.sizeHint')} value={size} onChange={setSize} min={1} testId="retag-size" />
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </div>
    </Dialog>
  );
}
