import { Button, Table, Tooltip } from '@/components';
import { Words } from '@/features/project/Trouble';
import type { EventRow, Person } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './History.module.css';
import { showItemHistory } from './state';
import { useUndo } from './useUndo';

export interface EventTableProps {
  label: string;
  rows: readonly EventRow[];
  people: readonly Person[];
  /** Nothing can be taken back, as in a project that is read-only. */
  fixed?: boolean;
  /** Other rows were asked for: these can be read but not pressed, lest a press meets the row that comes in its place. */
  leaving?: boolean;
}

/** Events with what can be done about each. */
export function EventTable({ label, rows, people, fixed = false, leaving = false }: EventTableProps) {
  const undo = useUndo();
  const names = new Map(people.map((person) => [person.id, person.name]));
  const who = (row: EventRow) =>
    row.event.person === null ? t('project.history.nobody') : (names.get(row.event.person) ?? '?');
  return (
    <div aria-busy={leaving} inert={leaving} className={leaving ? classes.leaving : undefined}>
      <Table
        label={label}
        rows={rows}
        rowKey={(row) => row.event.id}
        empty={t('history.none')}
        columns={[
          {
            id: 'when',
            title: t('history.columns.when'),
            width: 150,
            cell: (row) => <span className={classes.nowrap}>{formatTime(row.event.made_at)}</span>,
          },
          { id: 'who', title: t('history.columns.who'), width: 130, cell: who },
          { id: 'what', title: t('history.columns.what'), cell: (row) => <What row={row} /> },
          {
            id: 'undo',
            title: t('history.columns.undo'),
            width: 110,
            align: 'end',
            cell: (row) => (
              <Undo row={row} disabled={fixed || undo.isPending} onPress={() => undo.mutate(row)} />
            ),
          },
        ]}
      />
    </div>
  );
}

function What({ row }: { row: EventRow }) {
  const { item } = row;
  const key = /`([^`]+)`/.exec(row.event.summary)?.[1];
  return (
    <span className={cx(classes.what, row.event.undone_by !== null && classes.undone)}>
      <Words text={row.event.summary || t('history.columns.what')} />{' '}
      {item !== null && (
        <button
          type="button"
          className={classes.link}
          onClick={() => showItemHistory(item, key ?? String(item))}
          data-testid={`event-item-${row.event.id}`}
        >
          {t('history.item.open')}
        </button>
      )}
    </span>
  );
}

function Undo({ row, disabled, onPress }: { row: EventRow; disabled: boolean; onPress: () => void }) {
  if (row.stays !== null) {
    const word = t(row.event.undone_by === null ? 'history.stays' : 'history.gone');
    const reason = row.stays.charAt(0).toUpperCase() + row.stays.slice(1);
    return (
      <Tooltip text={`${reason}.`}>
        <Button size="small" variant="quiet" aria-disabled className={classes.stays} aria-label={`${word}: ${reason}`}>
          {word}
        </Button>
      </Tooltip>
    );
  }
  return (
    <Button size="small" isDisabled={disabled} onPress={onPress} data-testid={`undo-${row.event.id}`} data-command={row.root}>
      {t(row.event.undoes === null ? 'history.undo' : 'history.redo')}
    </Button>
  );
}
