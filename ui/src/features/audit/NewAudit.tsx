import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Button, Dialog, InlineNotice, NumberField, TextField } from '@/components';
import type { AuditView } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Audit.module.css';

export interface NewAuditProps {
  /** Labels there are to draw from. */
  population: number;
  /** Audits there are, for the proposed name. */
  count: number;
  onClose: () => void;
  onCreated: (view: AuditView) => void;
}

export function NewAudit({ population, count, onClose, onCreated }: NewAuditProps) {
  const [name, setName] = useState(`${t('audit.column.name')} ${count + 1}`);
  const [size, setSize] = useState(Math.min(100, population));
  const [seed, setSeed] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sizeOk = Number.isInteger(size) && size >= 1;
  const seedOk = seed.trim() === '' || (/^\d+$/.test(seed.trim()) && Number.isSafeInteger(Number(seed)));
  const ready = name.trim() !== '' && sizeOk && seedOk && !busy;
  const foreseen = useQuery({
    queryKey: ['audit_foresee', size],
    queryFn: () => call('audit_foresee', { size }),
    enabled: sizeOk,
    placeholderData: (before) => before,
  });
  const { lower, upper } = foreseen.data ?? {};

  const form = useId();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      const given = seed.trim() === '' ? undefined : Number(seed);
      onCreated(await call('audit_create', { name: name.trim(), size, seed: given }));
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('audit.dialog.title')}
      open
      onClose={onClose}
      width="narrow"
      testId="audit-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!ready} data-testid="audit-create">
            {t('audit.dialog.start')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void create(event)}>
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
        <TextField
          label={t('audit.dialog.name')}
          value={name}
          onChange={setName}
          error={name.trim() === '' ? t('audit.dialog.nameMissing') : null}
          autoFocus
          testId="audit-name"
        />
        <NumberField
          label={t('audit.dialog.size')}
          value={size}
          onChange={setSize}
          min={1}
          max={population}
          error={sizeOk ? null : t('audit.dialog.sizeInvalid')}
          hint={
            <>
              {t('audit.dialog.sizeHint', { n: population })}{' '}
              {sizeOk && lower != null && upper != null &&
                t('audit.dialog.expect', { size, low: formatPercent(lower, 1), high: formatPercent(upper, 1) })}
            </>
          }
          testId="audit-size"
        />
        <TextField
          label={t('audit.dialog.seed')}
          value={seed}
          onChange={setSeed}
          mono
          error={seedOk ? null : t('audit.dialog.seedInvalid')}
          hint={t('audit.dialog.seedHint')}
          testId="audit-seed"
        />
      </form>
    </Dialog>
  );
}
