import { useQuery } from '@tanstack/react-query';
import { Checkbox, InlineNotice, NumberField, Switch } from '@/components';
import type { MonitorRule, Policy, QualificationRule, ShownToRaters, WorkRules } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import { MonitorPlan, TestPlan } from './TrainingPlans';
import classes from './Training.module.css';

const FIRST_TEST: QualificationRule = { acceptable: 0.85, unacceptable: 0.65, alpha: 0.05, beta: 0.05, most_golds: 60, attempts: 2 };
const FIRST_MONITOR: MonitorRule = { acceptable: 0.85, unacceptable: 0.65, run_length: 500 };

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };
const SHARES = ['acceptable', 'unacceptable'] as const;
const RISKS = ['alpha', 'beta'] as const;
const SHOWN = ['gold_feedback', 'pace', 'streak', 'gold_record'] as const satisfies readonly (keyof ShownToRaters)[];

export interface TrainingFieldsProps {
  value: Policy;
  onChange: (policy: Policy) => void;
  disabled: boolean;
  /** The project's name, for saved charts. */
  name: string;
}

/** What raters have to do before they work, what watches over the work, and what they see of themselves. */
export function TrainingFields({ value, onChange, disabled, name }: TrainingFieldsProps) {
  const { rules } = value;
  const pool = useQuery({ queryKey: ['gold_pool'], queryFn: () => call('gold_pool', null), enabled: !disabled }).data?.pool;
  const set = (change: Partial<WorkRules>) => onChange({ ...value, rules: { ...rules, ...change } });
  return (
    <div className={classes.training} data-testid="training-fields">
      <div className={classes.row}>
        <NumberField
          label={t('training.policy.practice')}
          hint={t('training.policy.practiceHint')}
          value={rules.practice}
          min={0}
          max={1000}
          disabled={disabled}
          onChange={(practice) => set({ practice })}
          testId="policy-practice"
        />
        <div className={classes.beside}>
          <Checkbox
            selected={rules.accept_guideline}
            disabled={disabled}
            onChange={(accept_guideline) => set({ accept_guideline })}
            testId="policy-accept"
          >
            {t('training.policy.accept')}
          </Checkbox>
        </div>
      </div>
      {rules.practice > 0 && pool && pool.practice < rules.practice && (
        <InlineNotice kind="warn">{t('training.policy.noPractice', { wanted: rules.practice, there: pool.practice })}</InlineNotice>
      )}
      <div className={classes.part}>
        <Switch
          selected={rules.qualification !== null}
          disabled={disabled}
          onChange={(on) => set({ qualification: on ? FIRST_TEST : null })}
          testId="policy-test"
        >
          {t('training.policy.test')}
        </Switch>
        <p className={classes.hint}>{t('training.policy.testHint')}</p>
        {rules.qualification && (
          <>
            <TestFields rule={rules.qualification} onChange={(qualification) => set({ qualification })} disabled={disabled} />
            {!disabled && <TestPlan rule={rules.qualification} name={name} />}
          </>
        )}
      </div>
      <div className={classes.part}>
        <Switch
          selected={rules.monitor !== null}
          disabled={disabled}
          onChange={(on) => set({ monitor: on ? FIRST_MONITOR : null })}
          testId="policy-monitor"
        >
          {t('training.policy.monitor')}
        </Switch>
        <p className={classes.hint}>{t('training.policy.monitorHint')}</p>
        {rules.monitor && value.gold_share === 0 && <InlineNotice kind="warn">{t('training.policy.noHidden')}</InlineNotice>}
        {rules.monitor && (
          <>
            <MonitorFields rule={rules.monitor} onChange={(monitor) => set({ monitor })} disabled={disabled} />
            {!disabled && <MonitorPlan rule={rules.monitor} share={value.gold_share} name={name} />}
          </>
        )}
      </div>
      <fieldset className={classes.shown}>
        <legend>{t('training.policy.shown')}</legend>
        {SHOWN.map((each) => (
          <Checkbox
            key={each}
            selected={rules.shown[each]}
            disabled={disabled}
            onChange={(on) => set({ shown: { ...rules.shown, [each]: on } })}
            testId={`policy-${each}`}
          >
            {t(`training.policy.${each}`)}
          </Checkbox>
        ))}
      </fieldset>
    </div>
  );
}

interface FieldsOf<R> {
  rule: R;
  onChange: (rule: R) => void;
  disabled: boolean;
}

function TestFields({ rule, onChange, disabled }: FieldsOf<QualificationRule>) {
  return (
    <div className={classes.fields}>
      {[...SHARES, ...RISKS].map((field) => (
        <NumberField
          key={field}
          label={t(`training.policy.${field}`)}
          hint={t(`training.policy.${field}Hint`)}
          value={rule[field]}
          min={0.01}
          max={field === 'alpha' || field === 'beta' ? 0.49 : 0.99}
          step={0.005}
          format={PERCENT}
          disabled={disabled}
          onChange={(to) => onChange({ ...rule, [field]: to })}
          testId={`test-${field}`}
        />
      ))}
      <NumberField
        label={t('training.policy.mostGolds')}
        hint={t('training.policy.mostGoldsHint')}
        value={rule.most_golds}
        min={1}
        max={1000}
        disabled={disabled}
        onChange={(most_golds) => onChange({ ...rule, most_golds })}
        testId="test-most"
      />
      <NumberField
        label={t('training.policy.attempts')}
        hint={t('training.policy.attemptsHint')}
        value={rule.attempts}
        min={1}
        max={20}
        disabled={disabled}
        onChange={(attempts) => onChange({ ...rule, attempts })}
        testId="test-attempts"
      />
    </div>
  );
}

function MonitorFields({ rule, onChange, disabled }: FieldsOf<MonitorRule>) {
  return (
    <div className={classes.fields}>
      {SHARES.map((field) => (
        <NumberField
          key={field}
          label={t(`training.policy.${field}`)}
          hint={t(`training.policy.${field}Hint`)}
          value={rule[field]}
          min={0.01}
          max={0.99}
          step={0.005}
          format={PERCENT}
          disabled={disabled}
          onChange={(to) => onChange({ ...rule, [field]: to })}
          testId={`monitor-${field}`}
        />
      ))}
      <NumberField
        label={t('training.policy.runLength')}
        hint={t('training.policy.runLengthHint')}
        value={rule.run_length}
        min={10}
        max={1_000_000}
        disabled={disabled}
        onChange={(run_length) => onChange({ ...rule, run_length })}
        testId="monitor-run"
      />
    </div>
  );
}
