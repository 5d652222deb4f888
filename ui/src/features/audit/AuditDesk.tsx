import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { InlineNotice } from '@/components';
import { BlindDesk } from '@/features/blind/BlindDesk';
import { touchProject } from '@/features/item';
import type { AuditView, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { Result } from './Result';
import { VerdictBadge } from './VerdictBadge';

export interface AuditDeskProps {
  audit: number;
  overview: Overview;
  onClose: () => void;
  onOpen: (audit: number) => void;
}

/** One audit: looks until the verdict is certain or none are left, then the result. */
export function AuditDesk({ audit, overview, onClose, onOpen }: AuditDeskProps) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['audit', audit], queryFn: () => call('audit_get', { audit }) });
  // Whoever wants the rate goes on after the verdict.
  const [toTheEnd, setToTheEnd] = useState(false);
  const view = query.data;
  const settled = view?.verdict === 'accepted' || view?.verdict === 'rejected';
  const keep = (next: AuditView) => {
    client.setQueryData(['audit', audit], next);
    touchProject(client, ['audit']);
  };

  const fault = query.error && <InlineNotice kind="error">{AssayError.from(query.error).message}</InlineNotice>;
  if (!view) return fault;
  return (
    <>
      {fault}
      <BlindDesk
        name={view.audit.name}
        overview={overview}
        next={!settled || toTheEnd ? view.next : null}
        done={view.audit.judged}
        total={view.audit.size}
        purpose={t('audit.blind')}
        judge={async (position, chosen) => keep(await call('audit_judge', { audit, position, class: chosen.id }))}
        undo={async () => keep(await call('audit_undo', { audit }))}
        mayUndo={!overview.read_only && view.audit.followed_by === null}
        onRefused={() => void query.refetch()}
        onClose={onClose}
        actions={{ undo: 'audit.undo', guideline: 'audit.guideline' }}
        words={{ list: t('audit.list'), undo: t('audit.undo') }}
        badge={settled && <VerdictBadge verdict={view.verdict ?? 'undecided'} />}
        result={<Result view={view} overview={overview} onGoOn={() => setToTheEnd(true)} onOpen={onOpen} />}
        testId="audit-desk"
      />
    </>
  );
}
