import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { namedClasses } from '@/app/project';
import { navigate } from '@/app/routes';
import { Badge, Button, EmptyState, FigureOf, InlineNotice, Menu, IconButton, notify } from '@/components';
import type { OfRunProps } from '@/features/errors/WithRun';
import type { CheckRow, CheckView, ChecksReport, FoundView } from '@/generated/commands';
import { formatCount, formatNumber, formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { CheckDialog } from './CheckDialog';
import classes from './Checks.module.css';
import { checksKey, useChecks } from './data';
import { VerdictOf } from './VerdictOf';
import { asks, type CheckVerdict } from './words';

/** What a run has to reach, and whether it does. */
export function ChecksView({ overview, run }: OfRunProps) {
  const { uid: project, read_only: readOnly } = overview;
  const client = useQueryClient();
  const { data, error } = useChecks(project, run.id);
  const [dialog, setDialog] = useState<{ check: CheckView | null } | null>(null);
  const [running, setRunning] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: checksKey(project) });

  const runNow = async () => {
    setRunning(true);
    try {
      client.setQueryData([...checksKey(project), run.id], await call('checks_run', { run: run.id }));
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
    setRunning(false);
  };
  const retire = async ({ id, name }: CheckView) => {
    try {
      await call('check_retire', { check: id });
      notify({ kind: 'ok', text: t('checks.retired', { name }) });
      await refresh();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  const fault = error && <InlineNotice kind="error">{AssayError.from(error).message}</InlineNotice>;
  if (!data) return fault;
  const add = (
    <Button variant={data.rows.length === 0 ? 'primary' : undefined} icon="plus" isDisabled={readOnly} onPress={() => setDialog({ check: null })} data-testid="check-add">
      {t('checks.add')}
    </Button>
  );
  return (
    <div className={classes.view} data-testid="checks">
      {fault}
      {data.rows.length === 0 ? (
        <EmptyState icon="check" title={t('checks.none.title')} actions={add}>
          {t('checks.none.text')}
        </EmptyState>
      ) : (
        <div className={classes.page}>
          <Head report={data} running={running} readOnly={readOnly} onRun={() => void runNow()} add={add} />
          <Rows
            rows={data.rows}
            readOnly={readOnly}
            onEdit={(check) => setDialog({ check })}
            onRetire={(check) => void retire(check)}
            onRows={(filter) => void navigate('errors', { run: run.id, filter })}
          />
          <p className={classes.note}>{t('checks.corrected')}</p>
        </div>
      )}
      {dialog && <CheckDialog check={dialog.check} classes={namedClasses(overview)} onClose={() => setDialog(null)} onSaved={() => void refresh().then(runNow)} />}
    </div>
  );
}

interface HeadProps {
  report: ChecksReport;
  running: boolean;
  readOnly: boolean;
  onRun: () => void;
  add: React.ReactNode;
}

function Head({ report, running, readOnly, onRun, add }: HeadProps) {
  const { look, passed, failed, undecided } = report;
  const when = look && { made: formatTime(look.made_at), revision: look.reference_revision };
  const text = !look || !when ? t('checks.never') : look.person === null ? t('checks.lookedAlone', when) : t('checks.looked', { ...when, person: look.person });
  return (
    <header className={classes.head}>
      <div className={classes.said}>
        <strong data-testid="checks-counts">{t('checks.counts', { passed, failed, undecided })}</strong>
        <span className={classes.note}>{text}</span>
        {look?.stale && (
          <span className={classes.note} data-testid="checks-stale">
            <Badge tone="warn" icon="warning">
              {t('checks.stale')}
            </Badge>
          </span>
        )}
      </div>
      <Button onPress={onRun} isDisabled={running || readOnly} data-testid="checks-run">
        {running ? t('checks.running') : t('checks.run')}
      </Button>
      {add}
    </header>
  );
}

interface RowsProps {
  rows: readonly CheckRow[];
  readOnly: boolean;
  onEdit: (check: CheckView) => void;
  onRetire: (check: CheckView) => void;
  onRows: (filter: string) => void;
}

function Rows({ rows, readOnly, onEdit, onRetire, onRows }: RowsProps) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('checks.title')}>
      <table className={classes.table} data-testid="checks-table">
        <thead>
          <tr>
            {(['verdict', 'check', 'figure', 'adjusted', 'looks', 'history'] as const).map((id) => (
              <th key={id} scope="col" className={id === 'looks' || id === 'adjusted' ? classes.number : undefined} title={id === 'looks' ? t('checks.looksHint') : undefined}>
                {t(`checks.column.${id}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { check, found } = row;
            const { filter } = check;
            return (
              <tr key={check.id} data-testid={`check-${check.name}`}>
                <td>
                  <VerdictOf verdict={(found?.verdict as CheckVerdict | undefined) ?? 'unlooked'} />
                </td>
                <th scope="row">
                  <bdi>{check.name}</bdi>
                  <small>
                    {asks(check)}
                    {filter !== null && (
                      <>
                        {' '}
                        <button type="button" className={classes.filter} onClick={() => onRows(filter)}>
                          {t('checks.where', { filter })}
                        </button>
                      </>
                    )}
                  </small>
                </th>
                <td>{found && <FigureOf figure={found.figure} digits={3} />}</td>
                <td className={classes.number}>{found?.adjusted == null ? '' : found.adjusted < 0.001 ? '< 0.001' : formatNumber(found.adjusted, 3)}</td>
                <td className={classes.number}>{formatCount(row.looks)}</td>
                <td>
                  <Past earlier={row.earlier} />
                </td>
                <td className={classes.number}>
                  <Menu
                    label={t('checks.column.actions')}
                    placement="bottom end"
                    trigger={<IconButton icon="more" size="small" label={t('checks.column.actions')} isDisabled={readOnly} />}
                    entries={[
                      { id: 'edit', label: t('checks.edit'), onAction: () => onEdit(check) },
                      { id: 'retire', label: t('checks.retire'), onAction: () => onRetire(check) },
                    ]}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const SIGNS: Record<string, string> = { pass: '✓', fail: '✕', undecided: '–' };

/** Earlier looks, oldest first; each says all of itself where it is pointed at. */
function Past({ earlier }: { earlier: readonly FoundView[] }) {
  return (
    <span className={classes.past}>
      {earlier.toReversed().map((found) => {
        const said = t('checks.past', {
          verdict: t(`checks.verdict.${found.verdict as CheckVerdict}`),
          made: formatTime(found.made_at),
          value: found.figure.value === null ? (found.figure.undefined_because ?? '') : formatNumber(found.figure.value, 3),
          revision: found.reference_revision,
        });
        return (
          <span key={found.made_at} title={said} data-verdict={found.verdict}>
            <span aria-hidden>{SIGNS[found.verdict] ?? ''}</span>
            <span className="visually-hidden">{said}</span>
          </span>
        );
      })}
    </span>
  );
}
