import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, InlineNotice, Table, TextField } from '@/components';
import { projectChanged } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { navigate } from '@/app/routes';
import type { Overview, Person } from '@/generated/commands';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import { nextSteps } from './nextSteps';
import classes from './ProjectScreen.module.css';
import { moveToCopy, saveCopy } from './saveCopy';
import { Section } from './Section';
import { Trouble, Words } from './Trouble';

export interface OverviewTabProps {
  project: Overview;
  me: Person | null;
  onBackups: () => void;
}

export function OverviewTab({ project, me, onBackups }: OverviewTabProps) {
  const { counts } = project;
  return (
    <>
      <div>
        <Name project={project} editable={mayActAs('lead', me) && !project.read_only} />
        <p className={classes.file}>
          {project.file_name} · {project.folder}
        </p>
      </div>
      <Place project={project} />
      {project.backup_trouble && (
        <div data-testid="backup-trouble">
          <InlineNotice
            kind="warn"
            actions={
              <Button size="small" onPress={onBackups}>
                {t('backups.toBackups')}
              </Button>
            }
          >
            <strong>{t('backups.trouble')} </strong>
            <Words text={project.backup_trouble} />
          </InlineNotice>
        </div>
      )}
      {counts.unfinished_imports > 0 && (
        <InlineNotice kind="warn">{t('project.unfinished', { n: counts.unfinished_imports })}</InlineNotice>
      )}
      <Numbers project={project} />
      <Next project={project} me={me} />
      <Keep project={project} />
    </>
  );
}

/** What is wrong with where the file lies, and the way out. */
function Place({ project }: { project: Overview }) {
  const move = useMutation({ mutationFn: () => moveToCopy(project) });
  if (!project.warning) return null;
  return (
    <div data-testid="place-warning">
      <InlineNotice
        kind="warn"
        actions={
          <Button size="small" isDisabled={move.isPending} onPress={() => move.mutate()} data-testid="move-to-copy">
            {t('project.keep.move')}
          </Button>
        }
      >
        <Words text={project.warning} />
      </InlineNotice>
      <Trouble error={move.error} />
    </div>
  );
}

function Name({ project, editable }: { project: Overview; editable: boolean }) {
  const [name, setName] = useState<string | null>(null);
  const rename = useMutation({
    mutationFn: async (to: string) => {
      if (to !== project.name) await call('project_rename', { name: to });
      await projectChanged();
      setName(null);
    },
  });
  if (name === null) {
    return (
      <div className={classes.title}>
        <h1 className={classes.name} dir="auto" data-selectable>
          {project.name}
        </h1>
        {editable && (
          <Button variant="quiet" size="small" onPress={() => setName(project.name)} data-testid="rename">
            {t('project.rename')}
          </Button>
        )}
      </div>
    );
  }
  const save = () => name.trim() !== '' && rename.mutate(name.trim());
  return (
    <>
      <div className={classes.rename}>
        <TextField
          label={t('project.name.label')}
          hideLabel
          autoFocus
          maxLength={200}
          value={name}
          onChange={setName}
          onEnter={save}
          testId="rename-field"
        />
        <Button variant="primary" isDisabled={name.trim() === ''} onPress={save} data-testid="rename-save">
          {t('project.rename')}
        </Button>
        <Button onPress={() => setName(null)}>{t('components.cancel')}</Button>
      </div>
      <Trouble error={rename.error} />
    </>
  );
}

function Numbers({ project: { counts, policy } }: { project: Overview }) {
  const { items } = counts;
  const share = items > 0 ? formatPercent(counts.complete / items) : '';
  return (
    <dl className={classes.numbers} data-testid="counts">
      <Count id="items" value={items} />
      <Count id="judgments" value={counts.judgments}>
        {counts.skips > 0 && t('project.counts.skips', { n: counts.skips })}
      </Count>
      <Count id="raters" value={counts.raters} />
      <Count id="complete" value={counts.complete}>
        {items > 0
          ? t('project.counts.completeOf', { items, percent: share })
          : t('project.counts.perItem', { n: policy.judgments_per_item })}
      </Count>
      <Count id="gold" value={counts.gold} />
      <Count id="references" value={counts.references} />
      <Count id="conflicts" value={counts.conflicts}>
        {counts.adjudicated > 0 && t('project.counts.adjudicated', { n: counts.adjudicated })}
      </Count>
      <Count id="runs" value={counts.runs} />
      <Count id="tags" value={counts.tags} />
      <Count id="audits" value={counts.audits} />
    </dl>
  );
}

type CountId = 'items' | 'judgments' | 'raters' | 'complete' | 'gold' | 'references' | 'conflicts' | 'runs' | 'tags' | 'audits';

function Count({ id, value, children }: { id: CountId; value: number; children?: ReactNode }) {
  return (
    <div className={classes.number}>
      <dt>{t(`project.counts.${id}`)}</dt>
      <dd className={classes.value} data-testid={`count-${id}`}>{formatCount(value)}</dd>
      <dd className={classes.note}>{children}</dd>
    </div>
  );
}

function Next({ project, me }: Omit<OverviewTabProps, 'onBackups'>) {
  const steps = nextSteps(project, me);
  return (
    <Section title={t('project.next.title')} testId="next">
      {steps.length === 0 ? (
        <p className={classes.quiet}>{t('project.next.wait')}</p>
      ) : (
        <ul className={classes.next}>
          {steps.map(({ id, text, action, route, params }, at) => (
            <li key={id}>
              <span>{text}</span>
              <Button
                variant={at === 0 ? 'primary' : 'default'}
                onPress={() => void navigate(route, params)}
                data-testid={`next-${id}`}
              >
                {action}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The file as a file: a copy of it, and whether it is sound. */
function Keep({ project }: { project: Overview }) {
  const copy = useMutation({ mutationFn: () => saveCopy(project) });
  const check = useMutation({ mutationFn: () => call('project_check', null) });
  return (
    <Section title={t('project.keep.title')}>
      <div className={classes.keep}>
        <Button icon="copy" onPress={() => copy.mutate()} isDisabled={copy.isPending} data-testid="save-copy">
          {t('project.keep.copy')}
        </Button>
        <p>{t('project.keep.copyHint')}</p>
        <Button icon="check" onPress={() => check.mutate()} isDisabled={check.isPending} data-testid="check">
          {check.isPending ? t('project.keep.checking') : t('project.keep.check')}
        </Button>
        <p>{t('project.keep.checkHint')}</p>
      </div>
      <Trouble error={copy.error ?? check.error} />
      {check.data && (
        <div data-testid="check-result">
          {check.data.ok ? (
            <InlineNotice kind="ok">{t('project.keep.sound')}</InlineNotice>
          ) : (
            <InlineNotice kind="error">{t('project.keep.findings', { n: check.data.findings.length })}</InlineNotice>
          )}
        </div>
      )}
      {check.data && !check.data.ok && (
        <Table
          label={t('project.keep.check')}
          rows={check.data.findings.map((finding, at) => ({ ...finding, at }))}
          rowKey={(finding) => finding.at}
          columns={[
            { id: 'what', title: t('project.keep.findingColumns.what'), cell: ({ what }) => what },
            { id: 'message', title: t('project.keep.findingColumns.message'), cell: ({ message }) => message },
          ]}
        />
      )}
    </Section>
  );
}
