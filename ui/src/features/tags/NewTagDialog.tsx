import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '@/actions';
import { Button, Dialog, InlineNotice, TextField, notify } from '@/components';
import { refreshTags } from '@/features/errors/data';
import { useLook } from '@/features/errors/state';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from '@/features/errors/Dialogs.module.css';

export interface NewTagDialogProps {
  project: string;
  run: number;
  /** A filter line that the tag follows from; none for one that people mark by hand. */
  rule: string | null;
  onClose: () => void;
}

export function NewTagDialog({ project, run, rule: proposed, onClose }: NewTagDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [rule, setRule] = useState(proposed ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const byRule = proposed !== null;
  const sound = name.trim() !== '' && (!byRule || rule.trim() !== '');

  const make = async () => {
    if (!sound) return;
    try {
      const tag = await call('tag_create', byRule ? { name, rule: rule.trim() } : { name });
      void refreshTags(client, project);
      if (byRule) {
        const counts = await call('tag_counts', { run });
        const n = counts.find((row) => row.tag.id === tag.id)?.yes ?? 0;
        notify({ kind: 'ok', text: t('tags.ruleDialog.done', { name: tag.name, n: formatCount(n) }) });
      }
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
    }
  };

  return (
    <Dialog
      title={t(byRule ? 'tags.ruleDialog.title' : 'tags.new')}
      open
      onClose={onClose}
      width="narrow"
      testId="new-tag-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={!sound} onPress={() => void make()} data-testid="new-tag-make">
            {t('tags.ruleDialog.make')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {byRule && <p>{t('tags.ruleDialog.why')}</p>}
        <TextField label={t('tags.ruleDialog.name')} value={name} onChange={setName} onEnter={() => void make()} autoFocus maxLength={200} testId="new-tag-dialog-name" />
        {byRule && (
          <TextField label={t('tags.ruleDialog.rule')} hint={t('tags.ruleDialog.ruleHint')} value={rule} onChange={setRule} onEnter={() => void make()} mono testId="new-tag-rule" />
        )}
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </div>
    </Dialog>
  );
}

/** The filter of the sheet becomes a tag in one step. */
export function TagOfFilter({ project, run, readOnly }: { project: string; run: number; readOnly: boolean }) {
  const { filter } = useLook(project);
  const [open, setOpen] = useState(false);
  useAction('tags.fromFilter', () => setOpen(true), !readOnly);
  return open ? <NewTagDialog project={project} run={run} rule={filter} onClose={() => setOpen(false)} /> : null;
}
