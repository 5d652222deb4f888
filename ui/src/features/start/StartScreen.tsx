import { useQuery, useMutation } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useActionKeys } from '@/actions';
import { Button, Icon, InlineNotice } from '@/components';
import { forgetWaiting, goAndImport, openFailure, waitingFiles } from '@/app/files';
import { enterProject, openProject } from '@/app/project';
import { startView } from '@/app/startView';
import { Trouble } from '@/features/project/Trouble';
import type { RecentProject } from '@/generated/commands';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { call, pickOpen, type AssayError } from '@/platform';
import classes from './StartScreen.module.css';

async function makeSample(): Promise<void> {
  const { user_name } = await call('app_info', null);
  const made = await call('sample_create', { person: user_name });
  await enterProject(made, made.people.find((person) => person.name === user_name)?.uid);
}

async function openAndImport(handle: string): Promise<void> {
  await openProject(handle);
  if (waitingFiles.get().length > 0) await goAndImport();
}

/** What is shown while no project is open. */
export function StartScreen({ failure }: { failure: AssayError | null }) {
  const info = useQuery({ queryKey: ['app_info'], queryFn: () => call('app_info', null) });
  const recent = useQuery({ queryKey: ['recent_list'], queryFn: () => call('recent_list', null), staleTime: 0 });
  const sample = useMutation({ mutationFn: makeSample });
  const open = useMutation({ mutationFn: openAndImport });
  const pick = useMutation({
    mutationFn: async () => {
      const file = await pickOpen('project');
      if (file) await openAndImport(file.handle);
    },
  });
  const outside = useStore(openFailure);
  useEffect(() => () => openFailure.set(null), []);
  const newKeys = useActionKeys('project.new');
  const openKeys = useActionKeys('project.open');
  const busy = sample.isPending || open.isPending;
  return (
    <main className={classes.start} data-testid="start">
      <div className={classes.column}>
        <header className={classes.head}>
          <h1 className={classes.name}>{t('app.name')}</h1>
          <p className={classes.claim}>{t('start.claim')}</p>
        </header>
        <Waiting />
        <Trouble error={failure} lead={t('start.failed.overview')} />
        <Trouble error={sample.error} lead={t('start.failed.sample')} />
        <Trouble error={open.error ?? pick.error ?? outside} lead={t('start.failed.open')} />
        <div className={classes.sides}>
          <section className={classes.ways} aria-label={t('start.begin')}>
            <Way title={t('start.sample.title')} text={t('start.sample.text')}>
              <Button variant="primary" isDisabled={busy} onPress={() => sample.mutate()} data-testid="start-sample">
                {sample.isPending ? t('start.sample.busy') : t('start.sample.action')}
              </Button>
            </Way>
            <Way title={t('start.create.title')} text={t('start.create.text')}>
              <Button icon="plus" keys={newKeys} isDisabled={busy} onPress={() => startView.set('new')} data-testid="start-new">
                {t('start.create.action')}
              </Button>
            </Way>
            <Way title={t('start.open.title')} text={t('start.open.text')}>
              <Button icon="project" keys={openKeys} isDisabled={busy} onPress={() => pick.mutate()} data-testid="start-open">
                {open.isPending ? t('start.open.busy') : t('start.open.action')}
              </Button>
            </Way>
          </section>
          <Recent projects={recent.data ?? []} disabled={busy} onOpen={(handle) => open.mutate(handle)} />
        </div>
        <footer className={classes.foot}>
          <span>{t('start.drop')}</span>
          {info.data && <span className={classes.version}>{t('start.version', { version: info.data.version })}</span>}
        </footer>
      </div>
    </main>
  );
}

/** Files that were dropped or named at the start, before there is a project for them. */
function Waiting() {
  const files = useStore(waitingFiles);
  const [first, ...more] = files;
  if (!first) return null;
  return (
    <div data-testid="start-waiting">
      <InlineNotice
        kind="info"
        actions={
          <Button size="small" onPress={forgetWaiting}>
            {t('start.forget')}
          </Button>
        }
      >
        {more.length === 0
          ? t('start.waiting', { name: first.name })
          : t('start.waitingMore', { name: first.name, more: more.length })}
      </InlineNotice>
    </div>
  );
}

function Way({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className={classes.way}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      <div>{children}</div>
    </div>
  );
}

interface RecentProps {
  projects: readonly RecentProject[];
  disabled: boolean;
  onOpen: (handle: string) => void;
}

function Recent({ projects, disabled, onOpen }: RecentProps) {
  return (
    <section className={classes.recent} aria-labelledby="recent-title" data-testid="recent">
      <h2 className={classes.title} id="recent-title">
        {t('start.recent.title')}
      </h2>
      {projects.length === 0 && <p className={classes.text}>{t('start.recent.none')}</p>}
      <ul className={classes.list}>
        {projects.map(({ name, file }) => (
          <li key={file.handle}>
            <AriaButton className={classes.entry} isDisabled={disabled} onPress={() => onOpen(file.handle)}>
              <Icon name="project" />
              <span className={classes.entryText}>
                <span className={classes.entryName} dir="auto">
                  {name}
                </span>
                <span className={classes.entryPlace} title={`${file.folder}/${file.name}`}>
                  {file.name} · {file.folder}
                </span>
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
