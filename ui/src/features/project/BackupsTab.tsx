import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { currentPerson, AssayError, call, finished } from '@/platform';
import { enterProject, openProject } from '@/app/project';
import { mayLeave } from '@/app/routes';
import { Badge, Button, Confirm, EmptyState, InlineNotice, Table, notify, type TableColumn } from '@/components';
import type { BackupList, BackupRestored, BackupView, FileHandle, Overview } from '@/generated/commands';
import { formatBytes, formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './BackupsTab.module.css';
import { Section } from './Section';
import { Trouble, Words } from './Trouble';

/** Another window, the terminal and the program itself take backups too. */
const FOLLOW_EVERY = 4000;

type Work = { what: 'now' | 'copy' | 'restore'; name?: string };

/** The project's backups: when, why, what came since; taking one, opening a copy, putting one back. */
export function BackupsTab({ project, allowed }: { project: Overview; allowed: boolean }) {
  const client = useQueryClient();
  const [work, setWork] = useState<Work | null>(null);
  const [error, setError] = useState<AssayError | null>(null);
  const [chosen, setChosen] = useState<BackupView | null>(null);
  const list = useQuery({
    queryKey: ['backups', project.uid],
    queryFn: () => call('backups_list', null),
    enabled: allowed,
    staleTime: 0,
    refetchInterval: FOLLOW_EVERY,
  });
  if (!allowed) return <InlineNotice kind="info">{t('backups.leadOnly')}</InlineNotice>;
  if (!list.data) return <Trouble error={list.error} />;
  const act = async (next: Work, what: () => Promise<void>) => {
    setWork(next);
    setError(null);
    try {
      await what();
    } catch (thrown) {
      setError(AssayError.from(thrown));
    } finally {
      setWork(null);
    }
  };
  const take = () =>
    act({ what: 'now' }, async () => {
      await finished<BackupView>(await call('backup_now', null));
      await client.invalidateQueries({ queryKey: ['backups'] });
      notify({ kind: 'ok', text: t('backups.taken') });
    });
  const copy = ({ name }: BackupView) =>
    act({ what: 'copy', name }, async () => {
      if (!(await mayLeave())) return;
      const made = await finished<FileHandle>(await call('backup_copy', { name }));
      await openProject(made.handle);
      notify({ kind: 'ok', text: t('backups.opened', { name: made.name }) });
    });
  const restore = ({ name }: BackupView) =>
    act({ what: 'restore', name }, async () => {
      if (!(await mayLeave())) return;
      const done = await finished<BackupRestored>(await call('backup_restore', { name }));
      await enterProject(await call('project_overview', null), currentPerson() ?? undefined);
      notify({ kind: 'ok', text: t('backups.restored', { kept: done.kept ?? '' }) });
    });
  const { backups } = list.data;
  return (
    <Section
      title={t('backups.title')}
      hint={t('backups.hint', { folder: list.data.folder })}
      testId="backups"
      aside={
        <Button
          icon="copy"
          variant={backups.length === 0 ? 'primary' : 'default'}
          isDisabled={project.read_only || work !== null}
          onPress={() => void take()}
          data-testid="backup-now"
        >
          {work?.what === 'now' ? t('backups.taking') : t('backups.now')}
        </Button>
      }
    >
      {project.read_only && <InlineNotice kind="info">{t('backups.readOnly')}</InlineNotice>}
      {list.data.trouble && (
        <InlineNotice kind="warn">
          <Words text={list.data.trouble} />
        </InlineNotice>
      )}
      <Trouble error={error ?? list.error} />
      {backups.length === 0 ? (
        <EmptyState icon="copy" title={t('backups.none.title')}>
          {t('backups.none.text')}
        </EmptyState>
      ) : (
        <>
          <Table
            label={t('backups.title')}
            rows={backups}
            rowKey={({ name }) => name}
            columns={columns({ work, fixed: project.read_only, copy: (b) => void copy(b), restore: setChosen })}
          />
          <p className={classes.quiet} data-testid="backups-room">
            {room(list.data)}
          </p>
        </>
      )}
      <p className={classes.note}>
        <strong>{t('backups.keptTitle')}.</strong> {t('backups.kept')}
      </p>
      <Confirm
        title={t('backups.confirm.title')}
        open={chosen !== null}
        confirm={t('backups.confirm.action')}
        onClose={() => setChosen(null)}
        onConfirm={() => {
          const backup = chosen;
          setChosen(null);
          if (backup) void restore(backup);
        }}
        text={
          <div className={classes.text} data-testid="backup-confirm">
            <p>{chosen && t('backups.confirm.text', { when: formatTime(chosen.made_at), n: chosen.changes_since ?? 0 })}</p>
            <p>{t('backups.confirm.kept')}</p>
          </div>
        }
      />
    </Section>
  );
}

function room({ backups, bytes, free_bytes }: BackupList): string {
  const said = { n: backups.length, bytes: formatBytes(bytes) };
  return free_bytes === null ? t('backups.roomUnknown', said) : t('backups.room', { ...said, free: formatBytes(free_bytes) });
}

interface Acts {
  work: Work | null;
  fixed: boolean;
  copy: (backup: BackupView) => void;
  restore: (backup: BackupView) => void;
}

function columns({ work, fixed, copy, restore }: Acts): TableColumn<BackupView>[] {
  return [
    { id: 'when', title: t('backups.column.when'), cell: ({ made_at }) => <span className={classes.when}>{formatTime(made_at)}</span> },
    { id: 'why', title: t('backups.column.why'), cell: ({ reason }) => <Badge>{t(`backups.reason.${reason}`)}</Badge> },
    { id: 'since', title: t('backups.column.since'), cell: since },
    { id: 'size', title: t('backups.column.size'), cell: ({ bytes }) => formatBytes(bytes), align: 'end' },
    {
      id: 'act',
      title: t('backups.column.act'),
      align: 'end',
      cell: (backup) => {
        if (backup.trouble !== null || !backup.own) return null;
        const when = formatTime(backup.made_at);
        const busy = (what: Work['what']) => work?.what === what && work.name === backup.name;
        return (
          <span className={classes.acts}>
            <Button size="small" variant="quiet" isDisabled={work !== null} aria-label={t('backups.copyOf', { when })} onPress={() => copy(backup)} data-testid="backup-copy">
              {busy('copy') ? t('backups.copying') : t('backups.copy')}
            </Button>
            <Button size="small" isDisabled={work !== null || fixed} aria-label={t('backups.restoreOf', { when })} onPress={() => restore(backup)} data-testid="backup-restore">
              {busy('restore') ? t('backups.restoring') : t('backups.restore')}
            </Button>
          </span>
        );
      },
    },
  ];
}

function since({ trouble, own, project, changes_since }: BackupView) {
  if (trouble !== null) return <Words text={trouble} />;
  if (!own) return t('backups.foreign', { name: project ?? '' });
  if (changes_since === null) return null;
  return changes_since === 0 ? t('backups.sinceNone') : t('backups.since', { n: changes_since });
}
