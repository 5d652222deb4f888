import { useState, type FormEvent } from 'react';
import { Button, Dialog, InlineNotice, SegmentedControl, Select, TextField } from '@/components';
import type { Bound, CheckDraft, CheckMetric, CheckView, Class } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import form from '@/features/errors/Dialogs.module.css';

/** In the order of the list. */
const METRICS: readonly CheckMetric[] = [
  'accuracy',
  'balanced_accuracy',
  'matthews',
  'macro_precision',
  'macro_recall',
  'macro_f1',
  'weighted_f1',
  'precision',
  'recall',
  'f1',
  'specificity',
  'false_positive_rate',
  'false_negative_rate',
  'selection_rate',
  'average_precision',
  'auc',
  'log_loss',
  'brier',
  'calibration_error',
];
const OF_CLASS = new Set<CheckMetric>(['precision', 'recall', 'f1', 'specificity', 'false_positive_rate', 'false_negative_rate', 'selection_rate']);
const OR_ALL = new Set<CheckMetric>(['average_precision', 'auc']);
/** The smaller, the better. */
const COSTS = new Set<CheckMetric>(['false_positive_rate', 'false_negative_rate', 'log_loss', 'brier', 'calibration_error']);

export interface CheckDialogProps {
  /** None: a new one. */
  check: CheckView | null;
  classes: readonly Class[];
  onClose: () => void;
  onSaved: () => void;
}

export function CheckDialog({ check, classes: known, onClose, onSaved }: CheckDialogProps) {
  const [name, setName] = useState(check?.name ?? '');
  const [metric, setMetric] = useState<CheckMetric>(check?.metric ?? 'accuracy');
  const [ofClass, setOfClass] = useState<number | null>(check?.class ?? null);
  const [bound, setBound] = useState<Bound>(check?.bound ?? 'at_least');
  const [typed, setTyped] = useState(String(check?.threshold ?? 0.9));
  const [filter, setFilter] = useState(check?.filter ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const threshold = typed.trim() === '' ? NaN : Number(typed.replace(',', '.'));
  const asksClass = OF_CLASS.has(metric) || OR_ALL.has(metric);
  const chosen = asksClass ? (ofClass ?? (OF_CLASS.has(metric) ? (known[0]?.id ?? null) : null)) : null;
  const ready = name.trim() !== '' && Number.isFinite(threshold) && !saving;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setSaving(true);
    setFailure(null);
    const draft: CheckDraft = { name, metric, class: chosen ?? undefined, filter: filter.trim() || undefined, bound, threshold };
    try {
      if (check) await call('check_edit', { check: check.id, to: draft });
      else await call('check_add', draft);
      onSaved();
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setSaving(false);
    }
  };
  const choose = (next: CheckMetric) => {
    setMetric(next);
    setBound(COSTS.has(next) ? 'at_most' : 'at_least');
  };
  return (
    <Dialog title={t(check ? 'checks.dialog.edit' : 'checks.dialog.add')} open onClose={onClose} width="narrow" testId="check-dialog">
      <form className={form.form} onSubmit={(event) => void save(event)}>
        <TextField label={t('checks.dialog.name')} value={name} onChange={setName} autoFocus testId="check-name" />
        <div className={form.pair}>
          <Select
            label={t('checks.dialog.metric')}
            value={metric}
            onChange={choose}
            testId="check-metric"
            options={METRICS.map((value) => ({ value, label: t(`checks.metric.${value}`) }))}
          />
          {asksClass && (
            <Select
              label={t('checks.dialog.class')}
              value={String(chosen ?? '')}
              onChange={(id) => setOfClass(id === '' ? null : Number(id))}
              testId="check-class"
              options={[
                ...(OR_ALL.has(metric) ? [{ value: '', label: t('checks.dialog.allClasses') }] : []),
                ...known.map((each) => ({ value: String(each.id), label: each.name })),
              ]}
            />
          )}
        </div>
        <div className={form.pair}>
          <SegmentedControl<Bound>
            label={t('checks.dialog.bound')}
            value={bound}
            onChange={setBound}
            options={(['at_least', 'at_most'] as const).map((value) => ({ value, label: t(`checks.bound.${value}`) }))}
          />
          <TextField
            label={t('checks.dialog.threshold')}
            value={typed}
            onChange={setTyped}
            error={Number.isFinite(threshold) ? null : t('checks.dialog.noNumber')}
            testId="check-threshold"
          />
        </div>
        <TextField label={t('checks.dialog.filter')} hint={t('checks.dialog.filterHint')} value={filter} onChange={setFilter} mono placeholder={t('metrics.scope.placeholder')} testId="check-filter" />
        {check && <p className={form.quiet}>{t('checks.dialog.editHint')}</p>}
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
        <div className={form.foot}>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" isDisabled={!ready} data-testid="check-save">
            {t('checks.dialog.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
