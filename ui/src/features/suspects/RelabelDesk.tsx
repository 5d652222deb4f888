import { useState } from 'react';
import { Button, EmptyState, InlineNotice, notify } from '@/components';
import { BlindDesk } from '@/features/blind/BlindDesk';
import type { Overview, RelabelReport } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { refresh, useRelabel } from './data';

export interface RelabelDeskProps {
  project: string;
  relabel: number;
  overview: Overview;
  onClose: () => void;
  onResult: () => void;
}

/** The items that were sent, decided on one by one. */
export function RelabelDesk({ project, relabel, overview, onClose, onResult }: RelabelDeskProps) {
  const [passed, setPassed] = useState<number | null>(null);
  const query = useRelabel(project, relabel, passed);
  const view = query.data;
  const fault = query.error && <InlineNotice kind="error">{AssayError.from(query.error).message}</InlineNotice>;
  if (!view) return fault;
  const after = async () => {
    await query.refetch();
    void refresh();
  };
  const skip = () => {
    if (view.sent.items - view.sent.decided < 2) {
      notify({ kind: 'info', text: t('suspects.sent.lastLeft') });
      return false;
    }
    if (view.next) setPassed(view.next.position);
    return true;
  };
  return (
    <>
      {fault}
      <BlindDesk
        name={view.sent.name}
        overview={overview}
        next={view.next}
        done={view.sent.decided}
        total={view.sent.items}
        purpose={purpose(view, overview)}
        judge={async (_position, chosen) => {
          if (!view.next) return;
          await call('adjudicate', { item: view.next.item.id, class: chosen.id, rationale: view.sent.reason });
          await after();
        }}
        undo={async () => {
          await call('adjudicate_undo', null);
          await after();
        }}
        skip={overview.read_only ? undefined : { action: 'suspects.skip', word: t('suspects.sent.skip'), run: skip }}
        mayUndo={!overview.read_only}
        onRefused={() => void query.refetch()}
        onClose={onClose}
        actions={{ undo: 'suspects.undo', guideline: 'suspects.guideline' }}
        words={{ list: t('suspects.sent.back'), undo: t('suspects.sent.undo') }}
        result={
          <EmptyState
            icon="check"
            title={t('suspects.sent.done')}
            actions={
              <Button variant="primary" onPress={onResult} data-testid="relabel-see">
                {t('suspects.sent.see')}
              </Button>
            }
          >
            {t('suspects.sent.doneText')}
          </EmptyState>
        }
        testId="relabel-desk"
      />
    </>
  );
}

/** What whoever decides may know. */
function purpose({ next }: RelabelReport, overview: Overview): string {
  const row = next?.row;
  if (!row) return t('suspects.sent.blind');
  const name = (key: string | null) => overview.question.classes.find((each) => each.key === key)?.name ?? key ?? '–';
  return t('suspects.sent.open', { given: name(row.given), suggested: name(row.suggested), predicted: name(row.predicted) });
}
