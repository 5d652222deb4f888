import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Checkbox, Dialog, InlineNotice, NumberField, TextField, notify } from '@/components';
import type { AlarmLimits, DashboardSettings } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Dashboard.module.css';

export interface SettingsDialogProps {
  settings: DashboardSettings;
  onClose: () => void;
}

/** What an empty field is for a number field, and back. */
const shown = (value: number | null | undefined): number => value ?? Number.NaN;
const kept = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };
const MONEY: Intl.NumberFormatOptions = { maximumFractionDigits: 2 };

/** What an hour costs, and when to raise an alarm. Made anew at each opening. */
export function SettingsDialog({ settings, onClose }: SettingsDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const alarms = draft.alarms;
  const setAlarm = (change: Partial<AlarmLimits>) => setDraft((now) => ({ ...now, alarms: { ...now.alarms, ...change } }));
  const save = async () => {
    setSaving(true);
    try {
      await call('dashboard_set', draft);
      await client.invalidateQueries({ queryKey: ['dashboard'] });
      notify({ kind: 'ok', text: t('dashboard.settings.saved') });
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setSaving(false);
    }
  };
  return (
    <Dialog
      title={t('dashboard.settings.title')}
      open
      onClose={onClose}
      testId="dashboard-settings"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form="dashboard-settings" isDisabled={saving} data-testid="settings-save">
            {t(saving ? 'dashboard.settings.saving' : 'dashboard.settings.save')}
          </Button>
        </>
      }
    >
      <form
        id="dashboard-settings"
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h3>{t('dashboard.settings.cost')}</h3>
        <div className={classes.fields}>
          <NumberField label={t('dashboard.settings.rate')} value={shown(draft.rate_per_hour)} onChange={(value) => setDraft((now) => ({ ...now, rate_per_hour: kept(value) }))} min={0} step={0.01} format={MONEY} testId="setting-rate" />
          <TextField label={t('dashboard.settings.currency')} hint={t('dashboard.settings.currencyHint')} value={draft.currency} onChange={(currency) => setDraft((now) => ({ ...now, currency }))} testId="setting-currency" />
        </div>
        <h3>{t('dashboard.settings.alarms')}</h3>
        <p className={classes.quiet}>{t('dashboard.settings.hint')}</p>
        <div className={classes.fields}>
          <NumberField label={t('dashboard.settings.agreement')} value={shown(alarms.agreement_below)} onChange={(value) => setAlarm({ agreement_below: kept(value) })} min={-1} max={1} step={0.01} testId="setting-agreement" />
          <NumberField label={t('dashboard.settings.gold')} value={shown(alarms.gold_below)} onChange={(value) => setAlarm({ gold_below: kept(value) })} min={0} max={1} step={0.001} format={PERCENT} testId="setting-gold" />
          <NumberField label={t('dashboard.settings.skips')} value={shown(alarms.skips_above)} onChange={(value) => setAlarm({ skips_above: kept(value) })} min={0} max={1} step={0.001} format={PERCENT} testId="setting-skips" />
          <NumberField label={t('dashboard.settings.perDay')} value={shown(alarms.per_day_below)} onChange={(value) => setAlarm({ per_day_below: kept(value) })} min={0} testId="setting-per-day" />
          <NumberField label={t('dashboard.settings.conflicts')} value={shown(alarms.conflicts_above)} onChange={(value) => setAlarm({ conflicts_above: kept(value) })} min={0} step={1} testId="setting-conflicts" />
          <NumberField label={t('dashboard.settings.costAbove')} value={shown(alarms.cost_above)} onChange={(value) => setAlarm({ cost_above: kept(value) })} min={0} step={0.01} format={MONEY} testId="setting-cost" />
        </div>
        <Checkbox selected={alarms.group_behind} onChange={(group_behind) => setAlarm({ group_behind })} testId="setting-group">
          {t('dashboard.settings.group')}
        </Checkbox>
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </form>
    </Dialog>
  );
}
