import { useEffect, useMemo, useRef, useState } from 'react';
import { runAction, useAction } from '@/actions';
import { Badge, Button, EmptyState, Figure, FigureOf, Icon, InlineNotice } from '@/components';
import type { Class, Overview, Run, SuspectRow, SuspectsReport } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { SendBar } from './SendBar';
import { SuspectPane } from './SuspectPane';
import { useSuspects } from './data';
import classes from './Suspects.module.css';

export interface SuspectListProps {
  overview: Overview;
  run: Run;
  classes: readonly Class[];
  onSent: () => void;
  onCollected: () => void;
}

/** Suspected labels, most suspect first, with the item of the active one beside. */
export function SuspectList({ overview, run, classes: known, onSent, onCollected }: SuspectListProps) {
  const { data: report, error } = useSuspects(overview.uid, run.id);
  const rows = useMemo(() => report?.rows ?? [], [report]);
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const list = useRef<HTMLTableSectionElement>(null);
  const toggle = (item: number) =>
    setChosen((now) => (now.has(item) ? new Set([...now].filter((each) => each !== item)) : new Set([...now, item])));
  const step = (by: number) => setActive(Math.max(0, Math.min(rows.length - 1, at + by)));

  useAction('suspects.next', () => step(1), rows.length > 0);
  useAction('suspects.previous', () => step(-1), rows.length > 0);
  useAction(
    'suspects.select',
    () => {
      const row = rows[at];
      if (!row) return;
      toggle(row.item);
      step(1);
    },
    rows.length > 0 && !overview.read_only,
  );
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const fault = error && <InlineNotice kind="error">{AssayError.from(error).message}</InlineNotice>;
  if (!report) return fault;
  const row = rows[at];
  return (
    <>
      {fault}
      <Summary report={report} />
      {!row ? (
        <EmptyState icon="check" title={t('suspects.none.title')}>
          {t('suspects.none.text')}
        </EmptyState>
      ) : (
        <div className={classes.split}>
          <div className={classes.rows} role="region" aria-label={t('suspects.list')} tabIndex={0}>
            <table className={classes.table} data-testid="suspects-table">
              <caption className="visually-hidden">{t('suspects.list')}</caption>
              <Head />
              <tbody ref={list}>
                {rows.map((each, place) => (
                  <Row
                    key={each.item}
                    row={each}
                    classes={known}
                    active={place === at}
                    chosen={chosen.has(each.item)}
                    onActive={() => setActive(place)}
                    onToggle={overview.read_only ? null : () => toggle(each.item)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <SuspectPane project={overview.uid} row={row} classes={known} />
        </div>
      )}
      {!overview.read_only && rows.length > 0 && (
        <SendBar
          run={run}
          items={rows.filter((each) => chosen.has(each.item)).map((each) => each.item)}
          all={() => setChosen(new Set(rows.filter((each) => each.sent === null).map((each) => each.item)))}
          clear={() => setChosen(new Set())}
          onSent={() => {
            setChosen(new Set());
            onSent();
          }}
          onCollected={onCollected}
        />
      )}
    </>
  );
}

function Summary({ report }: { report: SuspectsReport }) {
  return (
    <div className={classes.summary} data-testid="suspects-summary">
      <strong>{t('suspects.summary', { suspected: formatCount(report.suspected), n: formatCount(report.n) })}</strong>
      <span>{t('suspects.estimated', { n: formatCount(report.estimated) })}</span>
      <span className={classes.figure}>
        <span className={classes.quiet}>{t('suspects.ceiling')}</span> <FigureOf figure={report.ceiling} digits={3} />
        <Icon name="chevron-right" size={12} />
        <Figure
          value={report.ceiling_apart.value}
          interval={
            report.ceiling_apart.lower !== null && report.ceiling_apart.upper !== null
              ? [report.ceiling_apart.lower, report.ceiling_apart.upper]
              : null
          }
          digits={3}
        />
        <span className={classes.quiet}>{t('suspects.ceilingApart', { n: formatCount(report.errors_suspected) })}</span>
      </span>
      {report.unscored > 0 && <span className={classes.quiet}>{t('suspects.unscored', { n: report.unscored })}</span>}
      {report.completed && <span className={classes.quiet}>{t('suspects.completed')}</span>}
      <span className={classes.caution} title={report.caution} data-testid="suspects-caution">
        <Icon name="warning" size={12} /> {report.caution}
      </span>
    </div>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">{t('suspects.column.select')}</span>
        </th>
        <th scope="col">{t('suspects.column.item')}</th>
        <th scope="col">{t('suspects.column.given')}</th>
        <th scope="col">{t('suspects.column.suggested')}</th>
        <th scope="col" className={classes.end}>
          {t('suspects.column.score')}
        </th>
        <th scope="col">{t('suspects.column.state')}</th>
      </tr>
    </thead>
  );
}

interface RowProps {
  row: SuspectRow;
  classes: readonly Class[];
  active: boolean;
  chosen: boolean;
  onActive: () => void;
  onToggle: (() => void) | null;
}

function Row({ row, classes: known, active, chosen, onActive, onToggle }: RowProps) {
  const source = row.source === 'adjudication' || row.source === 'gold' ? row.source : 'consensus';
  return (
    <tr aria-selected={active} className={cx(classes.row)} data-testid={`suspect-${row.key}`} onClick={onActive}>
      <td>
        <input
          type="checkbox"
          className={classes.box}
          aria-label={t('suspects.selectItem', { key: row.key })}
          checked={chosen}
          disabled={!onToggle}
          onChange={() => onToggle?.()}
          tabIndex={active ? 0 : -1}
        />
      </td>
      <td className={classes.key}>
        <bdi>{row.key}</bdi>
      </td>
      <td>
        <Named classes={known} of={row.given} />
      </td>
      <td>
        <Named classes={known} of={row.suggested} />
      </td>
      <td className={classes.end}>{formatNumber(row.score, 3)}</td>
      <td>
        {row.sent !== null ? <Badge tone="accent">{t('suspects.sentState')}</Badge> : <span className={classes.quiet}>{t(`suspects.source.${source}`)}</span>}
      </td>
    </tr>
  );
}

/** A class by its key, with its colour. */
export function Named({ classes: known, of }: { classes: readonly Class[]; of: string | null }) {
  const found = known.find((each) => each.key === of);
  return (
    <span className={classes.named}>
      {found && <span className={classes.dot} style={{ background: found.colour }} />}
      <bdi>{found?.name ?? of ?? '–'}</bdi>
    </span>
  );
}

/** The button that the key acts on as well. */
export function SendButton({ disabled }: { disabled: boolean }) {
  return (
    <Button variant="primary" keys="Shift+S" isDisabled={disabled} onPress={() => runAction('suspects.send')} data-testid="suspects-send">
      {t('suspects.send')}
    </Button>
  );
}
