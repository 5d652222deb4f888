import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, InlineNotice, NumberField, Table, TextField, type TableColumn } from '@/components';
import type { GoldItem, GoldPool as Pool } from '@/generated/commands';
import { ClassName } from '@/features/item/ClassName';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import quality from '../Quality.module.css';
import { Choose } from './Choose';
import { EditGold } from './EditGold';
import type { PartProps } from './Raters';
import classes from './Training.module.css';

/** Items listed at once. */
const MOST = 500;

/** What the gold is for, drawn by a seed or set item by item. */
export function GoldPool({ overview, lead, change }: PartProps) {
  const pool = useQuery({ queryKey: ['gold_pool'], queryFn: () => call('gold_pool', null) });
  const [shown, setShown] = useState(false);
  return (
    <section className={quality.section} data-testid="gold-pool">
      <header className={quality.head}>
        <h2>{t('training.pool.title')}</h2>
        <p data-testid="pool-counts">{pool.data && countsOf(pool.data)}</p>
        <Button size="small" onPress={() => setShown(!shown)} data-testid="pool-show">
          {t(shown ? 'training.pool.hide' : 'training.pool.show')}
        </Button>
      </header>
      {pool.error && <InlineNotice kind="error">{AssayError.from(pool.error).message}</InlineNotice>}
      {pool.data && <Needs pool={pool.data} />}
      {pool.data && lead && <Divide pool={pool.data} change={change} />}
      {shown && <Items overview={overview} lead={lead} change={change} />}
    </section>
  );
}

const countsOf = ({ pool }: Pool): string =>
  t('training.pool.counts', { practice: pool.practice, qualification: pool.qualification, hidden: pool.hidden });

function Needs({ pool }: { pool: Pool }) {
  const { practice_needed, qualification_needed } = pool;
  if (practice_needed === 0 && qualification_needed === 0) return null;
  const short = pool.pool.practice < practice_needed || pool.pool.qualification < qualification_needed;
  const needs = t('training.pool.needs', { practice: practice_needed, qualification: qualification_needed });
  return (
    <InlineNotice kind={short ? 'warn' : 'ok'}>
      {needs} {short && t('training.pool.short')}{' '}
      {pool.pool.unexplained > 0 && t('training.pool.unexplained', { n: pool.pool.unexplained })}
    </InlineNotice>
  );
}

function Divide({ pool, change }: { pool: Pool; change: PartProps['change'] }) {
  // None: as it stands, also where others divide it meanwhile.
  const [typed, setTyped] = useState<{ practice?: number; qualification?: number }>({});
  const { practice, qualification } = { ...pool.pool, ...typed };
  const [seed, setSeed] = useState('');
  const all = pool.pool.practice + pool.pool.qualification + pool.pool.hidden;
  const seedOk = seed.trim() === '' || (/^\d+$/.test(seed.trim()) && Number.isSafeInteger(Number(seed)));
  const ready = Number.isFinite(practice) && Number.isFinite(qualification) && seedOk;
  const divide = () =>
    void change(
      () => call('gold_divide', { practice, qualification, seed: seed.trim() === '' ? undefined : Number(seed) }),
      t('training.pool.divided'),
    ).then((done) => {
      if (!done) return;
      // What was typed since stays.
      setTyped((now) => (now === typed ? {} : now));
      setSeed((now) => (now === seed ? '' : now));
    });
  return (
    <div className={classes.divide}>
      <NumberField label={t('training.pool.forPractice')} value={practice} onChange={(next) => setTyped((now) => ({ ...now, practice: next }))} min={0} max={all} testId="pool-practice" />
      <NumberField
        label={t('training.pool.forQualification')}
        value={qualification}
        onChange={(next) => setTyped((now) => ({ ...now, qualification: next }))}
        min={0}
        max={all}
        testId="pool-qualification"
      />
      <TextField
        label={t('training.pool.seed')}
        placeholder={t('training.pool.seedHint')}
        value={seed}
        onChange={setSeed}
        mono
        error={seedOk ? null : t('training.pool.seedInvalid')}
        testId="pool-seed"
      />
      <Button isDisabled={!ready} onPress={divide} data-testid="pool-divide">
        {t('training.pool.divide')}
      </Button>
    </div>
  );
}

function Items({ overview, lead, change }: PartProps) {
  const items = useQuery({ queryKey: ['gold_list'], queryFn: () => call('gold_list', { limit: MOST }) });
  const [edited, setEdited] = useState<GoldItem | null>(null);
  const all = overview.question.classes;
  const columns: TableColumn<GoldItem>[] = [
    { id: 'item', title: t('training.pool.item'), cell: (gold) => lead ? <Choose onPress={() => setEdited(gold)}>{gold.key}</Choose> : gold.key, sortBy: ({ key }) => key },
    {
      id: 'part',
      title: t('training.pool.part'),
      cell: ({ part }) => <Badge tone={part === 'hidden' ? 'neutral' : 'accent'}>{t(`training.pool.${part}`)}</Badge>,
      sortBy: ({ part }) => part,
    },
    {
      id: 'answers',
      title: t('training.pool.answers'),
      cell: ({ answers }) => (
        <span className={classes.answers}>
          {answers.map((id) => (
            <ClassName key={id} id={id} classes={all} />
          ))}
        </span>
      ),
    },
    { id: 'why', title: t('training.pool.explanation'), cell: ({ explanation }) => <span className={classes.why}>{explanation}</span> },
  ];
  return (
    <>
      <div className={quality.tall} data-testid="pool-items">
        <Table
          label={t('training.pool.title')}
          columns={columns}
          rows={items.data ?? []}
          rowKey={({ item }) => item}
          onRow={lead ? setEdited : undefined}
        />
      </div>
      {items.data?.length === MOST && <p className={quality.quiet}>{t('training.pool.limit', { n: MOST })}</p>}
      {edited && <EditGold gold={edited} all={all} change={change} onClose={() => setEdited(null)} />}
    </>
  );
}
