import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Select, TextField, notify } from '@/components';
import { useFields } from '@/features/errors/data';
import { splitAt } from '@/features/errors/filters';
import { useBaselines } from '@/features/human/data';
import type { PrioritiesReport, PrioritySettings } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { usePrioritySettings } from './data';
import classes from './Priorities.module.css';

/** What a formula may name, as crates/model/src/formula.rs has it. */
const NAMES = 'gain ceiling share_of_errors miss_rate share_of_items accuracy gap only split importance ease weighted_gain weighted_ceiling';

interface Fault {
  line: string;
  at: number | null;
  message: string;
}

export interface SettingsProps {
  project: string;
  report: PrioritiesReport;
  readOnly: boolean;
}

/** What the project keeps for its priorities: weights, what gaps are to, the formula of a score. */
export function Settings({ project, report, readOnly }: SettingsProps) {
  const client = useQueryClient();
  const settings = usePrioritySettings(project).data;
  const fields = useFields(project).data ?? [];
  const baselines = useBaselines().data ?? [];
  const [formula, setFormula] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const kept = settings?.formula ?? '';
  // What others change meanwhile takes nothing from whoever types.
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setFormula(kept);
  }, [kept]);
  if (!settings) return null;

  const save = async (change: Partial<PrioritySettings>): Promise<void> => {
    try {
      await call('priorities_set', { ...settings, ...change });
      setFault(null);
      typing.current = false;
      await client.invalidateQueries({ queryKey: ['errors', project, 'priorities'] });
    } catch (thrown) {
      const error = AssayError.from(thrown);
      if (error.code === 'formula_invalid') setFault({ line: formula, at: placeOf(error.details), message: error.message });
      else notify({ kind: 'error', text: t('priorities.settings.saved', { reason: error.message }) });
    }
  };
  const commit = () => {
    if (formula.trim() === kept) {
      typing.current = false;
      setFault(null);
    } else void save({ formula: formula.trim() === '' ? null : formula });
  };
  const shown = fault && fault.line === formula ? fault : null;
  return (
    <>
      <Select
        label={t('priorities.settings.weight')}
        className={classes.setting}
        disabled={readOnly}
        testId="priorities-weight"
        value={settings.weight ?? ''}
        onChange={(name) => void save({ weight: name === '' ? null : name })}
        options={[{ value: '', label: t('priorities.settings.noWeight') }, ...fields.map(({ name }) => ({ value: name, label: name }))]}
      />
      <Select
        label={t('priorities.settings.baseline')}
        className={classes.setting}
        disabled={readOnly}
        testId="priorities-baseline"
        value={settings.baseline == null ? '' : String(settings.baseline)}
        onChange={(id) => void save({ baseline: id === '' ? null : Number(id) })}
        options={[{ value: '', label: t('priorities.settings.ownLevel') }, ...baselines.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
      <div className={classes.formula} onBlur={commit} title={t('priorities.settings.hint', { names: NAMES.replaceAll(' ', ', ') })}>
        <TextField
          label={t('priorities.settings.formula')}
          mono
          readOnly={readOnly}
          placeholder={t('priorities.settings.placeholder')}
          value={formula}
          onChange={(text) => {
            typing.current = true;
            setFormula(text);
          }}
          onEnter={commit}
          testId="priorities-formula"
        />
      </div>
      {shown && <At fault={shown} />}
      {report.weights && <Weights of={report.weights} />}
    </>
  );
}

const placeOf = (details: unknown): number | null =>
  typeof details === 'object' && details !== null && 'at' in details && typeof details.at === 'number' ? details.at : null;

/** The formula once more, with the place of the fault marked. */
function At({ fault }: { fault: Fault }) {
  const place = fault.at === null ? null : splitAt(fault.line, fault.at);
  return (
    <div role="alert" className={classes.formulaFault} data-testid="formula-fault">
      {place && (
        <code dir="ltr">
          {place[0]}
          <mark data-at={fault.at}>{place[1] || '\u00a0'}</mark>
          {place[2]}
        </code>
      )}
      <span>{fault.message}</span>
    </div>
  );
}

/** How many rows the weighted figures rest on, and which are left out. */
function Weights({ of }: { of: NonNullable<PrioritiesReport['weights']> }) {
  const parts = [
    t('priorities.weights.used', { field: of.field, n: of.used }),
    of.missing > 0 && t('priorities.weights.missing', { n: of.missing }),
    of.negative > 0 && t('priorities.weights.negative', { n: of.negative }),
    of.zero > 0 && t('priorities.weights.zero', { n: of.zero }),
  ];
  return (
    <p className={classes.weights} data-testid="weights">
      {of.fault ?? parts.filter(Boolean).join('; ')}
    </p>
  );
}
