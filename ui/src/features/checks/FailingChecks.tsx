import { navigate } from '@/app/routes';
import { Button } from '@/components';
import { t } from '@/messages';
import { useChecks } from './data';

/** Beside the run: that it fails checks, and the way to them. */
export function FailingChecks({ project, run }: { project: string; run: number }) {
  const failed = useChecks(project, run).data?.failed ?? 0;
  if (failed === 0) return null;
  return (
    <Button size="small" icon="warning" variant="quiet" aria-description={t('checks.headerHint')} onPress={() => void navigate('errors', { run, view: 'checks' })} data-testid="failing-checks">
      {t('checks.header', { n: failed })}
    </Button>
  );
}
