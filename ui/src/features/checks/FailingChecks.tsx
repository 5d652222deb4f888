import { navigate } from '@/app/routes';
import { Badge } from '@/components';
import { t } from '@/messages';
import classes from './Checks.module.css';
import { useChecks } from './data';

/** Beside the run: that it fails checks, and the way to them. */
export function FailingChecks({ project, run }: { project: string; run: number }) {
  const failed = useChecks(project, run).data?.failed ?? 0;
  if (failed === 0) return null;
  return (
    <button type="button" className={classes.failing} title={t('checks.headerHint')} onClick={() => void navigate('errors', { run, view: 'checks' })} data-testid="failing-checks">
      <Badge tone="danger" icon="warning">
        {t('checks.header', { n: failed })}
      </Badge>
    </button>
  );
}
