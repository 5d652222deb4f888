import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, RadioGroup } from '@/components';
import type { Aside, RaterView } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import classes from './Training.module.css';
import type { Change } from './useChange';

const KINDS = ['since_zero', 'since_resume', 'all'] as const satisfies readonly Aside[];

/** Which labels of a rater are set aside, with how many they are. */
export function AsideDialog({ rater, change, onClose }: { rater: RaterView; change: Change; onClose: () => void }) {
  const { person, name } = rater;
  const watched = rater.watch !== null;
  const [which, setWhich] = useState<Aside>(watched ? 'since_zero' : 'all');
  const preview = useQuery({
    queryKey: ['aside', person, which],
    queryFn: () => call('rater_set_aside_preview', { person, which }),
    staleTime: 0,
  });
  const labels = preview.data?.labels ?? 0;
  const confirm = async () => {
    onClose();
    await change(() => call('rater_set_aside', { person, which }), ({ n }) => t('training.asideDialog.done', { n, name }));
  };
  const kinds = KINDS.filter((kind) => watched || kind === 'all');
  return (
    <Dialog
      title={t('training.asideDialog.title', { name })}
      open
      onClose={onClose}
      testId="aside-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={labels === 0} onPress={() => void confirm()} data-testid="aside-confirm">
            {t('training.asideDialog.confirm')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <p>{t('training.asideDialog.text', { name })}</p>
        <RadioGroup
          label={t('training.asideDialog.which')}
          options={kinds.map((value) => ({
            value,
            label: t(`training.asideDialog.${value}`),
            hint: t(`training.asideDialog.${value}Hint`),
          }))}
          value={which}
          onChange={setWhich}
          testId="aside-which"
        />
        <p role="status" data-testid="aside-counts">
          {preview.data && (
            <>
              <strong>{t('training.asideDialog.counts', { n: labels })}</strong>{' '}
              {preview.data.decided > 0 && t('training.asideDialog.decided', { n: preview.data.decided })}
            </>
          )}
        </p>
      </div>
    </Dialog>
  );
}
