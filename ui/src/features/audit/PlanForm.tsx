import { useQuery } from '@tanstack/react-query';
import { OcCurve } from '@/charts/OcCurve';
import { InlineNotice, NumberField } from '@/components';
import type { AuditAim, AuditPlanned, CurvePoint } from '@/generated/commands';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Audit.module.css';

export const FIRST_AIM: AuditAim = { tolerable: 0.05, good: 0.01, producer_risk: 0.05, consumer_risk: 0.05 };

const FIELDS = ['tolerable', 'good', 'consumer_risk', 'producer_risk'] as const;

/** The plan that an aim asks for; asked again at each change. */
export function usePlan(aim: AuditAim, population: number, enabled: boolean) {
  const whole = FIELDS.every((field) => Number.isFinite(aim[field]));
  return useQuery({
    queryKey: ['audit_plan', aim, population],
    queryFn: () => call('audit_plan', { aim }),
    enabled: enabled && whole,
    retry: false,
  });
}

export interface PlanFormProps {
  aim: AuditAim;
  onChange: (aim: AuditAim) => void;
  plan: ReturnType<typeof usePlan>;
  name: string;
}

/** What a plan is to hold, and what it then does. */
export function PlanForm({ aim, onChange, plan, name }: PlanFormProps) {
  return (
    <div className={classes.plan}>
      <div className={classes.aims}>
        {FIELDS.map((field) => (
          <NumberField
            key={field}
            label={t(`audit.plan.${field}`)}
            hint={t(`audit.plan.${field}Hint`)}
            value={aim[field]}
            onChange={(value) => onChange({ ...aim, [field]: value })}
            min={0.001}
            max={0.999}
            step={0.001}
            format={PERCENT}
            testId={`audit-${field}`}
          />
        ))}
      </div>
      <div className={classes.planned}>
        {plan.error && <InlineNotice kind="warn">{AssayError.from(plan.error).message}</InlineNotice>}
        {plan.data && <Planned plan={plan.data} name={name} />}
      </div>
    </div>
  );
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

function Planned({ plan, name }: { plan: AuditPlanned; name: string }) {
  const { items, acceptance, lot, tolerable, good } = plan;
  const wrong = ({ error_rate }: CurvePoint): number => Math.round(error_rate * lot);
  return (
    <>
      <div className={classes.words} data-testid="audit-planned">
        <p>
          <strong>{acceptance === 0 ? t('audit.plan.none', { n: items }) : t('audit.plan.some', { n: items, c: acceptance })}</strong>{' '}
          {t('audit.plan.lot', { n: lot })}
        </p>
        <p>{t('audit.plan.rejects', { n: wrong(tolerable), rate: rateOf(tolerable), cases: ofHundred(1 - tolerable.accept) })}</p>
        <p>{t('audit.plan.accepts', { n: wrong(good), rate: rateOf(good), cases: ofHundred(good.accept), looks: formatCount(Math.round(good.expected_judged)) })}</p>
      </div>
      <OcCurve plan={plan} name={`${name} plan`} />
    </>
  );
}

const rateOf = ({ error_rate }: CurvePoint): string => formatPercent(error_rate, Number.isInteger(Math.round(error_rate * 1e6) / 1e4) ? 0 : 1);

/** Never 0 or 100 for what is only nearly so. */
function ofHundred(chance: number): string {
  if (chance > 0.995 && chance < 1) return t('audit.plan.over');
  if (chance < 0.005 && chance > 0) return t('audit.plan.under');
  return t('audit.plan.cases', { n: Math.round(chance * 100) });
}
