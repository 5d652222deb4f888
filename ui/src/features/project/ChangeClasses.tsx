import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { everythingChanged } from '@/app/project';
import { Button, Dialog, Progress, SegmentedControl, notify } from '@/components';
import type { Question, SchemeChange, SchemeForeseen } from '@/generated/commands';
import { t } from '@/messages';
import { useUndo } from '@/features/history/useUndo';
import { call, finished } from '@/platform';
import { changeOf, emptyDraft, type ChangeDraft, type ChangeKind } from './classChange';
import { MergeFields, RetireFields, SplitFields } from './ChangeFields';
import { ChangePreview } from './ChangePreview';
import styles from './ChangeClasses.module.css';
import { Trouble } from './Trouble';
import { useDebounced } from './useDebounced';

export interface ChangeClassesProps {
  open: boolean;
  question: Question;
  /** How many there are: the preview is a rehearsal, and of many it takes a while. */
  judgments: number;
  onClose: () => void;
  onDone: (after: Question) => void;
}

/** Merges, splits or retires classes that are in use; says what that does before it is done. */
export function ChangeClasses({ open, ...rest }: ChangeClassesProps) {
  return open ? <Open {...rest} /> : null;
}

/** So many judgments are counted only when someone asks: nobody can save a label meanwhile. */
const COUNT_BY_ITSELF = 50_000;

function Open({ question, judgments, onClose, onDone }: Omit<ChangeClassesProps, 'open'>) {
  const [draft, setDraft] = useState<ChangeDraft>(() => emptyDraft(question));
  const set = (change: Partial<ChangeDraft>) => setDraft((now) => ({ ...now, ...change }));
  const now = useMemo(() => changeOf(draft), [draft]);
  // A rehearsal of the whole change: not at every letter.
  const settled = useDebounced(now, 600);
  const [asked, setAsked] = useState<SchemeChange | null>(null);
  const wanted = judgments <= COUNT_BY_ITSELF || asked === settled;
  const foreseen = useQuery({
    queryKey: ['scheme_foresee', settled],
    // What was typed meanwhile stops it: a rehearsal holds up whoever saves a label.
    queryFn: async ({ signal }) => finished<SchemeForeseen>(await call('scheme_foresee', settled as SchemeChange), signal),
    enabled: settled !== null && wanted,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const stop = useRef<AbortController | null>(null);
  const undo = useUndo();
  const change = useMutation({
    mutationFn: async (wanted: SchemeChange) => {
      stop.current = new AbortController();
      return finished<Question>(await call('scheme_change', wanted), stop.current.signal);
    },
    onSuccess: async (after) => {
      onDone(after);
      onClose();
      await everythingChanged();
      const { events } = await call('event_list', { filter: { commands: ['scheme_change'] }, limit: 1 });
      const [row] = events;
      notify({ kind: 'ok', text: t('project.change.done'), onUndo: row && (() => undo.mutate(row)) });
    },
  });
  const known = now !== null && now === settled && foreseen.isSuccess && !foreseen.isPlaceholderData;
  const fields = { draft, classes: question.classes, onChange: set };
  const kinds: readonly { value: ChangeKind; label: string }[] = [
    { value: 'merge', label: t('project.change.merge') },
    { value: 'split', label: t('project.change.split') },
    { value: 'retire', label: t('project.change.retire') },
  ];
  return (
    <Dialog
      title={t('project.change.title')}
      open
      onClose={onClose}
      width="wide"
      testId="change-dialog"
      actions={
        <>
          <Button onPress={change.isPending ? () => stop.current?.abort() : onClose}>{t('components.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={!known || change.isPending}
            onPress={() => now && change.mutate(now)}
            data-testid="change-confirm"
          >
            {t('project.change.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.sides}>
        <div className={styles.fields}>
          <SegmentedControl
            label={t('project.change.kind')}
            hideLabel
            options={kinds}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            testId="change-kind"
          />
          <p className={styles.quiet}>{t(`project.change.${draft.kind}Hint`)}</p>
          {draft.kind === 'merge' && <MergeFields {...fields} />}
          {draft.kind === 'split' && <SplitFields {...fields} />}
          {draft.kind === 'retire' && <RetireFields {...fields} />}
        </div>
        <section className={styles.preview} aria-label={t('project.change.preview')} aria-live="polite" data-testid="change-preview">
          <h3>{t('project.change.preview')}</h3>
          {now === null ? (
            <p className={styles.quiet}>{t('project.change.choose')}</p>
          ) : !wanted ? (
            <>
              <p className={styles.quiet}>{t('project.change.many', { n: judgments })}</p>
              <div>
                <Button onPress={() => setAsked(settled)} isDisabled={now !== settled} data-testid="change-count">
                  {t('project.change.count')}
                </Button>
              </div>
            </>
          ) : foreseen.error && now === settled ? (
            <Trouble error={foreseen.error} />
          ) : foreseen.data ? (
            <ChangePreview foreseen={foreseen.data} stale={!known} />
          ) : (
            <p className={styles.quiet}>{t('project.change.counting')}</p>
          )}
          {change.isPending && <Progress label={t('project.change.changing')} done={0} />}
          <Trouble error={change.error} />
        </section>
      </div>
    </Dialog>
  );
}
