import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Button, Dialog, InlineNotice, NumberField, SegmentedControl, TextField } from '@/components';
import type { Audit, AuditView } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Audit.module.css';
import { FIRST_GROUPS, GroupsForm, enough, sizeOf, useGroups } from './GroupsForm';
import { FIRST_AIM, PlanForm, usePlan } from './PlanForm';

export interface NewAuditProps {
  /** Labels there are to draw from. */
  population: number;
  /** Audits there are, for the proposed name. */
  count: number;
  /** The rejected audit that is repeated. */
  again?: Audit;
  onClose: () => void;
  onCreated: (view: AuditView) => void;
}

export function NewAudit({ population, count, again, onClose, onCreated }: NewAuditProps) {
  const [name, setName] = useState(again?.name ?? `${t('audit.column.name')} ${count + 1}`);
  const [kind, setKind] = useState<keyof typeof HINTS>('plan');
  const [groups, setGroups] = useState(FIRST_GROUPS);
  const found = useGroups(groups.field, kind === 'groups');
  const [aim, setAim] = useState(again?.plan ? aimOf(again.plan) : FIRST_AIM);
  const [size, setSize] = useState(Math.min(100, population));
  const [seed, setSeed] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const seedOk = seed.trim() === '' || (/^\d+$/.test(seed.trim()) && Number.isSafeInteger(Number(seed)));
  const plan = usePlan(aim, population, kind === 'plan');
  const drawOk = {
    plan: plan.data !== undefined && !plan.isFetching,
    size: isSize(size),
    groups: (found.data ?? []).length > 0 && (found.data ?? []).every((group) => enough(sizeOf(groups, group), group.population)),
  }[kind];
  const ready = name.trim() !== '' && drawOk && seedOk && !busy;

  const form = useId();
  const drawOf = () => {
    if (kind === 'plan') return { plan: aim };
    if (kind === 'size') return { size };
    const sizes = (found.data ?? []).map((group) => ({ name: group.name, size: sizeOf(groups, group) }));
    return { groups: { sizes, ...(groups.field !== null && { field: groups.field }) } };
  };
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      const given = seed.trim() === '' ? undefined : Number(seed);
      onCreated(await call('audit_create', { name: name.trim(), ...drawOf(), seed: given }));
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t(again ? 'audit.dialog.again' : 'audit.dialog.title')}
      open
      onClose={onClose}
      width={kind === 'plan' ? 'wide' : 'medium'}
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
          autoFocus={!again}
          readOnly={again !== undefined}
          hint={again && t('audit.dialog.againHint')}
          testId="audit-name"
        />
        {!again && (
          <SegmentedControl
            label={t('audit.dialog.kind')}
            options={[
              { value: 'plan', label: t('audit.dialog.byPlan') },
              { value: 'size', label: t('audit.dialog.bySize') },
              { value: 'groups', label: t('audit.dialog.byGroups') },
            ]}
            value={kind}
            onChange={setKind}
            testId="audit-kind"
          />
        )}
        <p className={classes.quiet}>{t(HINTS[kind])}</p>
        {kind === 'plan' && <PlanForm aim={aim} onChange={setAim} plan={plan} name={name.trim()} />}
        {kind === 'size' && <SizeField size={size} onChange={setSize} population={population} />}
        {kind === 'groups' && <GroupsForm groups={groups} onChange={setGroups} found={found} />}
        <TextField
          label={t('audit.dialog.seed')}
          value={seed}
          onChange={setSeed}
          mono
          error={seedOk ? null : t('audit.dialog.seedInvalid')}
          hint={t(again ? 'audit.dialog.seedAgainHint' : 'audit.dialog.seedHint')}
          testId="audit-seed"
        />
      </form>
    </Dialog>
  );
}

const HINTS = { plan: 'audit.dialog.byPlanHint', size: 'audit.dialog.bySizeHint', groups: 'audit.dialog.byGroupsHint' } as const;

const aimOf = ({ tolerable, good, producer_risk, consumer_risk }: NonNullable<Audit['plan']>) => ({ tolerable, good, producer_risk, consumer_risk });

const isSize = (size: number): boolean => Number.isInteger(size) && size >= 1;

/** A free number of labels, and how exactly it would tell a rate. */
function SizeField({ size, onChange, population }: { size: number; onChange: (size: number) => void; population: number }) {
  const sizeOk = isSize(size);
  const foreseen = useQuery({
    queryKey: ['audit_foresee', size],
    queryFn: () => call('audit_foresee', { size }),
    enabled: sizeOk,
    placeholderData: (before) => before,
  });
  const { lower, upper } = foreseen.data ?? {};
  return (
    <NumberField
      label={t('audit.dialog.size')}
      value={size}
      onChange={onChange}
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
  );
}
