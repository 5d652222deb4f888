import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Badge, Button, Dialog, Icon, TextField } from '@/components';
import { goAndImport, waitingFiles } from '@/app/files';
import { becomePerson, closeProject } from '@/app/project';
import { Trouble } from '@/features/project/Trouble';
import type { Overview, Person, Role } from '@/generated/commands';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { call, useCurrentPerson } from '@/platform';
import { RoleChecks } from './RoleChecks';
import { whoIsOpen } from './who';
import classes from './WhoAreYou.module.css';

/** So many can be seen at a glance. */
const SEARCH_FROM = 8;

/** Asks who sits at the keyboard: when nobody does, or when somebody else wants to. */
export function WhoAreYou({ project }: { project: Overview }) {
  const uid = useCurrentPerson();
  const asked = useStore(whoIsOpen);
  const nobody = !project.people.some((person) => person.uid === uid && !person.retired);
  const close = () => whoIsOpen.set(false);
  return (
    <Dialog
      title={t('people.who.title')}
      open={nobody || asked}
      onClose={close}
      mustAnswer={nobody}
      testId="who"
      actions={
        nobody && (
          <Button onPress={() => void closeProject()} data-testid="who-close">
            {t('people.who.close')}
          </Button>
        )
      }
    >
      <Who project={project} onDone={close} />
    </Dialog>
  );
}

function Who({ project, onDone }: { project: Overview; onDone: () => void }) {
  const info = useQuery({ queryKey: ['app_info'], queryFn: () => call('app_info', null) });
  const account = info.data?.user_name ?? '';
  const enter = useMutation({
    mutationFn: async (person: Person) => {
      await becomePerson(person);
      onDone();
      if (waitingFiles.get().length > 0) await goAndImport();
    },
  });
  // Whoever has the name of the computer's account is the likeliest, and comes first.
  const offered = project.people.filter((person) => !person.retired);
  const people = offered.toSorted((a, b) => Number(b.name === account) - Number(a.name === account));
  // The order hangs on the account's name, and the focus on the order.
  if (info.isPending) return null;
  return (
    <div className={classes.who}>
      <p className={classes.intro}>{t('people.who.intro')}</p>
      {people.length > 0 && <People people={people} account={account} onChoose={(person) => enter.mutate(person)} />}
      <Trouble error={enter.error} />
      {project.read_only ? (
        <p className={classes.intro}>{t('people.who.readOnly')}</p>
      ) : (
        <AddSelf
          key={account}
          account={people.some((person) => person.name === account) ? '' : account}
          first={people.length === 0}
          onAdded={(person) => enter.mutate(person)}
        />
      )}
    </div>
  );
}

interface PeopleProps {
  people: readonly Person[];
  account: string;
  onChoose: (person: Person) => void;
}

function People({ people, account, onChoose }: PeopleProps) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = people.filter((person) => person.name.toLowerCase().includes(wanted));
  return (
    <section className={classes.people} aria-label={t('people.who.list')}>
      {people.length > SEARCH_FROM && (
        <TextField
          type="search"
          label={t('people.who.find')}
          hideLabel
          placeholder={t('people.who.find')}
          value={query}
          onChange={setQuery}
          onEnter={() => found[0] && onChoose(found[0])}
          testId="who-find"
        />
      )}
      <ul className={classes.list}>
        {found.map((person) => (
          <li key={person.uid}>
            <AriaButton
              className={classes.person}
              autoFocus={person.name === account && wanted === ''}
              onPress={() => onChoose(person)}
              data-testid={`who-${person.name}`}
            >
              <Icon name="person" />
              <span className={classes.name} dir="auto">
                {person.name}
              </span>
              {person.simulated && <Badge>{t('people.who.simulated')}</Badge>}
              {person.name === account && <span className={classes.roles}>{t('people.who.proposed')}</span>}
              <span className={classes.roles}>
                {person.roles.map((role) => t(`app.person.role.${role}`)).join(', ')}
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.intro}>{t('people.who.none', { query })}</p>}
    </section>
  );
}

interface AddSelfProps {
  account: string;
  first: boolean;
  onAdded: (person: Person) => void;
}

function AddSelf({ account, first, onAdded }: AddSelfProps) {
  const [name, setName] = useState(account);
  const [roles, setRoles] = useState<readonly Role[]>(['rater']);
  const add = useMutation({
    mutationFn: () => call('person_add', { name: name.trim(), roles: [...roles] }),
    onSuccess: onAdded,
  });
  const ready = name.trim() !== '' && roles.length > 0 && !add.isPending;
  return (
    <section className={classes.add}>
      <h3>{t(first ? 'people.who.addOnlyTitle' : 'people.who.addTitle')}</h3>
      <div className={classes.addLine}>
        <TextField
          label={t('people.who.name')}
          value={name}
          maxLength={200}
          onChange={setName}
          onEnter={() => ready && add.mutate()}
          className={classes.addName}
          testId="who-name"
        />
        <Button isDisabled={!ready} onPress={() => add.mutate()} data-testid="who-add">
          {t('people.who.add')}
        </Button>
      </div>
      <RoleChecks label={t('people.who.roles')} roles={roles} onChange={setRoles} explain testId="who-role" />
      <Trouble error={add.error} />
    </section>
  );
}
