import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button, Dialog, TextField } from '@/components';
import type { BaselineView, HumanDraw } from '@/generated/commands';
import { readNumber } from '@/features/priorities/readNumber';
import { t } from '@/messages';
import { call } from '@/platform';
import { useBaselineChange } from './data';
import classes from './Human.module.css';

interface FormProps {
  title: string;
  ready: boolean;
  onSave: () => Promise<boolean>;
  onClose: () => void;
  children: ReactNode;
}

function FormDialog({ title, ready, onSave, onClose, children }: FormProps) {
  const form = useId();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    if (await onSave()) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      testId="baseline-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!ready || busy} data-testid="baseline-save">
            {t('human.baseline.dialog.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void submit(event)}>
        {children}
      </form>
    </Dialog>
  );
}

/** A figure set by hand, or a change of one; of a measured one only its name and a note. */
export function BaselineDialog({ baseline, onClose }: { baseline: BaselineView | null; onClose: () => void }) {
  const change = useBaselineChange();
  const measured = baseline?.kind === 'hlp';
  const before = baseline?.level.value ?? null;
  const [name, setName] = useState(baseline?.name ?? '');
  const [percent, setPercent] = useState(before === null ? '' : String(Number((before * 100).toFixed(6))));
  const [items, setItems] = useState(baseline?.items == null ? '' : String(baseline.items));
  const [source, setSource] = useState(baseline?.source ?? '');
  const value = readNumber(percent, 0, 100, false);
  const n = readNumber(items, 1, Number.MAX_SAFE_INTEGER, true);
  const ready = name.trim() !== '' && (measured || (typeof value === 'number' && n !== undefined));
  const save = () => {
    const given = { name: name.trim(), source: source.trim(), ...valueOf() };
    return baseline
      ? change(() => call('baseline_edit', { baseline: baseline.id, ...given }), t('human.baseline.changed', { name: given.name }))
      : change(() => call('baseline_set', given), t('human.baseline.wasSet', { name: given.name }));
  };
  // A measured value goes back as it came, not by way of percent.
  const valueOf = () =>
    measured ? { value: before ?? 0, ...(baseline.items !== null && { n: baseline.items }) } : { value: (value ?? 0) / 100, ...(n != null && { n }) };
  return (
    <FormDialog title={t(baseline ? 'human.baseline.dialog.edit' : 'human.baseline.dialog.set')} ready={ready} onSave={save} onClose={onClose}>
      <TextField
        label={t('human.baseline.dialog.name')}
        value={name}
        onChange={setName}
        error={name !== '' && name.trim() === '' ? t('human.baseline.dialog.nameMissing') : null}
        autoFocus
        testId="baseline-name"
      />
      {!measured && (
        <>
          <TextField
            label={t('human.baseline.dialog.value')}
            value={percent}
            onChange={setPercent}
            error={value === undefined ? t('human.baseline.dialog.valueInvalid') : null}
            testId="baseline-value"
          />
          <TextField
            label={t('human.baseline.dialog.n')}
            value={items}
            onChange={setItems}
            hint={t('human.baseline.dialog.nHint')}
            error={n === undefined ? t('human.baseline.dialog.nInvalid') : null}
            testId="baseline-n"
          />
        </>
      )}
      <TextField
        label={t('human.baseline.dialog.source')}
        value={source}
        onChange={setSource}
        hint={t('human.baseline.dialog.sourceHint')}
        testId="baseline-source"
      />
    </FormDialog>
  );
}

/** The level of a finished draw as a baseline. */
export function StoreDialog({ draw, onClose }: { draw: HumanDraw; onClose: () => void }) {
  const change = useBaselineChange();
  const [name, setName] = useState(draw.name);
  const ready = name.trim() !== '';
  const save = () =>
    change(() => call('baseline_store', { name: name.trim(), draw: draw.id }), t('human.baseline.stored', { name: name.trim() }));
  return (
    <FormDialog title={t('human.baseline.dialog.store', { draw: draw.name })} ready={ready} onSave={save} onClose={onClose}>
      <p className={classes.quiet}>{t('human.baseline.dialog.storeText')}</p>
      <TextField
        label={t('human.baseline.dialog.name')}
        value={name}
        onChange={setName}
        error={ready ? null : t('human.baseline.dialog.nameMissing')}
        autoFocus
        testId="baseline-name"
      />
    </FormDialog>
  );
}
