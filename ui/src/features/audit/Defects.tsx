import { navigate } from '@/app/routes';
import { Badge, Table, type TableColumn } from '@/components';
import { ClassName } from '@/features/item';
import type { Class, Defect } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Audit.module.css';

export interface DefectsProps {
  defects: readonly Defect[];
  classes: readonly Class[];
  /** They are to be decided on before the lot is audited again. */
  rework: boolean;
  /** There is an interval to point to. */
  rated: boolean;
}

/** The labels that the blind look contradicted; each opens where a lead can decide on it. */
export function Defects({ defects, classes: all, rework, rated }: DefectsProps) {
  const nameOf = (id: number) => all.find((each) => each.id === id)?.name ?? '';
  const look = (row: Defect) => void navigate('conflicts', { item: row.item });
  const columns: TableColumn<Defect>[] = [
    {
      id: 'item',
      title: t('audit.result.item'),
      cell: (row) => (
        <button type="button" className={classes.link} title={t('audit.result.look')} onClick={() => look(row)}>
          {row.key}
        </button>
      ),
      sortBy: (row) => row.key,
    },
    {
      id: 'reference',
      title: t('audit.result.reference'),
      cell: (row) => <ClassName id={row.reference} classes={all} />,
      sortBy: (row) => nameOf(row.reference),
    },
    { id: 'source', title: t('audit.result.source'), cell: (row) => sourceName(row.source), sortBy: (row) => row.source },
    {
      id: 'judged',
      title: t('audit.result.judged'),
      cell: (row) => <ClassName id={row.judged} classes={all} />,
      sortBy: (row) => nameOf(row.judged),
    },
  ];
  if (rework) {
    columns.push({
      id: 'rework',
      title: t('audit.again.column'),
      cell: (row) => (row.reworked ? <Badge icon="check">{t('audit.again.done')}</Badge> : <Badge tone="warn">{t('audit.again.todo')}</Badge>),
      sortBy: (row) => Number(row.reworked),
    });
  }
  return (
    <section className={classes.defects}>
      <h2>{t('audit.result.defects')}</h2>
      <Table
        label={t('audit.result.defects')}
        columns={columns}
        rows={defects}
        rowKey={(row) => row.item}
        onRow={look}
        empty={t(rated ? 'audit.result.none' : 'audit.result.noneEarly')}
      />
    </section>
  );
}

function sourceName(source: string): string {
  if (source === 'adjudication' || source === 'gold' || source === 'consensus') return t(`conflicts.source.${source}`);
  return source;
}
