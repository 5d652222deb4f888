import { useMemo, useState } from 'react';
import { Icon } from '@/components';
import type { DrawFrom, PriorityRow, StratumView } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { FigureCell } from './FigureCell';
import { HlpCell, RankCell } from './EditCells';
import { Remedies } from './Remedies';
import { COLUMNS, inOrder, nextOrder, type Key, type Order } from './order';
import classes from './Priorities.module.css';

export interface PriorityTableProps {
  project: string;
  rows: readonly PriorityRow[];
  readOnly: boolean;
  onOpen: (row: PriorityRow) => void;
  onDraw: (from: DrawFrom) => void;
  onShow: (filter: string) => void;
}

export function PriorityTable({ project, rows, readOnly, onOpen, onDraw, onShow }: PriorityTableProps) {
  const [order, setOrder] = useState<Order | null>(null);
  const sorted = useMemo(() => inOrder(rows, order), [rows, order]);
  const edit = { project, readOnly };
  return (
    <div className={classes.scroll} role="region" aria-label={t('priorities.table')} tabIndex={0}>
      <table className={classes.table} data-testid="priorities">
        <caption className="visually-hidden">{t('priorities.table')}</caption>
        <thead>
          <tr>
            {COLUMNS.map((key) => (
              <Head key={key} id={key} order={order} onSort={() => setOrder((now) => nextOrder(now, key))} />
            ))}
            <th scope="col" title={t('priorities.help.looked')}>
              {t('priorities.column.looked')}
            </th>
          </tr>
        </thead>
        {sorted.map((row) => (
          <tbody key={row.tag.id} data-testid={`priority-${row.tag.id}`}>
            <tr className={classes.row}>
              <th scope="row">
                <button type="button" className={classes.tag} title={t('priorities.open', { name: row.tag.name })} onClick={() => onOpen(row)}>
                  <span className={classes.dot} style={{ background: row.tag.colour }} />
                  <bdi>{row.tag.name}</bdi>
                </button>
              </th>
              <FigureCell figure={row.hlp_gain} points missing={t('priorities.setHlp')} testId="hlp_gain" note={row.hlp_gain?.value != null && row.hlp_gain.value <= 0 ? t('priorities.noGain') : undefined} />
              <FigureCell figure={row.zero_error_ceiling} points testId="zero_error_ceiling" />
              <FigureCell figure={row.share_of_errors} testId="share_of_errors" />
              <FigureCell figure={row.miss_rate} testId="miss_rate" />
              <FigureCell figure={row.share_of_items} testId="share_of_items" />
              <HlpCell tag={row.tag} offer={row.hlp_offer} {...edit} />
              <FigureCell figure={row.gap} points signed missing="–" testId="gap" />
              <RankCell tag={row.tag} field="importance" {...edit} />
              <RankCell tag={row.tag} field="ease" {...edit} />
              <td className={classes.looked}>
                <Looked which="wrong" stratum={row.wrong} />
                <Looked which="right" stratum={row.right} />
              </td>
            </tr>
            <Remedies row={row} columns={COLUMNS.length + 1} readOnly={readOnly} onDraw={onDraw} onShow={onShow} />
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface HeadProps {
  id: Key;
  order: Order | null;
  onSort: () => void;
}

function Head({ id, order, onSort }: HeadProps) {
  const own = order?.by === id ? order : null;
  const title = t(`priorities.column.${id}`);
  return (
    <th
      scope="col"
      className={cx(id !== 'tag' && classes.number)}
      aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}
      title={t(`priorities.help.${id}`)}
    >
      <button type="button" className={classes.sort} onClick={onSort} data-testid={`sort-${id}`} aria-label={t('priorities.sortBy', { column: title })}>
        <span>{title}</span>
        {own && <Icon name={own.descending ? 'arrow-down' : 'arrow-up'} size={12} />}
      </button>
      {id !== 'tag' && <span className={classes.unit}>{t(`priorities.unit.${id}`)}</span>}
    </th>
  );
}

const HOW = ['all', 'random', 'unfinished', 'hand_picked', 'none'] as const;

function Looked({ which, stratum }: { which: Exclude<DrawFrom, 'any'>; stratum: StratumView }) {
  const how = HOW.find((each) => each === stratum.looked) ?? 'none';
  const counts = { seen: formatCount(stratum.seen), size: formatCount(stratum.size) };
  const words: string = {
    all: () => t('priorities.looked.all', { size: counts.size }),
    random: () => t('priorities.looked.random', counts),
    unfinished: () => t('priorities.looked.unfinished', counts),
    hand_picked: () => t('priorities.looked.hand_picked', counts),
    none: () => t('priorities.looked.none', { size: counts.size }),
  }[how]();
  return (
    <span className={classes.stratum} data-looked={how}>
      <span className={classes.which}>{t(`priorities.looked.${which}`)}</span> {words}
    </span>
  );
}
