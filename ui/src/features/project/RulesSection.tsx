import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged, useProject } from '@/app/project';
import { Button, InlineNotice, NumberField, Select, Table, TextField, notify } from '@/components';
import type { AssignmentRule, RuleDraft } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './AssignmentFields.module.css';
import { Section } from './Section';
import { Trouble } from './Trouble';

/** Rules on who may judge what. */
export function RulesSection({ editable }: { editable: boolean }) {
  const rules = useQuery({ queryKey: ['assignment_rules'], queryFn: () => call('assignment_rule_list', null) });
  const retire = useMutation({
    mutationFn: (rule: number) => call('assignment_rule_retire', { rule }),
    onSuccess: async () => {
      await everythingChanged();
      notify({ kind: 'ok', text: t('assignment.rules.retired') });
    },
  });
  if (!rules.data) return null;
  return (
    <Section title={t('assignment.rules.title')} hint={t('assignment.rules.hint')} testId="rules">
      {rules.data.length === 0 ? (
        <p className={classes.quiet}>{t('assignment.rules.none')}</p>
      ) : (
        <Table
          label={t('assignment.rules.list')}
          rows={rules.data}
          rowKey={(rule) => String(rule.id)}
          columns={[
            { id: 'items', title: t('assignment.rules.items'), cell: (rule) => <span dir="auto">{itemsOf(rule)}</span> },
            { id: 'raters', title: t('assignment.rules.raters'), cell: (rule) => <span dir="auto">{ratersOf(rule)}</span> },
            {
              id: 'retire',
              title: '',
              align: 'end',
              cell: (rule) =>
                editable && (
                  <Button size="small" isDisabled={retire.isPending} onPress={() => retire.mutate(rule.id)} data-testid={`retire-${rule.id}`}>
                    {t('assignment.rules.retire')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      <Trouble error={retire.error} />
      {editable && <NewRule />}
    </Section>
  );
}

const itemsOf = (rule: AssignmentRule): string =>
  rule.field_name === null || rule.field_value === null
    ? t('assignment.rules.every')
    : t('assignment.rules.where', { field: rule.field_name, value: rule.field_value });

const ratersOf = ({ attribute: { name, value }, at_least }: AssignmentRule): string =>
  at_least === null ? t('assignment.rules.only', { name, value }) : t('assignment.rules.atLeast', { n: at_least, name, value });

function NewRule() {
  const [field, setField] = useState('');
  const [fieldValue, setFieldValue] = useState('');
  const [kind, setKind] = useState<'only' | 'least'>('only');
  const [n, setN] = useState(1);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const fields = useQuery({ queryKey: ['fields'], queryFn: () => call('field_list', null) });
  const draft: RuleDraft = {
    ...(field === '' ? {} : { field: Number(field), field_value: fieldValue }),
    attribute: { name: name.trim(), value: value.trim() },
    ...(kind === 'least' ? { at_least: n } : {}),
  };
  const complete = draft.attribute.name !== '' && draft.attribute.value !== '' && (field === '' || fieldValue !== '') && Number.isFinite(n);
  const policy = useProject()?.policy;
  // Each of an item's judgments is by another rater.
  const needed = kind === 'least' ? n : (policy?.rules.adaptive?.most_judgments ?? policy?.judgments_per_item ?? 1);
  const reach = useQuery({
    queryKey: ['rule_reach', draft],
    queryFn: () => call('assignment_rule_preview', draft),
    enabled: complete,
  });
  const add = useMutation({
    mutationFn: () => call('assignment_rule_add', draft),
    onSuccess: async () => {
      setName('');
      setValue('');
      setFieldValue('');
      await everythingChanged();
      notify({ kind: 'ok', text: t('assignment.rules.added') });
    },
  });
  const options = [
    { value: '', label: t('assignment.rules.everyItem') },
    ...(fields.data ?? []).map((each) => ({ value: String(each.id), label: t('assignment.rules.withField', { field: each.name }) })),
  ];
  return (
    <>
      <div className={classes.line} role="group" aria-label={t('assignment.rules.new')}>
        <Select label={t('assignment.rules.field')} options={options} value={field} onChange={setField} testId="rule-field" />
        {field !== '' && <TextField label={t('assignment.rules.value')} value={fieldValue} onChange={setFieldValue} testId="rule-value" />}
        <Select
          label={t('assignment.rules.kind')}
          options={[
            { value: 'only', label: t('assignment.rules.kindOnly') },
            { value: 'least', label: t('assignment.rules.kindAtLeast') },
          ]}
          value={kind}
          onChange={setKind}
          testId="rule-kind"
        />
        {kind === 'least' && (
          <NumberField className={classes.narrow} label={t('assignment.rules.n')} value={n} min={1} max={1000} onChange={setN} testId="rule-n" />
        )}
        <TextField
          label={t('assignment.rules.name')}
          placeholder={t('assignment.rules.namePlaceholder')}
          maxLength={100}
          value={name}
          onChange={setName}
          className={classes.narrow}
          testId="rule-attribute"
        />
        <TextField
          label={t('assignment.rules.attributeValue')}
          placeholder={t('assignment.rules.valuePlaceholder')}
          maxLength={100}
          value={value}
          onChange={setValue}
          className={classes.narrow}
          testId="rule-attribute-value"
        />
        <Button isDisabled={!complete || add.isPending} onPress={() => add.mutate()} data-testid="rule-add">
          {t('assignment.rules.add')}
        </Button>
      </div>
      {complete && reach.data && (
        <div data-testid="rule-reach">
          {reach.data.raters === 0 && <InlineNotice kind="warn">{t('assignment.rules.nobody')}</InlineNotice>}
          {reach.data.raters > 0 && reach.data.raters < needed && (
            <InlineNotice kind="warn">{t('assignment.rules.tooFew', { n: reach.data.raters, needed })}</InlineNotice>
          )}
          {reach.data.items === 0 && <InlineNotice kind="warn">{t('assignment.rules.nothing')}</InlineNotice>}
          <p className={classes.cost}>
            {t('assignment.rules.reach', {
              items: formatCount(reach.data.items),
              open: formatCount(reach.data.open),
              raters: reach.data.raters,
              all: reach.data.of_raters,
            })}
          </p>
        </div>
      )}
      <Trouble error={add.error ?? reach.error} />
    </>
  );
}
