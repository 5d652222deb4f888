import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { onReopened } from '@/app/fault';
import { notify } from '@/components';
import type { Overview, Person } from '@/generated/commands';
import { preloadItem, touchProject } from '@/features/item';
import { t } from '@/messages';
import { call } from '@/platform';
import { ActiveClock, watchActivity } from './clock';
import { LabelSession } from './session';

/** Commands of a rater run one after another, also those of the session before. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
}

/** A session for as long as the screen shows this person; afterwards the offers are given back. */
export function useSession(overview: Overview, me: Person): LabelSession {
  const client = useQueryClient();
  const question = overview.question.id;
  const idle = overview.policy.idle_seconds;
  const { session, clock } = useMemo(() => {
    const clock = new ActiveClock(idle * 1000);
    const uid = me.uid;
    const session = new LabelSession(
      {
        queue: () => inTurn(() => call('label_queue', null, uid)),
        submit: (request) => inTurn(() => call('label_submit', request, uid)),
        ask: (request) => inTurn(() => call('ask_send', request, uid)),
        undo: () => inTurn(() => call('label_undo', null, uid)),
        accept: (version) => inTurn(() => call('guideline_accept', { version }, uid)),
        start: () => inTurn(() => call('qualification_start', null, uid)),
        release: () => inTurn(() => call('label_release', null, uid)),
      },
      {
        question,
        clock,
        newUid: () => crypto.randomUUID(),
        onNext: (task) => preloadItem(task?.item),
        onLost: (error) => notify({ kind: 'warn', text: error.message }),
        onRefused: (error) => notify({ kind: 'warn', text: error.message }),
        onUnsaved: (error) => notify({ kind: 'error', text: t('label.failed.gone', { error: error.message }) }),
      },
    );
    return { session, clock };
  }, [me.uid, question, idle]);

  useEffect(() => {
    void session.open();
    const stops = [
      watchActivity(clock),
      onReopened(() => session.again()),
    ];
    return () => {
      for (const stop of stops) stop();
      void session.close().then(() => touchProject(client));
    };
  }, [session, clock, client]);
  return session;
}
