import { Checkbox, NumberField } from '@/components';
import type { Policy } from '@/generated/commands';
import { t } from '@/messages';
import classes from './PolicyFields.module.css';

/** As the workbench starts a project that says nothing else. */
export const USUAL_POLICY: Policy = {
  judgments_per_item: 1,
  gold_share: 0,
  skip_allowed: true,
  consensus_share: 0.5,
  lease_seconds: 1800,
  idle_seconds: 60,
  rules: {
    adaptive: null,
    calibration: null,
    repeats: null,
    accept_guideline: false,
    practice: 0,
    qualification: null,
    monitor: null,
    shown: { gold_feedback: false, pace: true, streak: false, gold_record: false },
  },
};

/** Every number is there; the workbench holds the bounds. */
export const isComplete = (policy: Policy): boolean => allThere(policy);

const allThere = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'object' || value === null || Object.values(value).every(allThere);

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };

export interface PolicyFieldsProps {
  value: Policy;
  onChange: (policy: Policy) => void;
  disabled?: boolean;
}

export function PolicyFields({ value, onChange, disabled }: PolicyFieldsProps) {
  const set = (change: Partial<Policy>) => onChange({ ...value, ...change });
  return (
    <div className={classes.fields}>
      <NumberField
        label={t('project.policy.judgments')}
        hint={t('project.policy.judgmentsHint')}
        value={value.judgments_per_item}
        min={1}
        max={1000}
        disabled={disabled}
        onChange={(judgments_per_item) => set({ judgments_per_item })}
        testId="policy-judgments"
      />
      <NumberField
        label={t('project.policy.gold')}
        hint={t('project.policy.goldHint')}
        value={value.gold_share}
        min={0}
        max={0.5}
        step={0.01}
        format={PERCENT}
        disabled={disabled}
        onChange={(gold_share) => set({ gold_share })}
        testId="policy-gold"
      />
      <NumberField
        label={t('project.policy.consensus')}
        hint={t('project.policy.consensusHint')}
        value={value.consensus_share}
        min={0}
        max={1}
        step={0.01}
        format={PERCENT}
        disabled={disabled}
        onChange={(consensus_share) => set({ consensus_share })}
        testId="policy-consensus"
      />
      <NumberField
        label={t('project.policy.lease')}
        hint={t('project.policy.leaseHint')}
        value={value.lease_seconds / 60}
        min={1}
        max={10_080}
        disabled={disabled}
        onChange={(minutes) => set({ lease_seconds: Math.round(minutes * 60) })}
        testId="policy-lease"
      />
      <NumberField
        label={t('project.policy.idle')}
        hint={t('project.policy.idleHint')}
        value={value.idle_seconds}
        min={5}
        max={3600}
        disabled={disabled}
        onChange={(idle_seconds) => set({ idle_seconds })}
        testId="policy-idle"
      />
      <div className={classes.check}>
        <Checkbox
          selected={value.skip_allowed}
          disabled={disabled}
          onChange={(skip_allowed) => set({ skip_allowed })}
          testId="policy-skip"
        >
          {t('project.policy.skip')}
        </Checkbox>
      </div>
    </div>
  );
}
