import { useQuery } from '@tanstack/react-query';
import { Badge, Button, InlineNotice, Table, type TableColumn } from '@/components';
import type { GoldView } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { DotPlot } from './DotPlot';
import { inline } from './figure';
import classes from './Quality.module.css';

/** Every rater against what is known. */
export function Gold({ onSave, saving }: { onSave: () => void; saving: boolean }) {
  const gold = useQuery({ queryKey: ['gold'], queryFn: () => call('quality_gold', null) });
  const report = gold.data;
  const rows = report?.raters.filter(({ n }) => n > 0) ?? [];
  return (
    <section className={classes.section} data-testid="gold">
      <header className={classes.head}>
        <h2>{t('quality.gold.title')}</h2>
        <p>{report && t('quality.gold.intro', { n: report.gold_items })}</p>
        <Button size="small" icon="download" isDisabled={rows.length === 0 || saving} onPress={onSave}>
          {t('quality.save')}
        </Button>
      </header>
      {gold.error && <InlineNotice kind="error">{AssayError.from(gold.error).message}</InlineNotice>}
      {report && report.gold_items === 0 && <p className={classes.quiet}>{t('quality.gold.none')}</p>}
      {report && report.gold_items > 0 && (
        <div className={classes.tall}>
          <Table
            label={t('quality.gold.title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.rater}
            initialSort={{ column: 'accuracy', descending: true }}
            empty={t('quality.gold.noLooks')}
          />
        </div>
      )}
    </section>
  );
}

const columns: TableColumn<GoldView>[] = [
  {
    id: 'rater',
    title: t('quality.gold.rater'),
    cell: (row) => (
      <span className={classes.rater}>
        {row.rater} {row.simulated && <Badge>{t('quality.gold.simulated')}</Badge>}
      </span>
    ),
    sortBy: (row) => row.rater,
  },
  {
    id: 'accuracy',
    title: t('quality.gold.accuracy'),
    cell: (row) => inline(row.accuracy),
    sortBy: (row) => row.accuracy.value,
    width: 220,
  },
  { id: 'plot', title: t('quality.gold.plot'), cell: (row) => <DotPlot figure={row.accuracy} />, width: 360 },
];
