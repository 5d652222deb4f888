import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, InlineNotice, NumberField, Select, Table, notify } from '@/components';
import type { AcceptRow, Cause, ConflictFilter, Overview } from '@/generated/commands';
import { ClassName } from '@/features/item';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { causeOptions } from './causes';
import classes from './Dialogs.module.css';

export interface BulkAcceptProps {
  overview: Overview;
  filter: ConflictFilter;
  open: boolean;
  onClose: () => void;
  onDone: (items: number) => void;
}

/** Many decisions at once, looked at before they are made. */
export function BulkAccept({ overview, filter, open, onClose, onDone }: BulkAcceptProps) {
  const [percent, setPercent] = useState(60);
  const [cause, setCause] = useState<Cause | 'none'>('none');
  const [busy, setBusy] = useState(false);
  const at_least = percent / 100;
  const preview = useQuery({
    queryKey: ['conflict_accept', filter, at_least],
    queryFn: () => call('conflict_accept_preview', { filter, at_least }),
    enabled: open && !Number.isNaN(percent),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const items = preview.data?.items ?? 0;
  const accept = async () => {
    setBusy(true);
    try {
      const done = await call('conflict_accept', { filter, at_least, expected: items, cause: cause === 'none' ? undefined : cause });
      onDone(done.items);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('conflicts.accept.title')}
      open={open}
      onClose={onClose}
      width="wide"
      testId="accept-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={items === 0 || busy || preview.isFetching} onPress={() => void accept()} data-testid="accept-confirm">
            {t('conflicts.accept.confirm', { n: items })}
          </Button>
        </>
      }
    >
      <div className={classes.body}>
        <p>{t('conflicts.accept.text')}</p>
        <div className={classes.line}>
          <NumberField label={t('conflicts.accept.atLeast')} value={percent} min={1} max={100} onChange={setPercent} className={classes.number} testId="accept-share" />
          <Select label={t('conflicts.cause.label')} options={causeOptions} value={cause} onChange={setCause} className={classes.cause} testId="accept-cause" />
        </div>
        {preview.error && <InlineNotice kind="error">{AssayError.from(preview.error).message}</InlineNotice>}
        {preview.data && (
          <>
            <p className={classes.count} data-testid="accept-count">
              {t('conflicts.accept.count', { n: items, of: preview.data.matching })}
            </p>
            {items > 0 && (
              <>
                <ul className={classes.perClass} aria-label={t('conflicts.accept.perClass')}>
                  {preview.data.per_class.map(([id, n]) => (
                    <li key={id}>
                      <ClassName id={id} classes={overview.question.classes} /> <strong>{formatCount(n)}</strong>
                    </li>
                  ))}
                </ul>
                <Table<AcceptRow>
                  label={t('conflicts.accept.sample')}
                  rows={preview.data.sample}
                  rowKey={(row) => row.item}
                  columns={[
                    { id: 'key', title: t('conflicts.accept.item'), cell: (row) => <span className={classes.key}>{row.key}</span> },
                    { id: 'text', title: t('conflicts.accept.content'), cell: (row) => <span className={classes.text}>{row.text}</span> },
                    { id: 'class', title: t('conflicts.accept.becomes'), cell: (row) => <ClassName id={row.class} classes={overview.question.classes} /> },
                    { id: 'share', title: t('conflicts.accept.share'), cell: (row) => formatPercent(row.share), align: 'end' },
                  ]}
                />
                {items > preview.data.sample.length && (
                  <p className={classes.hint} data-testid="accept-more">
                    {t('conflicts.accept.more', { n: items - preview.data.sample.length })}
                  </p>
                )}
              </>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
