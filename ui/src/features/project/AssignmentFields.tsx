import { useQuery } from '@tanstack/react-query';
import { Checkbox, NumberField } from '@/components';
import type { Policy, WorkRules } from '@/generated/commands';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './AssignmentFields.module.css';
import fields from './PolicyFields.module.css';

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

export interface AssignmentFieldsProps {
  value: Policy;
  onChange: (policy: Policy) => void;
  /** Items of the project. */
  items: number;
  disabled?: boolean;
}

/** Overlap that follows doubt, items that measure agreement, and repeats. */
export function AssignmentFields({ value, onChange, items, disabled }: AssignmentFieldsProps) {
  const set = (change: Partial<WorkRules>) => onChange({ ...value, rules: { ...value.rules, ...change } });
  return (
    <div className={classes.rules} data-testid="assignment-fields">
      <AdaptiveFields value={value} set={set} items={items} disabled={disabled} />
      <CalibrationFields value={value} set={set} items={items} disabled={disabled} />
      <RepeatFields value={value} set={set} items={items} disabled={disabled} />
    </div>
  );
}

interface PartProps {
  value: Policy;
  set: (change: Partial<WorkRules>) => void;
  items: number;
  disabled?: boolean;
}

function AdaptiveFields({ value, set, items, disabled }: PartProps) {
  const { adaptive, calibration } = value.rules;
  const least = value.judgments_per_item;
  return (
    <Rule part="adaptive" on={adaptive !== null} disabled={disabled} onChange={(on) => set({ adaptive: on ? { most_judgments: Math.max(5, least), target: 0.95 } : null })}>
      {adaptive && (
        <>
          <div className={fields.fields}>
            <NumberField
              label={t('assignment.adaptive.most')}
              hint={t('assignment.adaptive.mostHint')}
              value={adaptive.most_judgments}
              min={least}
              max={1000}
              disabled={disabled}
              onChange={(most_judgments) => set({ adaptive: { ...adaptive, most_judgments } })}
              testId="adaptive-most"
            />
            <NumberField
              label={t('assignment.adaptive.target')}
              hint={t('assignment.adaptive.targetHint')}
              value={adaptive.target}
              min={0.51}
              max={0.999}
              step={0.001}
              format={PERCENT}
              disabled={disabled}
              onChange={(target) => set({ adaptive: { ...adaptive, target } })}
              testId="adaptive-target"
            />
          </div>
          {items > 0 && Number.isFinite(adaptive.most_judgments) && Number.isFinite(least) && (
            <p className={classes.cost}>
              {t('assignment.adaptive.range', {
                least,
                most: adaptive.most_judgments,
                low: formatCount(items * least),
                high: formatCount(items * adaptive.most_judgments),
                items: formatCount(items),
              })}
            </p>
          )}
          <Reach least={least} most={adaptive.most_judgments} target={adaptive.target} />
          {!calibration && <p className={classes.warn}>{t('assignment.adaptive.biased')}</p>}
        </>
      )}
    </Rule>
  );
}

/** What the target asks of raters of whom nothing is known yet: more than most people expect. */
function Reach({ least, most, target }: { least: number; most: number; target: number }) {
  const reach = useQuery({ queryKey: ['agreeing_reach'], queryFn: () => call('agreeing_reach', null) }).data;
  if (!reach || !Number.isFinite(target)) return null;
  const { accuracy, posteriors } = reach;
  const enough = posteriors.findIndex((posterior) => posterior >= target) + 1;
  const to = Math.min(most, posteriors.length, Math.max(enough || posteriors.length, least + 1));
  const steps = posteriors
    .slice(Math.max(0, least - 1), to)
    .map((posterior, at) => t('assignment.adaptive.reachStep', { n: Math.max(1, least) + at, posterior: formatPercent(posterior) }));
  const never = enough === 0 || enough > most;
  return (
    <p className={never ? classes.warn : classes.cost} data-testid="adaptive-reach">
      {t('assignment.adaptive.reach', { accuracy: formatPercent(accuracy), steps: steps.join(', ') })}{' '}
      {never && t('assignment.adaptive.reachNone', { n: most })}
      {!never && enough > least && t('assignment.adaptive.reachAll', { n: enough })}
    </p>
  );
}

function CalibrationFields({ value, set, items, disabled }: PartProps) {
  const { calibration } = value.rules;
  const start = { items: Math.max(1, Math.min(200, items || 200)), judgments: Math.max(3, value.judgments_per_item) };
  const total = calibration ? Math.min(calibration.items, items) * calibration.judgments : 0;
  return (
    <Rule part="calibration" on={calibration !== null} disabled={disabled} onChange={(on) => set({ calibration: on ? start : null })}>
      {calibration && (
        <>
          <div className={fields.fields}>
            <NumberField
              label={t('assignment.calibration.items')}
              hint={t('assignment.calibration.itemsHint')}
              value={calibration.items}
              min={1}
              max={10_000_000}
              disabled={disabled}
              onChange={(n) => set({ calibration: { ...calibration, items: n } })}
              testId="calibration-items"
            />
            <NumberField
              label={t('assignment.calibration.judgments')}
              hint={t('assignment.calibration.judgmentsHint')}
              value={calibration.judgments}
              min={2}
              max={1000}
              disabled={disabled}
              onChange={(judgments) => set({ calibration: { ...calibration, judgments } })}
              testId="calibration-judgments"
            />
          </div>
          {total > 0 && <p className={classes.cost}>{t('assignment.calibration.cost', { n: total })}</p>}
        </>
      )}
    </Rule>
  );
}

function RepeatFields({ value, set, disabled }: PartProps) {
  const { repeats } = value.rules;
  const start = { share: 0.05, after_seconds: 86_400, after_items: 50 };
  return (
    <Rule part="repeats" on={repeats !== null} disabled={disabled} onChange={(on) => set({ repeats: on ? start : null })}>
      {repeats && (
        <div className={fields.fields}>
          <NumberField
            label={t('assignment.repeats.share')}
            hint={t('assignment.repeats.shareHint')}
            value={repeats.share}
            min={0.001}
            max={0.2}
            step={0.001}
            format={PERCENT}
            disabled={disabled}
            onChange={(share) => set({ repeats: { ...repeats, share } })}
            testId="repeats-share"
          />
          <NumberField
            label={t('assignment.repeats.minutes')}
            hint={t('assignment.repeats.minutesHint')}
            value={repeats.after_seconds / 60}
            min={0}
            max={525_600}
            disabled={disabled}
            onChange={(minutes) => set({ repeats: { ...repeats, after_seconds: Math.round(minutes * 60) } })}
            testId="repeats-minutes"
          />
          <NumberField
            label={t('assignment.repeats.items')}
            hint={t('assignment.repeats.itemsHint')}
            value={repeats.after_items}
            min={1}
            max={100_000}
            disabled={disabled}
            onChange={(after_items) => set({ repeats: { ...repeats, after_items } })}
            testId="repeats-items"
          />
        </div>
      )}
    </Rule>
  );
}

interface RuleProps {
  part: 'adaptive' | 'calibration' | 'repeats';
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
  children: React.ReactNode;
}

function Rule({ part, on, onChange, disabled, children }: RuleProps) {
  return (
    <div className={classes.rule} data-testid={`rule-${part}`}>
      <Checkbox selected={on} disabled={disabled} onChange={onChange} testId={`rule-${part}-on`}>
        {t(`assignment.${part}.on`)}
      </Checkbox>
      <p className={classes.hint}>{t(`assignment.${part}.hint`)}</p>
      {children}
    </div>
  );
}
