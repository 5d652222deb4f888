import { useMemo, useState } from 'react';
import { Checkbox, Icon } from '@/components';
import type { DrawFrom, PrioritiesReport, PriorityRow, StratumView } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { FigureCell } from './FigureCell';
import { HlpCell, RankCell } from './EditCells';
import { Remedies } from './Remedies';
import { columnsOf, inOrder, lanes, nextOrder, rankedBy, type Key, type Order, type View } from './order';
import classes from './Priorities.module.css';

export interface PriorityTableProps {
  project: string;
  report: PrioritiesReport;
  view: View;
  readOnly: boolean;
  chosen: readonly number[];
  onChoose: (tags: readonly number[]) => void;
  onOpen: (row: PriorityRow) => void;
  onDraw: (from: DrawFrom) => void;
  onShow: (filter: string) => void;
}

export function PriorityTable({ project, report, view, readOnly, chosen, onChoose, onOpen, onDraw, onShow }: PriorityTableProps) {
  const [order, setOrder] = useState<Order | null>(null);
  const sorted = useMemo(() => inOrder(report.rows, order), [report.rows, order]);
  const columns = columnsOf(view, report.formula !== null);
  const by = rankedBy(report.rows, order);
  const bands = (by === 'hlp_gain' ? report.by_gain : report.by_ceiling).bands.slice(0, LANES);
  return (
    <>
      <Ties report={report} by={by} />
      <div className={classes.scroll} role="region" aria-label={t('priorities.table')} tabIndex={0}>
        <table className={classes.table} data-testid="priorities">
          <caption className="visually-hidden">{t('priorities.table')}</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.choose}>
                <span className="visually-hidden">{t('priorities.whatIf.column')}</span>
              </th>
              {columns.map((key) => (
                <Head key={key} id={key} order={order} formula={report.formula} onSort={() => setOrder((now) => nextOrder(now, key))} />
              ))}
              <th scope="col" title={t('priorities.help.looked')}>
                {t('priorities.column.looked')}
              </th>
            </tr>
          </thead>
          {sorted.map((row) => {
            const rank = by === 'hlp_gain' ? row.gain_rank : row.ceiling_rank;
            return (
              <tbody key={row.tag.id} data-testid={`priority-${row.tag.id}`}>
                <tr className={classes.row}>
                  <td className={classes.choose}>
                    <Lanes of={lanes(rank?.rank, bands)} />
                    <Checkbox
                      selected={chosen.includes(row.tag.id)}
                      testId={`choose-${row.tag.id}`}
                      onChange={(on) => onChoose(on ? [...chosen, row.tag.id] : chosen.filter((id) => id !== row.tag.id))}
                    >
                      <span className="visually-hidden">{t('priorities.whatIf.choose', { name: row.tag.name })}</span>
                    </Checkbox>
                  </td>
                  <th scope="row">
                    <button type="button" className={classes.tag} title={t('priorities.open', { name: row.tag.name })} onClick={() => onOpen(row)}>
                      <span className={classes.dot} style={{ background: row.tag.colour }} />
                      <bdi>{row.tag.name}</bdi>
                    </button>
                    {row.tag.rule !== null && (
                      <span className={classes.rule} title={row.tag.rule}>
                        {t('priorities.rule')}
                      </span>
                    )}
                  </th>
                  {columns.slice(1).map((key) => (
                    <Body key={key} id={key} row={row} project={project} readOnly={readOnly} />
                  ))}
                  <td className={classes.looked}>
                    <Looked which="wrong" stratum={row.wrong} />
                    <Looked which="right" stratum={row.right} />
                  </td>
                </tr>
                <Remedies row={row} columns={columns.length + 2} readOnly={readOnly} onDraw={onDraw} onShow={onShow} />
              </tbody>
            );
          })}
        </table>
      </div>
    </>
  );
}

/** Bands side by side at most. */
const LANES = 3;

function Lanes({ of }: { of: readonly boolean[] }) {
  return (
    <span className={classes.lanes} aria-hidden>
      {of.map((on, lane) => (
        <i key={lane} data-on={on || undefined} />
      ))}
    </span>
  );
}

/** Which ranks cannot be told apart, in words. */
function Ties({ report, by }: { report: PrioritiesReport; by: 'hlp_gain' | 'zero_error_ceiling' }) {
  const { bands, undefined_because: because } = by === 'hlp_gain' ? report.by_gain : report.by_ceiling;
  const what = t(by === 'hlp_gain' ? 'priorities.chart.gain' : 'priorities.chart.ceiling');
  if (because !== null) return <p className={classes.ties}>{t('priorities.rank.none', { what, because })}</p>;
  const ranked = report.rows.filter((row) => (by === 'hlp_gain' ? row.gain_rank : row.ceiling_rank) !== null).length;
  if (ranked < 2) return null;
  const runs = bands.map((band) => t('priorities.rank.band', { from: band.from, to: band.to }));
  return (
    <p className={classes.ties} data-testid="ties">
      {bands.length === 0 ? t('priorities.rank.apart', { what }) : t('priorities.rank.ties', { what, bands: runs.join(t('priorities.rank.and')) })}
    </p>
  );
}

/** One cell of a row. */
function Body({ id, row, project, readOnly }: { id: Key; row: PriorityRow; project: string; readOnly: boolean }) {
  const edit = { project, readOnly };
  const weighted = row.weighted;
  switch (id) {
    case 'tag':
      return null;
    case 'hlp_gain':
      return (
        <FigureCell
          figure={row.hlp_gain}
          points
          missing={t('priorities.setHlp')}
          weighted={weighted?.hlp_gain}
          rank={row.gain_rank}
          note={row.hlp_gain?.value != null && row.hlp_gain.value <= 0 ? t('priorities.noGain') : undefined}
          testId={id}
        />
      );
    case 'zero_error_ceiling':
      return <FigureCell figure={row[id]} points weighted={weighted?.[id]} rank={row.ceiling_rank} testId={id} />;
    case 'share_of_errors':
    case 'miss_rate':
    case 'share_of_items':
    case 'accuracy':
      return <FigureCell figure={row[id]} weighted={weighted?.[id]} testId={id} />;
    case 'only':
    case 'split':
      return <FigureCell figure={row[id]} testId={id} />;
    case 'gap':
      return <FigureCell figure={row.gap} points signed missing="–" weighted={weighted?.gap} testId={id} />;
    case 'hlp':
      return row.level?.baseline == null ? <HlpCell tag={row.tag} offer={row.hlp_offer} {...edit} /> : <Level row={row} />;
    case 'importance':
    case 'ease':
      return <RankCell tag={row.tag} field={id} {...edit} />;
    case 'score':
      return (
        <td className={classes.number} data-testid={id} data-value={row.score?.value ?? undefined} title={row.score?.undefined_because ?? undefined}>
          {row.score?.value == null ? <span className={classes.missing}>–</span> : <span className={classes.value}>{formatNumber(row.score.value, 4)}</span>}
        </td>
      );
    case 'group':
      return <td className={classes.words}>{row.tag.group || '–'}</td>;
    case 'owner':
      return <td className={classes.words}>{row.owner ?? '–'}</td>;
  }
}

/** The level of a baseline, which is not edited here. */
function Level({ row }: { row: PriorityRow }) {
  const level = row.level;
  if (level?.baseline == null) return null;
  const n = level.n === null ? '' : t('priorities.level.n', { n: formatCount(level.n) });
  return (
    <td className={classes.number} data-testid="level" title={t(level.on_tag ? 'priorities.level.onTag' : 'priorities.level.onAll', { name: level.baseline })}>
      <span className={classes.value}>{formatNumber(level.value * 100, 1)}</span>
      <span className={classes.interval}>
        {level.baseline} {n}
      </span>
    </td>
  );
}

interface HeadProps {
  id: Key;
  order: Order | null;
  formula: string | null;
  onSort: () => void;
}

const WORDS: readonly Key[] = ['tag', 'group', 'owner'];

function Head({ id, order, formula, onSort }: HeadProps) {
  const own = order?.by === id ? order : null;
  const title = t(`priorities.column.${id}`);
  return (
    <th
      scope="col"
      className={cx(!WORDS.includes(id) && classes.number)}
      aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}
      title={t(`priorities.help.${id}`)}
    >
      <button type="button" className={classes.sort} onClick={onSort} data-testid={`sort-${id}`} aria-label={t('priorities.sortBy', { column: title })}>
        <span>{title}</span>
        {own && <Icon name={own.descending ? 'arrow-down' : 'arrow-up'} size={12} />}
      </button>
      {id === 'score' ? <code className={classes.unit}>{formula}</code> : <Unit id={id} />}
    </th>
  );
}

function Unit({ id }: { id: Exclude<Key, 'score'> }) {
  if (id === 'tag' || id === 'group' || id === 'owner') return null;
  return <span className={classes.unit}>{t(`priorities.unit.${id}`)}</span>;
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
