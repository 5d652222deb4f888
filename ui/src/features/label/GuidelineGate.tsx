import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Badge, Button, InlineNotice, Markdown } from '@/components';
import type { Gate, LineChange } from '@/generated/commands';
import { useScrollKeys } from '@/features/item';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import type { LabelSession } from './session';
import classes from './Training.module.css';

export interface GuidelineGateProps {
  gate: Extract<Gate, { kind: 'guideline' }>;
  session: LabelSession;
  changes: readonly LineChange[];
}

/** The guideline in full; it is accepted by one key once it was read to its end. */
export function GuidelineGate({ gate, session, changes }: GuidelineGateProps) {
  const place = useRef<HTMLDivElement>(null);
  const guideline = useQuery({ queryKey: ['guideline', gate.version], queryFn: () => call('guideline_get', null), staleTime: 0 });
  const read = useReadToEnd(place, guideline.data?.version === gate.version);
  const keys = useActionKeys('label.goOn');
  const accept = () => void session.accepts(gate.version);
  useAction('label.goOn', accept, read);
  useScrollKeys(place);
  // The keys that scroll act on it at once.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  return (
    <div className={classes.gate} data-testid="gate-guideline">
      <header className={classes.gateHead}>
        <h1>{t(gate.accepted === null ? 'training.guideline.title' : 'training.guideline.again')}</h1>
        <Badge>{t('training.guideline.version', { n: gate.version })}</Badge>
        <p>{gate.accepted === null ? t('training.guideline.first') : t('training.guideline.since', { n: gate.accepted })}</p>
      </header>
      <div ref={place} className={classes.text} tabIndex={0} role="region" aria-label={t('training.guideline.title')}>
        <div className={classes.column}>
          {guideline.error && <InlineNotice kind="error">{AssayError.from(guideline.error).message}</InlineNotice>}
          {gate.accepted !== null && changes.length > 0 && <Changes changes={changes} since={gate.accepted} />}
          {guideline.data && <Markdown html={guideline.data.html} />}
        </div>
      </div>
      <footer className={classes.gateFoot}>
        <Button variant="primary" size="large" isDisabled={!read} keys={keys} onPress={accept} data-testid="guideline-accept">
          {t('training.guideline.accept')}
        </Button>
        {!read && (
          <span>
            {t('training.guideline.scroll')}. {t('training.guideline.keys')}
          </span>
        )}
      </footer>
    </div>
  );
}

function Changes({ changes, since }: { changes: readonly LineChange[]; since: number }) {
  return (
    <section className={classes.changes} data-testid="guideline-changes">
      <h2>{t('training.guideline.changes', { n: since })}</h2>
      {changes.map(({ kind, text }, at) => (
        <div key={at} className={cx(classes.change, classes[kind])} dir="auto">
          <span>{t(`training.guideline.${kind}`)}</span>
          <p>{text}</p>
        </div>
      ))}
    </section>
  );
}

/** Whether the end of a text has been in view; at once where all of it is. */
function useReadToEnd(place: React.RefObject<HTMLElement | null>, shown: boolean): boolean {
  const [read, setRead] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!shown || !element) return;
    const look = () => {
      if (element.scrollTop + element.clientHeight >= element.scrollHeight - 8) setRead(true);
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [place, shown]);
  return read;
}
