import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, IconButton, RadioGroup, Select, TextField } from '@/components';
import { ClassName } from '@/features/item';
import type { Class } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import type { ChangeDraft } from './classChange';
import styles from './ChangeClasses.module.css';

interface FieldsProps {
  draft: ChangeDraft;
  classes: readonly Class[];
  onChange: (change: Partial<ChangeDraft>) => void;
}

const optionsOf = (classes: readonly Class[]) => classes.map(({ id, name }) => ({ value: String(id), label: name }));

export function MergeFields({ draft, classes, onChange }: FieldsProps) {
  const { merged, into, intoName } = draft;
  const toggle = (id: number, on: boolean) => {
    const next = classes.map((each) => each.id).filter((each) => (each === id ? on : merged.includes(each)));
    onChange({ merged: next, ...(into === String(id) && !on && { into: 'new' }) });
  };
  const chosen = classes.filter(({ id }) => merged.includes(id));
  const kept = chosen.find(({ id }) => String(id) === into);
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{t('project.change.which')}</legend>
        {classes.map((each) => (
          <Checkbox
            key={each.id}
            selected={merged.includes(each.id)}
            onChange={(on) => toggle(each.id, on)}
            testId={`merge-${each.key}`}
          >
            <ClassName id={each.id} classes={classes} />
          </Checkbox>
        ))}
      </fieldset>
      <Select
        label={t('project.change.intoId')}
        options={[{ value: 'new', label: t('project.change.intoNew') }, ...optionsOf(chosen)]}
        value={into}
        onChange={(value) => onChange({ into: value })}
        testId="merge-into"
      />
      <TextField
        label={t('project.change.into')}
        value={intoName}
        placeholder={kept?.name}
        onChange={(name) => onChange({ intoName: name })}
        testId="merge-name"
      />
    </>
  );
}

export function SplitFields({ draft, classes, onChange }: FieldsProps) {
  const { parts } = draft;
  return (
    <>
      <Select
        label={t('project.change.class')}
        options={optionsOf(classes)}
        value={draft.class}
        onChange={(value) => onChange({ class: value })}
        testId="split-class"
      />
      <div className={styles.list} role="group" aria-label={t('project.change.parts')}>
        {parts.map((name, at) => (
          <div key={at} className={styles.removable}>
            <TextField
              label={t('project.change.part', { n: at + 1 })}
              value={name}
              onChange={(text) => onChange({ parts: parts.with(at, text) })}
              testId={`split-part-${at}`}
            />
            {parts.length > 2 && at > 0 && (
              <IconButton
                icon="close"
                size="small"
                label={t('project.classes.remove', { name: name || String(at + 1) })}
                onPress={() => onChange({ parts: parts.toSpliced(at, 1) })}
              />
            )}
          </div>
        ))}
        <div>
          <Button size="small" icon="plus" onPress={() => onChange({ parts: [...parts, ''] })}>
            {t('project.change.addPart')}
          </Button>
        </div>
      </div>
      <RadioGroup
        label={t('project.change.work')}
        options={[
          { value: 'stay', label: t('project.change.stay') },
          { value: 'requeue', label: t('project.change.requeue'), hint: t('project.change.requeueHint') },
          { value: 'by_field', label: t('project.change.byField') },
        ]}
        value={draft.work}
        onChange={(work) => onChange({ work })}
        testId="split-work"
      />
      {draft.work === 'by_field' && <FieldRule draft={draft} onChange={onChange} />}
    </>
  );
}

function FieldRule({ draft, onChange }: Omit<FieldsProps, 'classes'>) {
  const fields = useQuery({ queryKey: ['field_list'], queryFn: () => call('field_list', null), staleTime: 0 });
  const { parts, values } = draft;
  const partOptions = parts.map((name, at) => ({ value: String(at), label: name || t('project.change.part', { n: at + 1 }) }));
  return (
    <div className={styles.list}>
      <Select
        label={t('project.change.field')}
        options={(fields.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.field === '' ? null : draft.field}
        onChange={(field) => onChange({ field })}
        testId="split-field"
      />
      {values.map((each, at) => (
        <div key={at} className={styles.rule}>
          <TextField
            label={t('project.change.valueOf')}
            hideLabel={at > 0}
            value={each.value}
            onChange={(value) => onChange({ values: values.with(at, { ...each, value }) })}
            testId={`split-value-${at}`}
          />
          <Select
            label={t('project.change.toPart')}
            hideLabel={at > 0}
            options={partOptions}
            value={String(Math.min(each.part, parts.length - 1))}
            onChange={(part) => onChange({ values: values.with(at, { ...each, part: Number(part) }) })}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon="plus" onPress={() => onChange({ values: [...values, { value: '', part: 1 }] })}>
          {t('project.change.addValue')}
        </Button>
      </div>
      <p className={styles.quiet}>{t('project.change.others')}</p>
    </div>
  );
}

export function RetireFields({ draft, classes, onChange }: FieldsProps) {
  const others = classes.filter(({ id }) => String(id) !== draft.class);
  return (
    <>
      <Select
        label={t('project.change.class')}
        options={optionsOf(classes)}
        value={draft.class}
        onChange={(value) => onChange({ class: value, ...(draft.instead === value && { instead: 'keep' }) })}
        testId="retire-class"
      />
      <Select
        label={t('project.change.instead')}
        options={[
          { value: 'keep', label: t('project.change.keep') },
          ...others.map(({ id, name }) => ({ value: String(id), label: t('project.change.goesTo', { name }) })),
        ]}
        value={draft.instead}
        onChange={(instead) => onChange({ instead })}
        testId="retire-instead"
      />
    </>
  );
}
