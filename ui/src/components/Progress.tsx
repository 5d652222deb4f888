import { ProgressBar } from 'react-aria-components';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { Button } from './Button';
import classes from './Progress.module.css';

export interface ProgressProps {
  label: string;
  done: number;
  /** Unknown where there is none; the bar then only shows that work goes on. */
  total?: number | null;
  detail?: string;
  onCancel?: () => void;
  cancelling?: boolean;
}

export function Progress({ label, done, total, detail, onCancel, cancelling }: ProgressProps) {
  const known = total !== undefined && total !== null && total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  return (
    <div className={classes.progress}>
      <ProgressBar
        className={classes.progress}
        aria-label={label}
        value={share * 100}
        isIndeterminate={!known}
      >
        <div className={classes.head}>
          <span>{label}</span>
          <span className={classes.numbers}>
            {known
              ? `${t('components.progress.of', { done, total })}  ${formatPercent(share)}`
              : formatCount(done)}
          </span>
        </div>
        <div className={classes.track}>
          <div
            className={known ? classes.bar : classes.moving}
            style={known ? { transform: `scaleX(${share})` } : undefined}
          />
        </div>
      </ProgressBar>
      {(detail || onCancel) && (
        <div className={classes.foot}>
          <span className={classes.detail}>{detail}</span>
          {onCancel && (
            <Button size="small" onPress={onCancel} isDisabled={cancelling}>
              {cancelling ? t('components.progress.cancelling') : t('components.cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
