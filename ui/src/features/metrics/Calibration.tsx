import { CalibrationChart } from '@/charts/CalibrationChart';
import { navigate } from '@/app/routes';
import { FigureOf } from '@/components';
import { narrow } from '@/features/errors/filters';
import type { BinView, MetricsReport } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import classes from './Metrics.module.css';

/** Are rows predicted with confidence .9 right nine times in ten? */
export function Calibration({ report, filter }: { report: MetricsReport; filter: string }) {
  const found = report.scores?.calibration;
  if (!report.scores) return null;
  const open = ({ lower, upper }: BinView) => {
    // The first bin holds 0 too.
    const line = lower === 0 ? `prob <= ${upper}` : `prob > ${lower} and prob <= ${upper}`;
    void navigate('errors', { run: report.run_id, filter: narrow(filter, line) });
  };
  return (
    <section className={classes.section}>
      <h3 className="visually-hidden">{t('metrics.calibration.title')}</h3>
      {found ? (
        <>
          <CalibrationChart bins={found.bins} name={`${report.run} calibration`} onBin={open} />
          <p className={classes.facts}>
            <span data-testid="calibration-error">
              {t('metrics.calibration.expected')} <FigureOf figure={found.expected_error} digits={3} />
            </span>
            {found.by_chance !== null && <span className={classes.note}>{t('metrics.calibration.byChance', { value: formatNumber(found.by_chance, 3) })}</span>}
            <span>
              {t('metrics.calibration.over')} <FigureOf figure={found.overconfidence} digits={3} />
            </span>
          </p>
        </>
      ) : (
        <p className={classes.note}>{t('metrics.calibration.none')}</p>
      )}
    </section>
  );
}
