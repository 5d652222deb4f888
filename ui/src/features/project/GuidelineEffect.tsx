import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate } from '@/app/routes';
import { mayActAs } from '@/app/roles';
import { useMe } from '@/app/project';
import { Badge, Button, FigureOf, InlineNotice, SegmentedControl, Table, type TableColumn } from '@/components';
import type { ConfusionEffect, EffectSpan, EffectVerdict, GuidelineEffect as Effect, Overview, VersionSide } from '@/generated/commands';
import { ClassName } from '@/features/item';
import { t } from '@/messages';
import { call } from '@/platform';
import { coefficient } from './GuidelineVersions';
import classes from './Guideline.module.css';
import { Trouble } from './Trouble';

/** Agreement and confusions before a version and from it on. */
export function GuidelineEffect({ project, version }: { project: Overview; version: number }) {
  const [span, setSpan] = useState<EffectSpan>('all');
  const effect = useQuery({
    queryKey: ['guideline_effect', version, span, project.guideline_version],
    queryFn: () => call('guideline_effect', { version, span }),
    enabled: version > 1,
    staleTime: 0,
  });
  if (version < 2) return <p>{t('guideline.effect.first')}</p>;
  return (
    <>
      <SegmentedControl
        label={t('guideline.effect.span')}
        value={span}
        onChange={setSpan}
        options={[
          { value: 'all', label: t('guideline.effect.all') },
          { value: 'adjacent', label: t('guideline.effect.adjacent') },
        ]}
        testId="effect-span"
      />
      {effect.data ? <Told effect={effect.data} project={project} /> : <Trouble error={effect.error} />}
    </>
  );
}

const rangeOf = ({ from_version, to_version }: VersionSide): string =>
  from_version === to_version ? t('guideline.effect.one', { n: to_version ?? 0 }) : t('guideline.effect.range', { from: from_version ?? 0, to: to_version ?? 0 });

function Verdict({ verdict }: { verdict: EffectVerdict }) {
  const tone = verdict === 'better' ? 'ok' : verdict === 'worse' ? 'danger' : 'neutral';
  const icon = verdict === 'better' ? 'check' : verdict === 'worse' ? 'warning' : 'minus';
  return (
    <Badge tone={tone} icon={icon}>
      {t(`guideline.verdict.${verdict}`)}
    </Badge>
  );
}

interface Line {
  id: 'alpha' | 'agreement';
}

function Told({ effect, project }: { effect: Effect; project: Overview }) {
  const me = useMe();
  const all = project.question.classes;
  const opens = mayActAs('lead', me);
  const show = (side: VersionSide, pair?: ConfusionEffect) =>
    void navigate('conflicts', {
      filter: { differing: true, from: side.from_version, to: side.to_version, first: pair?.first ?? null, second: pair?.second ?? null },
    });
  const titles = { before: t('guideline.effect.before', { versions: rangeOf(effect.before) }), after: t('guideline.effect.after', { versions: rangeOf(effect.after) }) };
  const sides: TableColumn<Line>[] = [
    { id: 'what', title: t('guideline.effect.figure'), cell: ({ id }) => t(`guideline.effect.${id}`) },
    { id: 'before', title: titles.before, cell: ({ id }) => coefficient(effect.before[id]), align: 'end' },
    { id: 'after', title: titles.after, cell: ({ id }) => coefficient(effect.after[id]), align: 'end' },
    { id: 'difference', title: t('guideline.effect.difference'), cell: ({ id }) => <FigureOf figure={effect[`${id}_difference`]} />, align: 'end' },
    { id: 'verdict', title: t('guideline.effect.verdict'), cell: ({ id }) => <Verdict verdict={effect[`${id}_verdict`]} /> },
  ];
  const rows = (side: VersionSide, pair: ConfusionEffect, n: number, name: string) =>
    n > 0 && opens ? (
      <Button size="small" variant="quiet" onPress={() => show(side, pair)} data-testid={`rows-${name}-${pair.first}-${pair.second}`}>
        {t('guideline.effect.items', { n })}
      </Button>
    ) : (
      <span className={classes.items}>{t('guideline.effect.items', { n })}</span>
    );
  const pairs: TableColumn<ConfusionEffect>[] = [
    {
      id: 'pair',
      title: t('guideline.effect.pair'),
      cell: (pair) => (
        <span className={classes.pair}>
          <ClassName id={pair.first} classes={all} /> <ClassName id={pair.second} classes={all} />
        </span>
      ),
    },
    { id: 'before', title: titles.before, cell: (pair) => <><FigureOf figure={pair.before} />{rows(effect.before, pair, pair.items_before, 'before')}</>, align: 'end' },
    { id: 'after', title: titles.after, cell: (pair) => <><FigureOf figure={pair.after} />{rows(effect.after, pair, pair.items_after, 'after')}</>, align: 'end' },
    { id: 'difference', title: t('guideline.effect.difference'), cell: (pair) => <FigureOf figure={pair.difference} />, align: 'end' },
    { id: 'verdict', title: t('guideline.effect.verdict'), cell: (pair) => <Verdict verdict={pair.verdict} /> },
  ];
  const empty = (['before', 'after'] as const).find((side) => effect[side].judgments === 0);
  if (empty) {
    const side = t(`guideline.effect.${empty}`, { versions: rangeOf(effect[empty]) });
    return (
      <div className={classes.effect} data-testid="guideline-effect">
        <InlineNotice kind="info">{t('guideline.effect.empty', { side })}</InlineNotice>
        {effect.unversioned > 0 && <p className={classes.basis}>{t('guideline.effect.unversioned', { n: effect.unversioned })}</p>}
      </div>
    );
  }
  return (
    <div className={classes.effect} data-testid="guideline-effect">
      <Table label={t('guideline.effect.title')} rows={[{ id: 'alpha' }, { id: 'agreement' }] satisfies Line[]} rowKey={({ id }) => id} columns={sides} />
      <p className={classes.basis}>
        {t('guideline.effect.basis', {
          items: effect.before.items,
          judgments: effect.before.judgments,
          itemsAfter: effect.after.items,
          judgmentsAfter: effect.after.judgments,
        })}
      </p>
      <p className={classes.rows}>
        {opens && effect.before.judgments > 0 && (
          <Button size="small" onPress={() => show(effect.before)} data-testid="rows-before">
            {t('guideline.effect.rowsBefore')}
          </Button>
        )}
        {opens && effect.after.judgments > 0 && (
          <Button size="small" onPress={() => show(effect.after)} data-testid="rows-after">
            {t('guideline.effect.rowsAfter')}
          </Button>
        )}
      </p>
      {effect.shared_items > 0 && <p className={classes.basis}>{t('guideline.effect.shared', { n: effect.shared_items })}</p>}
      {effect.unversioned > 0 && <p className={classes.basis}>{t('guideline.effect.unversioned', { n: effect.unversioned })}</p>}
      <h3>{t('guideline.effect.pairs')}</h3>
      {effect.pairs.length === 0 ? (
        <InlineNotice kind="info">{t('guideline.effect.noPairs')}</InlineNotice>
      ) : (
        <>
          <Table label={t('guideline.effect.pairs')} rows={effect.pairs} rowKey={(pair) => `${pair.first} ${pair.second}`} columns={pairs} />
          <p className={classes.basis}>{t('guideline.effect.pairsHint')}</p>
        </>
      )}
    </div>
  );
}
