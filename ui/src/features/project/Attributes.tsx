import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged } from '@/app/project';
import { Badge, Button, IconButton, TextField } from '@/components';
import type { Attribute, Person } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './AssignmentFields.module.css';
import { readAttributes, writeAttributes } from './attributeText';
import { Trouble } from './Trouble';

/** What is known of everyone, by uid; only a lead may ask. */
export function useAttributes(enabled: boolean): ReadonlyMap<string, Attribute[]> {
  const known = useQuery({
    queryKey: ['person_attributes'],
    queryFn: () => call('person_attributes_list', null),
    enabled,
  });
  return new Map((known.data ?? []).map((each) => [each.person, each.attributes]));
}

interface AttributesProps {
  person: Person;
  attributes: readonly Attribute[];
  editable: boolean;
}

/** What is known of one person; edited as one line of text. */
export function Attributes({ person, attributes, editable }: AttributesProps) {
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (changed: Attribute[]) => call('person_attributes_set', { person: person.uid, attributes: changed }),
    onSuccess: async () => {
      await everythingChanged();
      setText(null);
    },
  });
  if (text === null) {
    return (
      <span className={classes.attributes} data-testid={`attributes-${person.name}`}>
        {attributes.map(({ name, value }) => (
          <Badge key={`${name}=${value}`}>{`${name} = ${value}`}</Badge>
        ))}
        {attributes.length === 0 && <span className={classes.quiet}>{t('assignment.attributes.none')}</span>}
        {editable && (
          <IconButton
            icon="note"
            label={t('assignment.attributes.edit', { name: person.name })}
            onPress={() => setText(writeAttributes(attributes))}
            data-testid={`edit-attributes-${person.name}`}
          />
        )}
      </span>
    );
  }
  const read = readAttributes(text);
  return (
    <span className={classes.editing}>
      <TextField
        label={t('assignment.attributes.of', { name: person.name })}
        hideLabel
        autoFocus
        placeholder={t('assignment.attributes.placeholder')}
        error={read === null ? t('assignment.attributes.malformed') : null}
        value={text}
        onChange={setText}
        onEnter={() => read && save.mutate(read)}
        testId={`attributes-text-${person.name}`}
      />
      <Button size="small" isDisabled={read === null || save.isPending} onPress={() => read && save.mutate(read)} data-testid={`save-attributes-${person.name}`}>
        {t('assignment.attributes.save')}
      </Button>
      <Button size="small" variant="quiet" onPress={() => setText(null)}>
        {t('assignment.attributes.cancel')}
      </Button>
      <Trouble error={save.error} />
    </span>
  );
}
