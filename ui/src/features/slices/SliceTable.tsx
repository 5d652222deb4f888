import { useState } from 'react';
import { Badge, Button, Icon, notify } from '@/components';
import type { Figure, FoundSlice, SlicesReport, SliceWord, Tag } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Slices.module.css';

export interface SliceTableProps {
  report: SlicesReport;
  run: number;
  readOnly: boolean;
  tags: readonly Tag[];
  onShow: (filter: string) => void;
  onTag: () => void;
}

const TONE: Record<SliceWord, 'ok' | 'neutral' | 'warn'> = { found: 'ok', undecided: 'neutral', not_confirmed: 'warn' };

/** A p value: three digits, or that it is smaller. */
const shortP = (p: number): string => (p < 0.001 ? '< .001' : formatNumber(p, 3));

export function SliceTable({ report, run, readOnly, tags, onShow, onTag }: SliceTableProps) {
  return (
    <div className={classes.scroll} role="region" aria-label={t('slices.table')} tabIndex={0}>
      <table className={classes.table} data-testid="slices-table">
        <caption className="visually-hidden">{t('slices.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('slices.column.slice')}</th>
            <th scope="col">{t('slices.column.verdict')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.search')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.test')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.rate')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.difference')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.p')}</th>
            <th scope="col" className={classes.end}>{t('slices.column.adjusted')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('slices.column.tag')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {report.slices.map((slice, at) => (
            <Row key={slice.filter} at={at} slice={slice} run={run} readOnly={readOnly} tags={tags} onShow={onShow} onTag={onTag} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A figure over its interval, or in words why there is none. */
function Told({ figure, text }: { figure: Figure; text: (value: number) => string }) {
  const { value, lower, upper, n } = figure;
  if (value === null) {
    return (
      <td className={classes.end} title={figure.undefined_because ?? undefined}>
        –
      </td>
    );
  }
  return (
    <td className={classes.end} title={`${t('components.figure.n')} ${formatCount(n)}`}>
      {text(value)}
      {lower !== null && upper !== null && (
        <span className={classes.second}>
          [{text(lower)}, {text(upper)}]
        </span>
      )}
    </td>
  );
}

interface RowProps extends Omit<SliceTableProps, 'report'> {
  slice: FoundSlice;
  at: number;
}

function Row({ slice, at, run, readOnly, tags, onShow, onTag }: RowProps) {
  const [making, setMaking] = useState(false);
  const made = tags.find((tag) => tag.rule === slice.filter);
  const make = async () => {
    setMaking(true);
    try {
      const note = `${t('slices.tab')}: ${t(`slices.verdict.${slice.verdict}`)}`;
      const tag = await call('slice_to_tag', { run, filter: slice.filter, note });
      notify({ kind: 'ok', text: t('slices.made', { name: tag.name }) });
      onTag();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    } finally {
      setMaking(false);
    }
  };
  const of = (errors: number, n: number) => t('slices.of', { errors: formatCount(errors), n: formatCount(n) });
  return (
    <tr data-testid={`slice-${at}`} data-verdict={slice.verdict}>
      <th scope="row">
        <button type="button" className={classes.slice} title={t('slices.open')} onClick={() => onShow(slice.filter)}>
          {slice.conditions.map((condition) => (
            <span key={condition} className={classes.condition}>
              <bdi>{condition}</bdi>
            </span>
          ))}
        </button>
      </th>
      <td title={t(`slices.verdictHelp.${slice.verdict}`)}>
        <Badge tone={TONE[slice.verdict]}>{t(`slices.verdict.${slice.verdict}`)}</Badge>
      </td>
      <td className={classes.end}>
        <span className={classes.quiet}>{of(slice.search_errors, slice.search_n)}</span>
        <span className={classes.second}>{formatPercent(slice.search_rate, 1)}</span>
      </td>
      <td className={classes.end}>{of(slice.errors, slice.n)}</td>
      <Told figure={slice.error_rate} text={(value) => formatPercent(value, 1)} />
      <Told figure={slice.difference} text={(value) => (value > 0 ? '+' : '') + formatNumber(value * 100, 1)} />
      <td className={classes.end}>{shortP(slice.p_value)}</td>
      <td className={classes.end}>{shortP(slice.adjusted)}</td>
      <td>
        {made ? (
          <span className={classes.made} title={made.name}>
            <Icon name="check" size={12} /> <bdi>{made.name}</bdi>
          </span>
        ) : (
          !readOnly && (
            <Button size="small" onPress={() => void make()} isDisabled={making} data-testid={`slice-tag-${at}`}>
              {t('slices.toTag')}
            </Button>
          )
        )}
      </td>
    </tr>
  );
}
