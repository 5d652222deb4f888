import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, IconButton, Menu, TextField, notify } from '@/components';
import { showPersonHistory } from '@/features/history';
import { Trouble } from '@/features/project/Trouble';
import type { Person } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

export interface PersonMenuProps {
  person: Person;
  editable: boolean;
  onChanged: () => void;
}

/** What a lead can do with a person beside the roles. */
export function PersonMenu({ person, editable, onChanged }: PersonMenuProps) {
  const [renaming, setRenaming] = useState(false);
  const { name, uid, retired } = person;
  const retire = useMutation({
    mutationFn: () => call('person_retire', { uid, retired: !retired }),
    onSuccess: (after) => {
      onChanged();
      notify({ kind: 'ok', text: t(after.retired ? 'people.retiredNow' : 'people.isBack', { name }) });
    },
    onError: (thrown) => notify({ kind: 'error', text: AssayError.from(thrown).message }),
  });
  const entries = [
    { id: 'history', label: t('people.menu.history'), onAction: () => showPersonHistory(uid, name) },
    { id: 'rename', label: t('people.menu.rename'), disabled: !editable, onAction: () => setRenaming(true) },
    {
      id: 'retire',
      label: t(retired ? 'people.menu.back' : 'people.menu.retire'),
      separated: true,
      disabled: !editable || retire.isPending,
      onAction: () => retire.mutate(),
    },
  ];
  return (
    <>
      <Menu
        label={t('people.menu.title', { name })}
        placement="bottom end"
        entries={entries}
        trigger={<IconButton icon="more" size="small" label={t('people.menu.title', { name })} data-testid={`person-more-${name}`} />}
      />
      <Rename key={String(renaming)} person={person} open={renaming} onClose={() => setRenaming(false)} onChanged={onChanged} />
    </>
  );
}

function Rename({ person, open, onClose, onChanged }: Omit<PersonMenuProps, 'editable'> & { open: boolean; onClose: () => void }) {
  const [name, setName] = useState(person.name);
  const rename = useMutation({
    mutationFn: () => call('person_rename', { uid: person.uid, name: name.trim() }),
    onSuccess: () => {
      onChanged();
      onClose();
    },
  });
  const ready = name.trim() !== '' && name.trim() !== person.name && !rename.isPending;
  return (
    <Dialog
      title={t('people.renameTitle', { name: person.name })}
      open={open}
      onClose={onClose}
      width="narrow"
      testId="rename-person"
      actions={
        <Button variant="primary" isDisabled={!ready} onPress={() => rename.mutate()} data-testid="rename-save">
          {t('people.rename')}
        </Button>
      }
    >
      <TextField
        label={t('people.newName')}
        autoFocus
        maxLength={200}
        value={name}
        onChange={setName}
        onEnter={() => ready && rename.mutate()}
        testId="rename-name"
      />
      <Trouble error={rename.error} />
    </Dialog>
  );
}
