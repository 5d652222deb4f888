import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, EmptyState, InlineNotice } from '@/components';
import { BlindDesk } from '@/features/blind/BlindDesk';
import { touchProject } from '@/features/item';
import type { HumanDrawView, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';

export interface DrawDeskProps {
  draw: number;
  overview: Overview;
  onClose: () => void;
}

/** The items of a draw, decided on one by one without their judgments. */
export function DrawDesk({ draw, overview, onClose }: DrawDeskProps) {
  const client = useQueryClient();
  const queryKey = ['human', 'draw', draw];
  const query = useQuery({ queryKey, queryFn: () => call('human_get', { draw }) });
  const keep = (next: HumanDrawView) => {
    client.setQueryData(queryKey, next);
    touchProject(client);
  };
  const view = query.data;
  const fault = query.error && <InlineNotice kind="error">{AssayError.from(query.error).message}</InlineNotice>;
  if (!view) return fault;
  return (
    <>
      {fault}
      <BlindDesk
        name={view.draw.name}
        overview={overview}
        next={view.next}
        done={view.draw.decided}
        total={view.draw.size}
        purpose={t('human.desk.blind')}
        judge={async (position, chosen) => keep(await call('human_judge', { draw, position, class: chosen.id }))}
        undo={async () => keep(await call('human_undo', { draw }))}
        mayUndo={!overview.read_only}
        onRefused={() => void query.refetch()}
        onClose={onClose}
        actions={{ undo: 'human.undo', guideline: 'human.guideline' }}
        words={{ list: t('human.desk.list'), undo: t('human.desk.undo') }}
        result={
          <EmptyState
            icon="check"
            title={t('human.draw.done')}
            actions={
              <Button variant="primary" onPress={onClose} data-testid="human-see">
                {t('human.draw.see')}
              </Button>
            }
          >
            {t('human.draw.doneText')}
          </EmptyState>
        }
        testId="human-desk"
      />
    </>
  );
}
