import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged, projectChanged, useMe } from '@/app/project';
import { Badge, Button, InlineNotice, Table, TextField, notify } from '@/components';
import { Capabilities } from '@/features/people/Capabilities';
import { PersonMenu } from '@/features/people/PersonMenu';
import { RoleChecks } from '@/features/people/RoleChecks';
import type { Person, Role } from '@/generated/commands';
import { formatCount, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { call, useCurrentPerson } from '@/platform';
import { Attributes, useAttributes } from './Attributes';
import type { SetupTabProps } from './ClassesTab';
import classes from './ProjectScreen.module.css';
import { Section } from './Section';
import { Trouble } from './Trouble';

const SEARCH_FROM = 12;

/** Everyone, and what each may do. */
export function PeopleTab({ project, editable }: SetupTabProps) {
  const me = useCurrentPerson();
  const [query, setQuery] = useState('');
  const change = useMutation({
    mutationFn: (request: { uid: string; roles: Role[] }) => call('person_roles', request),
    onSuccess: projectChanged,
  });
  const activity = useQuery({
    queryKey: ['person_activity', project.uid],
    queryFn: () => call('person_activity', null),
    enabled: editable || project.read_only,
    retry: false,
    staleTime: 0,
  });
  const acts = new Map(activity.data?.map((each) => [each.person.uid, each]));
  // Whoever left comes last.
  const people = project.people.toSorted((a, b) => Number(a.retired) - Number(b.retired));
  const leads = useMe()?.roles.includes('lead') ?? false;
  const attributes = useAttributes(leads);
  const found = people.filter((person) => person.name.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <>
      {!editable && <InlineNotice kind="info">{t('people.leadOnly')}</InlineNotice>}
      <Section title={t('people.title')} hint={t('people.hint')}>
        <div className={classes.people} data-testid="people">
          {people.length > SEARCH_FROM && (
            <TextField
              type="search"
              label={t('people.who.find')}
              hideLabel
              placeholder={t('people.who.find')}
              className={classes.half}
              value={query}
              onChange={setQuery}
            />
          )}
          <Trouble error={change.error} />
          <Table
            label={t('people.title')}
            rows={found}
            rowKey={(person) => person.uid}
            empty={t('people.who.none', { query })}
            columns={[
              {
                id: 'name',
                title: t('people.columns.name'),
                sortBy: (person) => person.name,
                cell: (person) => <Name person={person} own={person.uid === me} />,
              },
              {
                id: 'roles',
                title: t('people.columns.judges'),
                cell: (person) => (
                  <RoleChecks
                    label={t('people.rolesOf', { name: person.name })}
                    roles={person.roles}
                    disabled={!editable || person.retired || change.isPending}
                    onChange={(roles) => change.mutate({ uid: person.uid, roles })}
                    testId={`roles-${person.name}`}
                  />
                ),
              },
              {
                id: 'attributes',
                title: t('assignment.attributes.column'),
                cell: (person) => <Attributes person={person} attributes={attributes.get(person.uid) ?? []} editable={editable} />,
              },
              ...(activity.data
                ? [
                    {
                      id: 'judgments',
                      title: t('people.columns.judgments'),
                      align: 'end' as const,
                      sortBy: (person: Person) => acts.get(person.uid)?.judgments ?? null,
                      cell: (person: Person) => formatCount(acts.get(person.uid)?.judgments ?? 0),
                    },
                    {
                      id: 'active',
                      title: t('people.columns.active'),
                      sortBy: (person: Person) => acts.get(person.uid)?.last_active ?? null,
                      cell: (person: Person) => <Active at={acts.get(person.uid)?.last_active ?? null} />,
                    },
                    {
                      id: 'more',
                      title: t('people.columns.actions'),
                      align: 'end' as const,
                      cell: (person: Person) => (
                        <PersonMenu person={person} editable={editable} onChanged={() => void everythingChanged()} />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      </Section>
      {!project.read_only && <Add />}
      <Capabilities />
    </>
  );
}

function Name({ person, own }: { person: Person; own: boolean }) {
  return (
    <span className={classes.person}>
      <span dir="auto">{person.name}</span>
      {own && <Badge tone="accent">{t('people.who.you')}</Badge>}
      {person.simulated && <Badge>{t('people.who.simulated')}</Badge>}
      {person.retired && <Badge tone="warn">{t('people.retired')}</Badge>}
    </span>
  );
}

function Active({ at }: { at: number | null }) {
  return <span className={classes.nowrap}>{at === null ? t('history.person.never') : formatTime(at)}</span>;
}

function Add() {
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['rater']);
  const add = useMutation({
    mutationFn: () => call('person_add', { name: name.trim(), roles }),
    onSuccess: async (person) => {
      setName('');
      await projectChanged();
      notify({ kind: 'ok', text: t('people.added', { name: person.name }) });
    },
  });
  const ready = name.trim() !== '' && roles.length > 0 && !add.isPending;
  return (
    <Section title={t('people.addTitle')}>
      <div className={classes.addLine}>
        <TextField
          label={t('people.who.name')}
          maxLength={200}
          value={name}
          onChange={setName}
          onEnter={() => ready && add.mutate()}
          testId="person-name"
        />
        <div className={classes.roleLine}>
          <RoleChecks label={t('people.who.roles')} roles={roles} onChange={setRoles} testId="person-role" />
        </div>
        <Button isDisabled={!ready} onPress={() => add.mutate()} data-testid="person-add">
          {t('people.add')}
        </Button>
      </div>
      {roles.length === 0 && <p className={classes.quiet}>{t('people.needsRole')}</p>}
      <Trouble error={add.error} />
    </Section>
  );
}
