import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { everythingChanged, useMe } from '@/app/project';
import { mayActAs } from '@/app/roles';
import { navigate } from '@/app/routes';
import { Button, EmptyState, Figure, Markdown, SegmentedControl, Select, Table, notify, type TableColumn } from '@/components';
import type { CoefficientFigure, GuidelineVersion, Overview, VersionFigures } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { GuidelineDifference } from './GuidelineDifference';
import { GuidelineEffect } from './GuidelineEffect';
import classes from './Guideline.module.css';
import screen from './ProjectScreen.module.css';
import { Section } from './Section';
import { formatTime } from './time';
import { Trouble } from './Trouble';

export const coefficient = (figure: CoefficientFigure, digits = 2) => (
  <Figure
    value={figure.value}
    interval={figure.lower !== null && figure.upper !== null ? [figure.lower, figure.upper] : null}
    n={figure.n_items}
    digits={digits}
    reason={figure.undefined_because ?? undefined}
    caution={figure.unreliable_because}
  />
);

type View = 'effect' | 'changes' | 'text';

export interface GuidelineVersionsProps {
  project: Overview;
  editable: boolean;
}

/** Every version of the guideline, what it changed and what it did. */
export function GuidelineVersions({ project, editable }: GuidelineVersionsProps) {
  const history = useQuery({
    queryKey: ['guideline_history', project.guideline_version],
    queryFn: () => call('guideline_history', null),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const [chosen, setChosen] = useState<number | null>(null);
  const [view, setView] = useState<View>('effect');
  if (!history.data) return <Trouble error={history.error} />;
  const { versions, unversioned } = history.data;
  if (versions.length === 0) {
    return (
      <EmptyState icon="guideline" title={t('guideline.empty.title')}>
        {t('guideline.empty.text')}
      </EmptyState>
    );
  }
  const shown = chosen ?? versions[0]?.version.version ?? 1;
  return (
    <>
      <Section title={t('guideline.history.title')} hint={t('guideline.history.hint')} testId="guideline-history">
        <Table
          label={t('guideline.history.title')}
          rows={versions}
          rowKey={(row) => row.version.version}
          onRow={(row) => setChosen(row.version.version)}
          selectedKey={shown}
          columns={columns(setChosen)}
        />
        {unversioned > 0 && <p className={screen.quiet}>{t('guideline.history.unversioned', { n: unversioned })}</p>}
      </Section>
      <Section
        title={t('guideline.version', { n: shown })}
        testId="guideline-version"
        aside={
          <SegmentedControl
            label={t('guideline.view.title')}
            hideLabel
            value={view}
            onChange={setView}
            options={[
              { value: 'effect', label: t('guideline.view.effect') },
              { value: 'changes', label: t('guideline.view.changes') },
              { value: 'text', label: t('guideline.view.text') },
            ]}
            testId="guideline-view"
          />
        }
      >
        {view === 'effect' && <GuidelineEffect key={shown} project={project} version={shown} />}
        {view === 'changes' && <Changes key={shown} newer={shown} versions={versions} />}
        {view === 'text' && <Text version={shown} current={project.guideline_version} editable={editable} />}
      </Section>
    </>
  );
}

function columns(choose: (version: number) => void): TableColumn<VersionFigures>[] {
  return [
    {
      id: 'version',
      title: t('guideline.column.version'),
      cell: ({ version }) => (
        <Button size="small" variant="quiet" onPress={() => choose(version.version)} data-testid={`version-${version.version}`}>
          {t('guideline.version', { n: version.version })}
        </Button>
      ),
    },
    { id: 'when', title: t('guideline.column.when'), cell: ({ version }) => <span className={screen.nowrap}>{formatTime(version.made_at)}</span> },
    { id: 'who', title: t('guideline.column.who'), cell: ({ version }) => <span className={classes.who}>{version.person ?? t('project.history.nobody')}</span> },
    { id: 'judgments', title: t('guideline.column.judgments'), cell: ({ version }) => <Judged version={version} />, align: 'end' },
    { id: 'alpha', title: t('guideline.column.alpha'), cell: ({ alpha }) => coefficient(alpha), align: 'end' },
    { id: 'agreement', title: t('guideline.column.agreement'), cell: ({ agreement }) => coefficient(agreement), align: 'end' },
    { id: 'brought', title: t('guideline.column.brought'), cell: ({ version }) => brought(version.examples, version.answers) },
  ];
}

/** How much was judged under a version; for a lead the way to what raters differed on. */
function Judged({ version: { version, judgments } }: { version: GuidelineVersion }) {
  const me = useMe();
  if (judgments === 0 || !mayActAs('lead', me)) return <>{formatCount(judgments)}</>;
  return (
    <Button
      size="small"
      variant="quiet"
      aria-label={t('guideline.judged', { n: judgments, version })}
      onPress={() => void navigate('conflicts', { filter: { differing: true, from: version, to: version } })}
      data-testid={`judged-${version}`}
    >
      {formatCount(judgments)}
    </Button>
  );
}

const brought = (examples: number, answers: number): string =>
  [examples > 0 && t('guideline.examples', { n: examples }), answers > 0 && t('guideline.answers', { n: answers })].filter(Boolean).join(', ');

function Changes({ newer, versions }: { newer: number; versions: readonly VersionFigures[] }) {
  const [older, setOlder] = useState(newer - 1);
  const difference = useQuery({
    queryKey: ['guideline_compare', older, newer],
    queryFn: () => call('guideline_compare', { older, newer }),
  });
  const options = [
    ...versions.filter(({ version }) => version.version !== newer).map(({ version }) => ({ value: String(version.version), label: t('guideline.version', { n: version.version }) })),
    { value: '0', label: t('guideline.nothing') },
  ];
  return (
    <>
      <div className={classes.against}>
        <Select label={t('guideline.against')} options={options} value={String(older)} onChange={(value) => setOlder(Number(value))} testId="guideline-against" />
        {difference.data && (
          <p data-testid="guideline-counts">
            {t('guideline.counts', { added: difference.data.added, removed: difference.data.removed })}
          </p>
        )}
      </div>
      {difference.data ? <GuidelineDifference lines={difference.data.lines} /> : <Trouble error={difference.error} />}
    </>
  );
}

function Text({ version, current, editable }: { version: number; current: number; editable: boolean }) {
  const [busy, setBusy] = useState(false);
  const text = useQuery({ queryKey: ['guideline_version', version], queryFn: () => call('guideline_version', { version }) });
  if (!text.data) return <Trouble error={text.error} />;
  const restore = async () => {
    setBusy(true);
    try {
      const restored = await call('guideline_restore', { version });
      await everythingChanged();
      notify({ kind: 'ok', text: t('guideline.restored', { n: version, version: restored.version }) });
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {editable && version !== current && (
        <div>
          <Button icon="undo" isDisabled={busy} onPress={() => void restore()} data-testid="guideline-restore">
            {t('guideline.restore', { n: version, version: current + 1 })}
          </Button>
        </div>
      )}
      <Markdown html={text.data.html} className={screen.reading} />
    </>
  );
}
