import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, Icon, NumberField, TextArea, notify } from '@/components';
import type { ItemView, Overview } from '@/generated/commands';
import { ItemContent, touchProject } from '@/features/item';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { nameOf } from './queue';
import classes from './Dialogs.module.css';

export interface ExampleDialogProps {
  overview: Overview;
  view: ItemView | null;
  onClose: () => void;
}

/** A decided item becomes an example in the guideline; then its pair of classes can be judged again. */
export function ExampleDialog({ overview, view, onClose }: ExampleDialogProps) {
  const [published, setPublished] = useState<number | null>(null);
  const close = () => {
    setPublished(null);
    onClose();
  };
  const open = view !== null && view.decision !== null;
  const pair = view && pairOf(view);
  return (
    <Dialog title={t(published === null ? 'conflicts.example.title' : 'conflicts.requeue.title')} open={open} onClose={close} testId="example-dialog">
      {open &&
        (published === null ? (
          <Cite overview={overview} view={view} onClose={close} onPublished={(version) => setPublished(version)} />
        ) : (
          <Requeue overview={overview} published={published} pair={pair} onClose={close} />
        ))}
    </Dialog>
  );
}

/** The class decided on, and the one that raters gave most often in its place. */
function pairOf({ judgments, decision }: ItemView): [number, number] | null {
  const votes = new Map<number, number>();
  for (const { class: id, counted, purpose } of judgments) {
    if (id !== null && id !== decision?.class && counted && purpose === 'label') votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  const [other] = [...votes].sort((a, b) => b[1] - a[1]);
  return decision && other ? [decision.class, other[0]] : null;
}

interface CiteProps {
  overview: Overview;
  view: ItemView;
  onClose: () => void;
  onPublished: (version: number) => void;
}

function Cite({ overview, view, onClose, onPublished }: CiteProps) {
  const client = useQueryClient();
  const [rationale, setRationale] = useState(view.decision?.rationale ?? '');
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      const { guideline } = await call('example_add', { item: view.item.id, rationale });
      touchProject(client, ['conflicts']);
      await client.invalidateQueries({ queryKey: ['item', view.item.id] });
      await client.invalidateQueries({ queryKey: ['guideline'] });
      onPublished(guideline.version);
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  const label = nameOf(overview.question.classes, view.decision?.class ?? 0);
  return (
    <div className={classes.body}>
      <p dir="auto">{t('conflicts.example.text', { key: view.item.key, label, version: overview.guideline_version + 1 })}</p>
      <ItemContent item={view.item} compact />
      <TextArea
        label={t('conflicts.example.rationale')}
        placeholder={t('conflicts.rationale.placeholder')}
        value={rationale}
        onChange={setRationale}
        rows={3}
        autoFocus
        testId="example-rationale"
      />
      <div className={classes.line}>
        <Button onPress={onClose}>{t('components.cancel')}</Button>
        <Button variant="primary" isDisabled={busy} onPress={() => void add()} data-testid="example-add">
          {t('conflicts.example.confirm', { version: overview.guideline_version + 1 })}
        </Button>
      </div>
    </div>
  );
}

interface RequeueProps {
  overview: Overview;
  published: number;
  pair: [number, number] | null;
  onClose: () => void;
}

function Requeue({ overview, published, pair, onClose }: RequeueProps) {
  const client = useQueryClient();
  const [extra, setExtra] = useState(1);
  const [busy, setBusy] = useState(false);
  const filter = { list: 'differing' as const, pair: pair ?? undefined };
  const preview = useQuery({
    queryKey: ['conflict_requeue', pair],
    queryFn: () => call('conflict_requeue_preview', { filter, extra: 1 }),
    enabled: pair !== null,
    staleTime: 0,
  });
  const items = preview.data?.items ?? 0;
  const [first, second] = (pair ?? [0, 0]).map((id) => nameOf(overview.question.classes, id));
  const names = { first: first ?? '', second: second ?? '' };
  const requeue = async () => {
    setBusy(true);
    try {
      const reason = t('conflicts.requeue.reason', { ...names, version: published });
      const done = await call('conflict_requeue', { filter, extra, reason, expected: items });
      touchProject(client, ['conflicts']);
      notify({ kind: 'ok', text: t('conflicts.requeue.done', { n: done.items, extra }) });
      onClose();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.body}>
      <p className={classes.done} data-testid="example-done">
        <Icon name="check" /> {t('conflicts.example.done', { version: published })}
      </p>
      {pair === null ? (
        <p>{t('conflicts.requeue.noPair')}</p>
      ) : (
        <>
          <p dir="auto" data-testid="requeue-count">
            {t('conflicts.requeue.text', { n: items, ...names })}
          </p>
          <NumberField label={t('conflicts.requeue.extra')} value={extra} min={1} max={20} onChange={setExtra} className={classes.number} testId="requeue-extra" />
          <p className={classes.hint}>{t('conflicts.requeue.hint')}</p>
        </>
      )}
      <div className={classes.line}>
        <Button onPress={onClose} data-testid="requeue-close">
          {t('conflicts.requeue.close')}
        </Button>
        {pair !== null && (
          <Button variant="primary" isDisabled={busy || items === 0 || !(extra >= 1)} onPress={() => void requeue()} data-testid="requeue-confirm">
            {t('conflicts.requeue.confirm', { n: items })}
          </Button>
        )}
      </div>
    </div>
  );
}
