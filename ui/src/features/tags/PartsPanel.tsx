import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, FigureOf, InlineNotice, NumberField, Select, Table, TextField, notify, type TableColumn } from '@/components';
import { useFields } from '@/features/errors/data';
import type { PartView, PartsView, Run } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { listedRuns } from '@/lib/runs';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import form from '@/features/errors/Dialogs.module.css';
import classes from './Tags.module.css';
import { useParts } from './data';

export interface PartsPanelProps {
  project: string;
  run: Run;
  runs: readonly Run[];
  readOnly: boolean;
}

type Line = PartView & { name: string };

/** What is looked at and what is only counted, and how the run does on both. */
export function PartsPanel({ project, run, runs, readOnly }: PartsPanelProps) {
  const client = useQueryClient();
  const view = useParts(project, run.id).data;
  const [dividing, setDividing] = useState(false);
  if (!view) return null;
  // Rows come and go in the sheet and in every figure made of rows.
  const refresh = () => client.invalidateQueries({ queryKey: ['errors', project] });
  const join = async () => {
    try {
      await call('parts_join', { run: run.id });
      void refresh();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  const { division } = view;
  return (
    <section className={classes.section} aria-labelledby="parts-heading" data-testid="parts-panel">
      <header className={classes.head}>
        <h2 id="parts-heading">{t('tags.parts.title')}</h2>
        <span className={classes.gap} />
        {!readOnly && division === null && (
          <Button size="small" onPress={() => setDividing(true)} data-testid="parts-divide">
            {t('tags.parts.divide')}
          </Button>
        )}
        {!readOnly && division !== null && (
          <Button size="small" variant="quiet" onPress={() => void join()} data-testid="parts-join">
            {t('tags.parts.join')}
          </Button>
        )}
      </header>
      {division === null ? (
        <p className={classes.text}>{t('tags.parts.why')}</p>
      ) : (
        <>
          <p className={classes.text}>{t('tags.parts.design', { n: formatCount(division.population), seed: String(division.seed) })}</p>
          <Parts view={view} />
          <Gain project={project} run={run} runs={runs} />
        </>
      )}
      {dividing && (
        <DivideDialog
          project={project}
          run={run}
          onClose={() => setDividing(false)}
          onDone={() => {
            setDividing(false);
            void refresh();
          }}
        />
      )}
    </section>
  );
}

function Parts({ view }: { view: PartsView }) {
  const lines: readonly Line[] = [
    { ...view.eyeball, name: t('tags.parts.eyeball') },
    { ...view.blackbox, name: t('tags.parts.blackbox') },
  ];
  const columns: readonly TableColumn<Line>[] = [
    { id: 'part', title: t('tags.parts.column.part'), cell: (row) => row.name },
    { id: 'rows', title: t('tags.parts.column.rows'), align: 'end', cell: (row) => formatCount(row.rows) },
    { id: 'errors', title: t('tags.parts.column.errors'), align: 'end', cell: (row) => formatCount(row.errors) },
    { id: 'accuracy', title: t('tags.parts.column.accuracy'), cell: (row) => <FigureOf figure={row.accuracy} digits={3} /> },
    { id: 'seen', title: t('tags.parts.column.seen'), cell: (row) => t('tags.parts.seen', { seen: formatCount(row.seen), opened: formatCount(row.opened) }) },
  ];
  return <Table label={t('tags.parts.title')} columns={columns} rows={lines} rowKey={({ name }) => name} />;
}

function Gain({ project, run, runs }: Omit<PartsPanelProps, 'readOnly'>) {
  const others = listedRuns(runs, 'left out').filter(({ id }) => id !== run.id);
  const [chosen, setChosen] = useState<number | null>(null);
  const earlier = others.find(({ id }) => id === chosen) ?? others.findLast(({ made_at }) => made_at <= run.made_at) ?? others[0];
  const gain = useQuery({
    queryKey: ['errors', project, 'tags', 'parts', 'gain', earlier?.id, run.id],
    queryFn: () => call('parts_compare', { earlier: earlier?.id ?? 0, later: run.id }),
    enabled: earlier !== undefined,
    staleTime: 0,
  }).data;
  if (!earlier) return null;
  const words = { better: t('tags.parts.better'), worse: t('tags.parts.worse') }[gain?.verdict ?? ''] ?? t('tags.parts.undecided');
  return (
    <>
      <div className={classes.figures}>
        <Select
          label={t('tags.parts.against')}
          hideLabel
          value={String(earlier.id)}
          onChange={(id) => setChosen(Number(id))}
          options={others.map(({ id, name }) => ({ value: String(id), label: t('tags.parts.gain', { run: name }) }))}
        />
        {gain &&
          (['eyeball', 'blackbox', 'difference'] as const).map((part) => (
            <span key={part}>
              <span className={classes.quiet}>{t(`tags.parts.gains.${part}`)}</span> <FigureOf figure={gain[part]} digits={3} />
            </span>
          ))}
      </div>
      {gain && <InlineNotice kind={gain.verdict === 'better' ? 'warn' : 'info'}>{words}</InlineNotice>}
    </>
  );
}

interface DivideDialogProps {
  project: string;
  run: Run;
  onClose: () => void;
  onDone: () => void;
}

function DivideDialog({ project, run, onClose, onDone }: DivideDialogProps) {
  const fields = useFields(project).data ?? [];
  const [errors, setErrors] = useState(Math.max(1, Math.min(100, Math.floor(run.errors / 2))));
  const [field, setField] = useState('');
  const [filter, setFilter] = useState('');
  const [seed, setSeed] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const seedValue = seed.trim() === '' ? undefined : Number(seed);
  const seedFault = seedValue !== undefined && (!Number.isSafeInteger(seedValue) || seedValue < 0);
  const divide = async () => {
    try {
      await call('parts_divide', { run: run.id, errors, field: field === '' ? undefined : Number(field), filter: filter.trim() || undefined, seed: seedValue });
      onDone();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
    }
  };
  return (
    <Dialog
      title={t('tags.parts.divideTitle')}
      open
      onClose={onClose}
      width="narrow"
      testId="parts-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={!(errors >= 1) || seedFault} onPress={() => void divide()} data-testid="parts-divide-now">
            {t('tags.parts.divideNow')}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <p>{t('tags.parts.why')}</p>
        <div className={form.pair}>
          <NumberField label={t('tags.parts.errors')} hint={t('tags.parts.errorsHint')} value={errors} onChange={setErrors} min={1} testId="parts-errors" />
          <Select
            label={t('tags.parts.field')}
            hint={t('tags.parts.fieldHint')}
            value={field}
            onChange={setField}
            options={[{ value: '', label: t('tags.parts.noField') }, ...fields.map(({ id, name }) => ({ value: String(id), label: name }))]}
            testId="parts-field"
          />
        </div>
        <TextField label={t('tags.parts.filter')} hint={t('tags.parts.filterHint')} value={filter} onChange={setFilter} mono testId="parts-filter" />
        <TextField label={t('tags.parts.seed')} hint={t('errors.draw.seedHint')} value={seed} onChange={setSeed} error={seedFault ? t('errors.draw.seedFault') : null} testId="parts-seed" />
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </div>
    </Dialog>
  );
}
