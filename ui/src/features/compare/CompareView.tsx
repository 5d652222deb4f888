import { useState } from 'react';
import { Button, EmptyState, Select, TextField } from '@/components';
import { navigate } from '@/app/routes';
import { useFields } from '@/features/errors/data';
import { Broken, type OfRunProps } from '@/features/errors/WithRun';
import { listedRuns } from '@/lib/runs';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { Board } from './Board';
import classes from './Compare.module.css';
import { Parts } from './Parts';
import { Promises } from './Promises';
import { Record } from './Record';
import { Summary } from './Summary';
import { previousOf, useComparison } from './data';

const NONE = 'none';

/** This run held against an earlier one: what it fixed and broke, where, and what was promised; then all runs. */
export function CompareView({ overview, run, runs }: OfRunProps) {
  const project = overview.uid;
  const [chosen, setChosen] = useState<number | null>(null);
  const other = runs.find(({ id }) => id === chosen && id !== run.id) ?? previousOf(run, runs);
  return (
    <div className={classes.page} data-testid="compare">
      {other ? (
        <Against key={`${run.id} ${other.id}`} overview={overview} run={run} runs={runs} other={other} onChoose={setChosen} />
      ) : (
        <EmptyState
          icon="errors"
          title={t('compare.one.title')}
          actions={
            <Button variant="primary" onPress={() => void navigate('import', { kind: 'predictions' })}>
              {t('compare.one.action')}
            </Button>
          }
        >
          {t('compare.one.text')}
        </EmptyState>
      )}
      <Board project={project} run={run} />
      <Record key={run.id} project={project} run={run} readOnly={overview.read_only} />
    </div>
  );
}

interface AgainstProps extends OfRunProps {
  other: OfRunProps['run'];
  onChoose: (run: number) => void;
}

function Against({ overview, run, runs, other, onChoose }: AgainstProps) {
  const project = overview.uid;
  const fields = useFields(project).data ?? [];
  const [field, setField] = useState<number | null>(null);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState('');
  const found = useComparison(project, { a: other.id, b: run.id, filter, field });
  const open = (line: string) => void navigate('errors', { run: run.id, filter: line });
  const fault = found.error && filter !== '' ? AssayError.from(found.error).message : null;
  return (
    <>
      <div className={classes.bar}>
        <Select
          className={classes.choice}
          label={t('compare.against')}
          testId="compare-against"
          value={String(other.id)}
          onChange={(id) => onChoose(Number(id))}
          options={listedRuns(runs, 'last').filter(({ id }) => id !== run.id).map(({ id, name, archived_at }) => ({
            value: String(id),
            label: name,
            description: archived_at === null ? undefined : t('compare.record.archived'),
          }))}
        />
        <Select
          className={classes.choice}
          label={t('compare.field')}
          testId="compare-field"
          value={field === null ? NONE : String(field)}
          onChange={(id) => setField(id === NONE ? null : Number(id))}
          options={[{ value: NONE, label: t('compare.noField') }, ...fields.map(({ id, name }) => ({ value: String(id), label: name }))]}
        />
        <TextField
          className={classes.filter}
          mono
          label={t('compare.filter')}
          hint={t('compare.filterHint')}
          error={fault}
          value={typed}
          onChange={setTyped}
          onEnter={() => setFilter(typed.trim())}
          testId="compare-filter"
        />
      </div>
      {found.error && !fault && <Broken error={found.error} />}
      {found.data && !found.error && (
        <>
          <Summary found={found.data} onOpen={open} />
          <Parts found={found.data} field={fields.find(({ id }) => id === field)?.name ?? null} onOpen={open} />
          <Promises project={project} run={run} found={found.data} readOnly={overview.read_only} />
        </>
      )}
    </>
  );
}
