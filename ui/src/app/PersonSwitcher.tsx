import { runAction } from '@/actions';
import { Button, Menu, notify } from '@/components';
import type { Person } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, useCurrentPerson } from '@/platform';
import { becomePerson } from './project';

/** More are found in the dialog, which can be searched. */
const IN_MENU = 12;

function switchTo(person: Person): void {
  becomePerson(person).catch((thrown: unknown) =>
    notify({ kind: 'error', text: AssayError.from(thrown).message }),
  );
}

/** Who is at the keyboard. It prevents accidents; it is no secret. */
export function PersonSwitcher({ people }: { people: readonly Person[] }) {
  const current = useCurrentPerson();
  const person = people.find((each) => each.uid === current);
  const offered = people.filter((each) => (!each.simulated && !each.retired) || each === person).slice(0, IN_MENU);
  const entries = offered.map((each) => ({
    id: each.uid,
    label: each.name,
    description: each.roles.map((role) => t(`app.person.role.${role}`)).join(', '),
    checked: each.uid === current,
    onAction: () => switchTo(each),
  }));
  const other = {
    id: 'other',
    label: t('people.who.other'),
    separated: entries.length > 0,
    onAction: () => runAction('project.who'),
  };
  return (
    <Menu
      label={t('app.person.title')}
      placement="bottom end"
      entries={[...entries, other]}
      trigger={
        <Button variant="quiet" icon="person" data-testid="person-switcher">
          {person?.name ?? t('app.person.none')}
        </Button>
      }
    />
  );
}
