import { useState } from 'react';
import { namedClasses } from '@/app/project';
import { SegmentedControl } from '@/components';
import type { OfRunProps } from '@/features/errors/WithRun';
import { createStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import { Lists } from './Lists';
import { RelabelDesk } from './RelabelDesk';
import { RelabelResult } from './RelabelResult';
import { Sent } from './Sent';
import { SuspectList } from './SuspectList';
import { useCollections, useRelabels } from './data';
import classes from './Suspects.module.css';

type Part = 'suspects' | 'sent' | 'lists';

/** Stays while another tab is looked at. */
const partOpen = createStore<Part>('suspects');

/** Labels that the scores speak against, what was sent to be decided on again, and lists to collect more like. */
export function SuspectsView(of: OfRunProps) {
  const { overview, run } = of;
  const project = overview.uid;
  const part = useStore(partOpen);
  const sent = useRelabels(project).data ?? [];
  const lists = useCollections(project).data ?? [];
  const [open, setOpen] = useState<{ relabel: number; desk: boolean } | null>(null);
  const known = namedClasses(overview);
  if (open) {
    const close = () => setOpen(null);
    return open.desk ? (
      <RelabelDesk project={project} relabel={open.relabel} overview={overview} onClose={close} onResult={() => setOpen({ ...open, desk: false })} />
    ) : (
      <RelabelResult project={project} relabel={open.relabel} classes={known} onClose={close} />
    );
  }
  return (
    <div className={classes.view} data-testid="suspects">
      <div className={classes.bar}>
        <SegmentedControl<Part>
          label={t('suspects.view.label')}
          hideLabel
          value={part}
          onChange={(next) => partOpen.set(next)}
          testId="suspects-part"
          options={[
            { value: 'suspects', label: t('suspects.view.suspects') },
            { value: 'sent', label: t('suspects.view.sent', { n: sent.length }) },
            { value: 'lists', label: t('suspects.view.lists', { n: lists.length }) },
          ]}
        />
      </div>
      {part === 'suspects' && (
        <SuspectList key={run.id} overview={overview} run={run} classes={known} onSent={() => partOpen.set('sent')} onCollected={() => partOpen.set('lists')} />
      )}
      {part === 'sent' && <Sent sent={sent} readOnly={overview.read_only} onOpen={(relabel, desk) => setOpen({ relabel, desk })} />}
      {part === 'lists' && <Lists lists={lists} run={run.id} readOnly={overview.read_only} />}
    </div>
  );
}
