import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate } from '@/app/routes';
import { Button, InlineNotice, Table, type TableColumn } from '@/components';
import type { DoubtfulGold } from '@/generated/commands';
import { ClassName, VoteSplit } from '@/features/item';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import quality from '../Quality.module.css';
import { EditGold } from './EditGold';
import type { PartProps } from './Raters';
import classes from './Training.module.css';

/** Gold that good raters miss above chance: perhaps it is the known answer that is wrong. */
export function Doubtful({ overview, lead, change }: PartProps) {
  const list = useQuery({ queryKey: ['gold_doubtful'], queryFn: () => call('gold_doubtful', null) });
  const [edited, setEdited] = useState<DoubtfulGold | null>(null);
  const all = overview.question.classes;
  const columns: TableColumn<DoubtfulGold>[] = [
    { id: 'item', title: t('training.pool.item'), cell: ({ gold }) => gold.key, sortBy: ({ gold }) => gold.key },
    {
      id: 'answers',
      title: t('training.pool.answers'),
      cell: ({ gold }) => (
        <span className={classes.answers}>
          {gold.answers.map((id) => (
            <ClassName key={id} id={id} classes={all} />
          ))}
        </span>
      ),
    },
    {
      id: 'missed',
      title: t('training.doubtful.missed'),
      align: 'end',
      cell: ({ wrong, answers }) => t('training.doubtful.of', { wrong, n: answers }),
      sortBy: ({ wrong, answers }) => wrong / answers,
    },
    {
      id: 'expected',
      title: t('training.doubtful.expected'),
      align: 'end',
      cell: ({ expected_wrong }) => formatNumber(expected_wrong, 1),
      sortBy: ({ expected_wrong }) => expected_wrong,
    },
    {
      id: 'p',
      title: t('training.doubtful.p'),
      align: 'end',
      cell: ({ adjusted }) => (adjusted < 0.0001 ? '< 0.0001' : formatNumber(adjusted, 4)),
      sortBy: ({ adjusted }) => adjusted,
    },
    { id: 'instead', title: t('training.doubtful.instead'), cell: ({ instead }) => <VoteSplit split={instead} classes={all} legend /> },
    {
      id: 'act',
      title: t('training.raters.act'),
      cell: (row) => (
        <span className={classes.acts}>
          <Button size="small" isDisabled={!lead} onPress={() => void navigate('conflicts', { item: row.gold.item })} data-testid="doubtful-open">
            {t('training.doubtful.open')}
          </Button>
          <Button size="small" isDisabled={!lead} onPress={() => setEdited(row)} data-testid="doubtful-change">
            {t('training.doubtful.change')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <section className={quality.section} data-testid="doubtful">
      <header className={quality.head}>
        <h2>{t('training.doubtful.title')}</h2>
        <p>{t('training.doubtful.intro')}</p>
      </header>
      {list.error && <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>}
      {list.data?.length === 0 && <p className={quality.quiet}>{t('training.doubtful.none')}</p>}
      {list.data && list.data.length > 0 && (
        <Table label={t('training.doubtful.title')} columns={columns} rows={list.data} rowKey={({ gold }) => gold.item} />
      )}
      {edited && <EditGold gold={edited.gold} all={all} change={change} onClose={() => setEdited(null)} />}
    </section>
  );
}
