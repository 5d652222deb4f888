import { FigureOf, Table, type TableColumn } from '@/components';
import type { AuditGroupRate } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { nameOf } from './GroupsForm';
import classes from './Audit.module.css';

const columns: TableColumn<AuditGroupRate>[] = [
  { id: 'name', title: t('audit.groups.name'), cell: ({ group }) => nameOf(group.name), sortBy: ({ group }) => group.name },
  {
    id: 'judged',
    title: t('audit.column.progress'),
    cell: ({ group }) => t('audit.progress', { done: group.judged, total: group.size }),
    sortBy: ({ group }) => group.judged,
    align: 'end',
  },
  { id: 'defects', title: t('audit.column.defects'), cell: ({ group }) => formatCount(group.defects), sortBy: ({ group }) => group.defects, align: 'end' },
  { id: 'population', title: t('audit.groups.population'), cell: ({ group }) => formatCount(group.population), sortBy: ({ group }) => group.population, align: 'end' },
  { id: 'rate', title: t('audit.column.rate'), cell: (row) => <FigureOf figure={row.error_rate} digits={3} />, sortBy: (row) => row.error_rate.value, align: 'end' },
];

/** The rate of each group that an audit was drawn from. */
export function GroupRates({ groups }: { groups: readonly AuditGroupRate[] }) {
  if (groups.length === 0) return null;
  return (
    <section className={classes.defects} data-testid="audit-group-rates">
      <h2>{t('audit.groups.title')}</h2>
      <Table label={t('audit.groups.title')} columns={columns} rows={groups} rowKey={({ group }) => group.name} />
    </section>
  );
}
