import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { damagedProject, openProject } from '@/app/project';
import { Button, Dialog, Select } from '@/components';
import { Trouble, Words } from '@/features/project/Trouble';
import { formatBytes, formatTime } from '@/lib/format';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { call, finished } from '@/platform';
import classes from './StartScreen.module.css';

/** What can be done with a file that cannot be opened: put a backup back, or read what can be read. */
export function DamagedProject() {
  const damaged = useStore(damagedProject);
  const handle = damaged?.handle ?? '';
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ['backups_of_file', handle],
    queryFn: () => call('backups_of_file', { file: handle }),
    enabled: damaged !== null,
    staleTime: 0,
  });
  const usable = (list.data?.backups ?? []).filter(({ trouble }) => trouble === null);
  const name = chosen ?? usable[0]?.name ?? '';
  const rescue = useMutation({
    mutationFn: async () => {
      await finished(await call('backup_rescue', { file: handle, name }));
      await openProject(handle);
    },
  });
  const read = useMutation({ mutationFn: () => openProject(handle, true) });
  const close = () => {
    rescue.reset();
    read.reset();
    setChosen(null);
    damagedProject.set(null);
  };
  const busy = rescue.isPending || read.isPending;
  return (
    <Dialog
      title={t('backups.rescue.title')}
      open={damaged !== null}
      onClose={close}
      width="medium"
      testId="damaged"
      actions={
        <>
          <Button onPress={close}>{t('components.cancel')}</Button>
          {damaged?.error.code === 'project_damaged' && (
            <Button isDisabled={busy} onPress={() => read.mutate()} data-testid="damaged-read-only">
              {t('backups.rescue.readOnly')}
            </Button>
          )}
          {usable.length > 0 && (
            <Button variant="primary" autoFocus isDisabled={busy} onPress={() => rescue.mutate()} data-testid="damaged-rescue">
              {rescue.isPending ? t('backups.restoring') : t('backups.rescue.action')}
            </Button>
          )}
        </>
      }
    >
      <p>{damaged && <Words text={damaged.error.message} />}</p>
      <p className={classes.heldMore}>
        {list.data && (usable.length > 0 ? t('backups.rescue.found') : t('backups.rescue.none'))}{' '}
        {damaged?.error.code === 'project_damaged' && t('backups.rescue.readOnlyText')}
      </p>
      {usable.length > 0 && (
        <Select
          label={t('backups.rescue.choose')}
          value={name}
          onChange={setChosen}
          testId="damaged-backup"
          options={usable.map((backup) => ({
            value: backup.name,
            label: t('backups.rescue.option', {
              when: formatTime(backup.made_at),
              why: t(`backups.reason.${backup.reason}`),
              bytes: formatBytes(backup.bytes),
            }),
          }))}
        />
      )}
      <Trouble error={rescue.error ?? read.error ?? list.error} />
    </Dialog>
  );
}
