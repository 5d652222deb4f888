import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { navigate } from '@/app/routes';
import { ShareRows } from '@/charts/ShareRows';
import { Button, EmptyState, InlineNotice, Progress } from '@/components';
import { useFields, useTags } from '@/features/errors/data';
import type { OfRunProps } from '@/features/errors/WithRun';
import type { SlicesReport } from '@/generated/commands';
import { formatCount, formatPercent } from '@/lib/format';
import { createStore, useStore } from '@/lib/store';
import { t, tExact } from '@/messages';
import { AssayError, call, useJob } from '@/platform';
import { Settings, USUAL, requestOf, type SliceSettings } from './Settings';
import { SliceTable } from './SliceTable';
import classes from './Slices.module.css';

/** What was found last, for each run: a search is not made again by a look at another tab. */
const found = createStore<Readonly<Record<string, SlicesReport>>>({});

/** Groups of rows in which the run errs more than elsewhere. */
export function SlicesView({ overview, run }: OfRunProps) {
  const project = overview.uid;
  const key = `${project} ${run.id}`;
  const report = useStore(found)[key];
  const fields = useFields(project).data ?? [];
  const tags = useTags(project).data ?? [];
  const [settings, setSettings] = useState<SliceSettings>(USUAL);
  const [job, setJob] = useState<string | null>(null);
  const [refused, setRefused] = useState<AssayError | null>(null);
  const { status, running, cancelling, result, error, cancel } = useJob<SlicesReport>(job);
  const client = useQueryClient();
  useEffect(() => {
    if (result) found.set((now) => ({ ...now, [key]: result }));
  }, [result, key]);
  const search = () => {
    setRefused(null);
    call('slices_find', { run: run.id, ...requestOf(settings) }).then(
      (started) => setJob(started.job),
      (thrown: unknown) => setRefused(AssayError.from(thrown)),
    );
  };
  const show = (filter: string) => void navigate('errors', { run: run.id, filter });
  const names = [...fields.map((field) => field.name), ...tags.filter((tag) => tag.rule !== null).map((tag) => `tag:${tag.name}`)];
  const phase = status?.phase === 'reading' || status?.phase === 'searching' ? status.phase : 'starting';
  const trouble = refused ?? error;
  return (
    <div className={classes.view} data-testid="slices">
      <p className={classes.intro}>{t('slices.intro')}</p>
      <Settings names={names} settings={settings} onChange={setSettings}>
        <Button variant="primary" onPress={search} isDisabled={running} data-testid="slices-find">
          {t(report ? 'slices.again' : 'slices.find')}
        </Button>
      </Settings>
      {running && (
        <Progress
          label={t(`slices.searching.${phase}`)}
          done={status?.done ?? 0}
          total={status?.total}
          onCancel={cancel}
          cancelling={cancelling}
        />
      )}
      {trouble && !running && <InlineNotice kind="error">{trouble.message}</InlineNotice>}
      {!report && !running && !trouble && (
        <EmptyState icon="search" title={t('slices.none.title')}>
          {t('slices.none.text')}
        </EmptyState>
      )}
      {report && (
        <>
          <Facts report={report} />
          {report.slices.length === 0 ? (
            <EmptyState icon="check" title={t('slices.nothing.title')}>
              {t('slices.nothing.text')}
            </EmptyState>
          ) : (
            <>
              <SliceTable
                report={report}
                run={run.id}
                readOnly={overview.read_only}
                tags={tags}
                onShow={show}
                onTag={() => void client.invalidateQueries({ queryKey: ['errors'] })}
              />
              <ShareRows
                title={t('slices.chart.title')}
                label={t('slices.chart.title')}
                name={tExact('slices.chart.file', { run: run.name })}
                testId="slices-chart"
                most={most(report)}
                rows={report.slices.map((slice) => ({
                  id: slice.filter,
                  name: slice.filter,
                  figure: slice.error_rate,
                  beside: slice.rest_rate,
                  value: t('slices.of', { errors: formatCount(slice.errors), n: formatCount(slice.n) }),
                  open: () => show(slice.filter),
                }))}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}

/** The end of the scale: the next tenth above every interval. */
const most = (report: SlicesReport): number =>
  Math.min(1, Math.ceil(Math.max(...report.slices.map((slice) => slice.error_rate.upper ?? 0.1)) * 10) / 10);

function Facts({ report }: { report: SlicesReport }) {
  const { error_rate: rate } = report;
  return (
    <div className={classes.facts} data-testid="slices-facts">
      <p>
        <strong>
          {t('slices.facts', {
            errors: formatCount(report.errors),
            n: formatCount(report.n),
            searched: formatCount(report.searched),
            tested: formatCount(report.tested),
          })}
        </strong>{' '}
        {rate.value !== null && rate.lower !== null && rate.upper !== null && (
          <span>
            {t('slices.overall')} {formatPercent(rate.value, 1)} [{formatPercent(rate.lower, 1)}, {formatPercent(rate.upper, 1)}].
          </span>
        )}{' '}
        {t('slices.looks', { n: report.looks, candidates: formatCount(report.candidates) })}
      </p>
      <p className={classes.quiet}>
        {t('slices.searched', { n: report.fields.length, names: report.fields.map((field) => field.name).join(', ') })}. {t('slices.biased')}
      </p>
      {report.left_out.length > 0 && (
        <details className={classes.quiet} data-testid="slices-left-out">
          <summary>{t('slices.leftOut', { n: report.left_out.length })}</summary>
          <ul>
            {report.left_out.map((field) => (
              <li key={field.name}>
                <bdi>{field.name}</bdi>: {field.because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
