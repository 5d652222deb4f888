import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Badge, Button, FigureOf, InlineNotice, Table, type TableColumn } from '@/components';
import type { AttemptView, Overview, RaterView } from '@/generated/commands';
import { formatNumber, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import quality from '../Quality.module.css';
import { AsideDialog } from './AsideDialog';
import { Choose } from './Choose';
import classes from './Training.module.css';
import type { Change } from './useChange';

export interface PartProps {
  overview: Overview;
  /** May decide. */
  lead: boolean;
  change: Change;
}

/** Every rater: what was passed, the record on hidden gold, and the watch over it. */
export function Raters({ overview, lead, change }: PartProps) {
  const list = useQuery({ queryKey: ['raters'], queryFn: () => call('rater_list', null), refetchInterval: 10_000 });
  const [chosen, setChosen] = useState<number | null>(null);
  const [aside, setAside] = useState<RaterView | null>(null);
  const raters = list.data ?? [];
  const waiting = raters.filter(waits);
  const rater = raters.find(({ person }) => person === chosen) ?? (waiting.length > 0 ? waiting[0] : null) ?? null;
  const acts = useDecisions(rater, lead, change, setAside);
  return (
    <section className={quality.section} data-testid="raters">
      <header className={quality.head}>
        <h2>{t('training.raters.title')}</h2>
        <p>{t('training.raters.intro')}</p>
      </header>
      {list.error && <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>}
      {waiting.length > 0 && (
        <div data-testid="raters-waiting">
          <InlineNotice kind="warn">
            <strong>{t('training.raters.waiting', { n: waiting.length })}</strong> {t('training.raters.waitingHint')}
          </InlineNotice>
        </div>
      )}
      {list.data && (
        <div className={quality.tall}>
          <Table
            label={t('training.raters.title')}
            columns={columnsFor(overview, setChosen)}
            rows={raters}
            rowKey={({ person }) => person}
            onRow={({ person }) => setChosen(person)}
            selectedKey={rater?.person ?? null}
            empty={t('training.raters.none')}
          />
        </div>
      )}
      {rater && <Detail rater={rater} acts={acts} />}
      {lead && raters.length > 0 && <p className={quality.quiet}>{t('training.raters.select')}</p>}
      {aside && <AsideDialog rater={aside} change={change} onClose={() => setAside(null)} />}
    </section>
  );
}

const gateOf = ({ stage }: RaterView): string => (stage.kind === 'gated' ? stage.gate.kind : stage.kind);

const waits = (rater: RaterView): boolean => ['paused', 'undecided', 'failed'].includes(gateOf(rater));

interface Act {
  id: 'resume' | 'setAside' | 'pass' | 'again';
  label: string;
  run: () => void;
}

/** What can be decided about a rater, by key and by button. */
function useDecisions(rater: RaterView | null, lead: boolean, change: Change, onAside: (rater: RaterView) => void): Act[] {
  const gate = rater && gateOf(rater);
  const may = {
    resume: lead && gate === 'paused',
    setAside: lead && rater !== null,
    pass: lead && (gate === 'undecided' || gate === 'failed' || gate === 'test' || gate === 'gold_missing'),
    again: lead && (gate === 'undecided' || gate === 'failed'),
  };
  const decide = (decision: 'pass' | 'again') => {
    if (!rater) return;
    const { person, name } = rater;
    const said = t(decision === 'pass' ? 'training.raters.passed' : 'training.raters.granted', { name });
    void change(() => call('qualification_decide', { person, decision }), said);
  };
  const resume = () => {
    if (!rater) return;
    const { person, name } = rater;
    void change(() => call('rater_resume', { person }), t('training.raters.resumed', { name }));
  };
  const aside = () => rater && onAside(rater);
  useAction('quality.resume', resume, may.resume);
  useAction('quality.setAside', aside, may.setAside);
  useAction('quality.pass', () => decide('pass'), may.pass);
  useAction('quality.again', () => decide('again'), may.again);
  const untried = rater?.attempts.length === 0;
  const acts: Act[] = [
    { id: 'resume', label: t('training.raters.resume'), run: resume },
    { id: 'pass', label: t(untried ? 'training.raters.without' : 'training.raters.pass'), run: () => decide('pass') },
    { id: 'again', label: t('training.raters.again'), run: () => decide('again') },
    { id: 'setAside', label: t('training.raters.setAside'), run: aside },
  ];
  return acts.filter(({ id }) => may[id]);
}

/** More of one rater, and what can be decided. */
function Detail({ rater, acts }: { rater: RaterView; acts: readonly Act[] }) {
  const { watch } = rater;
  return (
    <div className={classes.detail} data-testid="rater-detail">
      <header>
        <strong dir="auto">{rater.name}</strong>
        <StageBadge rater={rater} />
        <span className={classes.acts}>
          {acts.map((act) => (
            <ActButton key={act.id} act={act} />
          ))}
        </span>
      </header>
      {watch && watch.golds > 0 && (
        <p>
          {watch.paused_at !== null &&
            t('training.raters.pausedOn', {
              time: formatTime(watch.paused_at),
              sum: formatNumber(watch.sum),
              limit: formatNumber(watch.limit),
            })}{' '}
          {t('training.raters.goldsSince', { n: watch.golds, zero: watch.since_zero })} <FigureOf figure={watch.accuracy} />
        </p>
      )}
      {rater.attempts.map((attempt) => (
        <p key={attempt.attempt}>
          {attempt.attempt > 0 && t('training.raters.attemptOf', { n: attempt.attempt, of: Math.max(attempt.attempt, attempt.rule.attempts) })}{' '}
          {attemptWords(attempt)} {attempt.attempt > 0 && attempt.accuracy.n > 0 && <FigureOf figure={attempt.accuracy} />}
        </p>
      ))}
      {rater.set_aside > 0 && <p>{t('training.raters.aside', { n: rater.set_aside })}</p>}
    </div>
  );
}

function ActButton({ act }: { act: Act }) {
  const keys = useActionKeys(`quality.${act.id}`);
  return (
    <Button size="small" keys={keys} onPress={act.run} data-testid={`rater-${act.id}`}>
      {act.label}
    </Button>
  );
}

function attemptWords(attempt: AttemptView): string {
  const { right, wrong, verdict, decision } = attempt;
  const said =
    attempt.attempt === 0
      ? t('training.raters.waived')
      : t('training.raters.attempt', { verdict: t(`training.raters.verdict.${verdictOf(verdict)}`), right, n: right + wrong });
  return decision ? `${said}, ${t(`training.raters.decided.${decision}`)}` : said;
}

const VERDICTS = ['open', 'pass', 'fail', 'undecided'] as const;
const verdictOf = (word: string) => VERDICTS.find((each) => each === word) ?? 'open';

function StageBadge({ rater }: { rater: RaterView }) {
  const { stage } = rater;
  switch (stage.kind) {
    case 'work':
      return <Badge tone="ok">{t('training.raters.is.work')}</Badge>;
    case 'practice':
      return <Badge>{t('training.raters.is.practice', { done: stage.done, of: stage.of })}</Badge>;
    case 'qualification':
      return <Badge tone="accent">{t('training.raters.is.qualification', { n: stage.done })}</Badge>;
    case 'gated':
      return (
        <Badge tone={waits(rater) ? 'warn' : 'neutral'} icon={waits(rater) ? 'warning' : undefined}>
          {t(`training.raters.is.${stage.gate.kind}`)}
        </Badge>
      );
  }
}

/** Only what the policy asks for. */
function columnsFor({ policy, guideline_version }: Overview, onChoose: (person: number) => void): TableColumn<RaterView>[] {
  const { rules, gold_share } = policy;
  const columns: (TableColumn<RaterView> | false)[] = [
    { id: 'name', title: t('training.raters.name'), cell: ({ person, name }) => <Choose onPress={() => onChoose(person)}>{name}</Choose>, sortBy: ({ name }) => name },
    { id: 'stage', title: t('training.raters.stage'), cell: (rater) => <StageBadge rater={rater} />, sortBy: gateOf },
    rules.accept_guideline && {
      id: 'guideline',
      title: t('training.raters.guideline'),
      cell: ({ guideline_accepted }) =>
        guideline_accepted === null ? (
          <span className={quality.quiet}>{t('training.raters.guidelineNone')}</span>
        ) : (
          <span className={guideline_accepted < guideline_version ? classes.old : undefined}>
            {t('training.raters.guidelineVersion', { n: guideline_accepted })}
          </span>
        ),
      sortBy: ({ guideline_accepted }) => guideline_accepted,
    },
    rules.practice > 0 && {
      id: 'practice',
      title: t('training.raters.practice'),
      align: 'end',
      cell: ({ practised }) => practised,
      sortBy: ({ practised }) => practised,
    },
    rules.qualification !== null && {
      id: 'test',
      title: t('training.raters.test'),
      cell: ({ attempts }) => attempts.map(attemptWords).join('; '),
    },
    (gold_share > 0 || rules.monitor !== null) && {
      id: 'gold',
      title: t('training.raters.gold'),
      cell: ({ gold }) =>
        gold.n === 0 ? <span className={quality.quiet}>{t('training.raters.noGold')}</span> : <FigureOf figure={gold} />,
      sortBy: ({ gold }) => gold.value,
    },
    rules.monitor !== null && {
      id: 'watch',
      title: t('training.raters.watch'),
      cell: ({ watch }) => watch && <SumBar sum={watch.sum} limit={watch.limit} />,
      sortBy: ({ watch }) => watch?.sum ?? null,
      width: 180,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** S as a bar up to its limit, with both numbers. */
function SumBar({ sum, limit }: { sum: number; limit: number }) {
  const share = Math.min(1, sum / limit);
  return (
    <span className={classes.sum}>
      <span className={classes.track} aria-hidden>
        <span className={share >= 1 ? classes.full : classes.fill} style={{ width: `${share * 100}%` }} />
      </span>
      {formatNumber(sum)} / {formatNumber(limit)}
    </span>
  );
}
