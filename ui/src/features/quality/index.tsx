import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { namedClasses, useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import { mayActAs } from '@/app/roles';
import type { ScreenProps } from '@/app/screens';
import { Button, EmptyState, InlineNotice, Select, Tabs } from '@/components';
import { DrawDesk } from '@/features/human/DrawDesk';
import { HumanTab } from '@/features/human/HumanTab';
import type { AgreementWeights, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { Coefficients } from './Coefficients';
import { Consensus } from './Consensus';
import { Gold } from './Gold';
import { Pairs } from './Pairs';
import { PerClass } from './PerClass';
import { TrainingSections } from './training';
import { useSaveCsv } from './useSave';
import classes from './Quality.module.css';

/** How well raters agree, with each other and with what is known. */
export default function QualityScreen({ params }: ScreenProps) {
  const overview = useProject();
  const me = useMe();
  // Whoever waits is why a lead comes here. Asked once: a decision must not turn the page under the lead.
  const [tab, setTab] = useState<Tab>(
    () => TABS.find((each) => each === params.tab) ?? (overview?.counts.raters_waiting ? 'raters' : 'agreement'),
  );
  const [draw, setDraw] = useState<number | null>(null);
  if (!overview) return null;
  if (!me?.roles.some((role) => role !== 'rater')) {
    return (
      <EmptyState icon="quality" title={t('quality.empty.role.title')}>
        {t('quality.empty.role.text')}
      </EmptyState>
    );
  }
  if (overview.counts.judgments === 0) {
    const empty = (
      <EmptyState
        icon="quality"
        title={t('quality.empty.title')}
        actions={<Button onPress={() => void navigate('import')}>{t('quality.empty.action')}</Button>}
      >
        {t('quality.empty.text')}
      </EmptyState>
    );
    // Gold is divided, and raters are tested, before there is any work to compare.
    if (overview.counts.gold === 0) return empty;
    return (
      <div className={classes.page} data-testid="quality">
        <TrainingSections overview={overview} />
        {empty}
      </div>
    );
  }
  if (draw !== null) return <DrawDesk key={draw} draw={draw} overview={overview} onClose={() => setDraw(null)} />;
  const content = {
    agreement: <Quality overview={overview} />,
    raters: <RatersAndGold overview={overview} />,
    human: <HumanTab overview={overview} lead={mayActAs('lead', me)} onDecide={setDraw} />,
  };
  return (
    <div className={classes.screen}>
      <Tabs
        label={t('human.tabs')}
        selected={tab}
        onSelect={setTab}
        tabs={TABS.map((id) => ({
          id,
          title: <span data-testid={`quality-tab-${id}`}>{t(`human.tab.${id}`)}</span>,
          content: content[id],
        }))}
      />
    </div>
  );
}

const TABS = ['agreement', 'raters', 'human'] as const;
type Tab = (typeof TABS)[number];

function Quality({ overview }: { overview: Overview }) {
  const [weights, setWeights] = useState<AgreementWeights>('nominal');
  const agreement = useQuery({
    queryKey: ['agreement', weights],
    queryFn: () => call('quality_agreement', { pairs: true, per_class: true, weights }),
    placeholderData: (before) => before,
  });
  const { save, saving } = useSaveCsv();
  const report = agreement.data;
  return (
    <div className={classes.page} data-testid="quality">
      <section className={classes.section}>
        <header className={classes.head}>
          <h1>{t('quality.title')}</h1>
          {report && (
            <p>{t('quality.basis', { items: report.items, raters: report.raters.length, judgments: report.judgments })}</p>
          )}
          <Select label={t('quality.weights.label')} hideLabel options={weightOptions()} value={weights} onChange={setWeights} testId="weights" />
          <Button
            size="small"
            icon="download"
            isDisabled={!report || saving}
            onPress={() => save('agreement', `${overview.name} agreement.csv`, weights)}
          >
            {t(saving ? 'quality.saving' : 'quality.save')}
          </Button>
        </header>
        {agreement.error && <InlineNotice kind="error">{AssayError.from(agreement.error).message}</InlineNotice>}
        {agreement.isPending && <p className={classes.quiet}>{t('quality.computing')}</p>}
        {report && !agreement.error && <Coefficients report={report} />}
      </section>
      {report?.pairs && <Pairs report={report} pairs={report.pairs} />}
      {report?.per_class && <PerClass rows={report.per_class} classes={namedClasses(overview)} />}
      <Consensus overview={overview} onSave={() => save('labels', `${overview.name} labels.csv`)} saving={saving} />
    </div>
  );
}

function RatersAndGold({ overview }: { overview: Overview }) {
  const { save, saving } = useSaveCsv();
  return (
    <div className={classes.page} data-testid="quality-raters">
      <TrainingSections overview={overview} />
      <Gold onSave={() => save('raters', `${overview.name} raters.csv`)} saving={saving} />
    </div>
  );
}

const WEIGHTS: readonly AgreementWeights[] = ['nominal', 'ordinal', 'linear', 'quadratic', 'interval', 'ratio'];

const weightOptions = () =>
  WEIGHTS.map((value) => ({ value, label: t(`quality.weights.${value}.name`), description: t(`quality.weights.${value}.text`) }));
