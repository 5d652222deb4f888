import type { ReactNode } from 'react';
import { Button, Checkbox, NumberField, Popover } from '@/components';
import type { SlicesFind } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Slices.module.css';

export interface SliceSettings {
  level: number;
  k: number;
  /** 0: chosen from the number of rows. */
  support: number;
  alpha: number;
  /** In percent. */
  share: number;
  seed: number;
  /** None: all that are usable. */
  fields: readonly string[] | null;
}

export const USUAL: SliceSettings = { level: 3, k: 10, support: 0, alpha: 0.95, share: 50, seed: 1, fields: null };

export const requestOf = (settings: SliceSettings): Omit<SlicesFind, 'run'> => ({
  max_level: settings.level,
  k: settings.k,
  ...(settings.support > 0 && { min_support: settings.support }),
  alpha: settings.alpha,
  test_share: settings.share / 100,
  seed: settings.seed,
  ...(settings.fields && { fields: [...settings.fields] }),
});

export interface SettingsProps {
  names: readonly string[];
  settings: SliceSettings;
  onChange: (settings: SliceSettings) => void;
  children: ReactNode;
}

export function Settings({ names, settings, onChange, children }: SettingsProps) {
  const set = (change: Partial<SliceSettings>) => onChange({ ...settings, ...change });
  const number = (key: 'level' | 'k' | 'support' | 'alpha' | 'share' | 'seed') => ({
    value: settings[key],
    onChange: (value: number) => set({ [key]: Number.isNaN(value) ? USUAL[key] : value }),
    className: classes.number,
    testId: `slices-${key}`,
  });
  const chosen = settings.fields ?? names;
  const toggle = (name: string, on: boolean) => {
    const next = names.filter((each) => (each === name ? on : chosen.includes(each)));
    set({ fields: next.length === names.length ? null : next });
  };
  return (
    <div className={classes.settings}>
      <NumberField label={t('slices.field.level')} min={1} max={6} {...number('level')} />
      <NumberField label={t('slices.field.k')} min={1} max={100} {...number('k')} />
      <NumberField label={t('slices.field.support')} min={0} {...number('support')} />
      <NumberField label={t('slices.field.alpha')} min={0.05} max={1} step={0.05} format={{ maximumFractionDigits: 2 }} {...number('alpha')} />
      <NumberField label={t('slices.field.share')} min={10} max={90} step={10} {...number('share')} />
      <NumberField label={t('slices.field.seed')} min={0} {...number('seed')} />
      <Popover
        label={t('slices.field.fields')}
        trigger={
          <Button data-testid="slices-fields">
            {t('slices.field.fields')}: {settings.fields ? `${settings.fields.length} / ${names.length}` : t('slices.field.allFields')}
          </Button>
        }
      >
        <div className={classes.fields}>
          {names.map((name) => (
            <Checkbox key={name} selected={chosen.includes(name)} onChange={(on) => toggle(name, on)}>
              <bdi>{name}</bdi>
            </Checkbox>
          ))}
        </div>
      </Popover>
      {children}
    </div>
  );
}
