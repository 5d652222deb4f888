import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { runAction, useAction } from '@/actions';
import { Button, IconButton, InlineNotice, Panes, Progress, notify } from '@/components';
import type { AuditItem, AuditView, Class, Overview } from '@/generated/commands';
import { ClassBar, ItemContent, ItemZoomActions, touchProject, useClassKeys, useScrollKeys } from '@/features/item';
import { useOncePerView } from '@/features/conflicts/useConflicts';
import { GuidelinePanel } from '@/features/label/GuidelinePanel';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { Result } from './Result';
import { VerdictBadge } from './VerdictBadge';
import classes from './Audit.module.css';

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
  const [saving, setSaving] = useState<number | null>(null);
  const [guideline, setGuideline] = useState(false);
  // Whoever wants the rate goes on after the verdict.
  const [toTheEnd, setToTheEnd] = useState(false);
  const view = query.data;
  const settled = view?.verdict === 'accepted' || view?.verdict === 'rejected';
  const keep = (next: AuditView) => {
    client.setQueryData(['audit', audit], next);
    touchProject(client, ['audit']);
  };

  const judge = useOncePerView(view?.next?.position, async (chosen: Class) => {
    if (!view?.next) return false;
    setSaving(chosen.id);
    try {
      keep(await call('audit_judge', { audit, position: view.next.position, class: chosen.id }));
      return true;
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      void query.refetch();
      return false;
    } finally {
      setSaving(null);
    }
  });
  const undo = async () => {
    try {
      keep(await call('audit_undo', { audit }));
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
  };
  const mayUndo = !overview.read_only && view?.audit.followed_by === null;
  useAction('audit.undo', () => void undo(), mayUndo);
  useAction('app.undo', () => void undo(), mayUndo);
  useAction('audit.guideline', () => setGuideline((now) => !now));

  if (query.error) return <InlineNotice kind="error">{AssayError.from(query.error).message}</InlineNotice>;
  if (!view) return null;
  const desk = (
    <section className={classes.desk} aria-label={view.audit.name} data-testid="audit-desk">
      <header className={classes.head}>
        <IconButton icon="chevron-left" label={t('audit.list')} onPress={onClose} />
        <h1 dir="auto">{view.audit.name}</h1>
        {settled && <VerdictBadge verdict={view.verdict ?? 'undecided'} />}
        <span className={classes.gap} />
        {view.audit.judged > 0 && mayUndo && (
          <Button size="small" variant="quiet" icon="undo" keys="Z" onPress={() => runAction('audit.undo')}>
            {t('audit.undo')}
          </Button>
        )}
        <Button size="small" variant="quiet" icon="guideline" keys="G" onPress={() => runAction('audit.guideline')}>
          {t('label.button.guideline')}
        </Button>
      </header>
      {view.next && (!settled || toTheEnd) ? (
        <Look overview={overview} view={view} next={view.next} onJudge={judge} saving={saving} />
      ) : (
        <Result view={view} overview={overview} onGoOn={() => setToTheEnd(true)} onOpen={onOpen} />
      )}
    </section>
  );
  if (!guideline) return desk;
  return (
    <Panes id="label.guideline" label={t('label.guideline.title')} initial={360} side={<GuidelinePanel onClose={() => setGuideline(false)} />}>
      {desk}
    </Panes>
  );
}

interface LookProps {
  overview: Overview;
  view: AuditView;
  next: AuditItem;
  onJudge: (chosen: Class) => void;
  saving: number | null;
}

/** The item without its label. */
function Look({ overview, view, next, onJudge, saving }: LookProps) {
  const place = useRef<HTMLDivElement>(null);
  const { question, read_only } = overview;
  const defined = useClassKeys(question.classes, onJudge, !read_only);
  useScrollKeys(place);
  return (
    <>
      <ItemZoomActions enabled={Boolean(next.item.media)} fitByZero={!question.classes.some(({ hotkey }) => hotkey === '0')} />
      <div className={classes.progress}>
        <Progress
          label={t('audit.position', { at: view.audit.judged + 1, total: view.audit.size })}
          done={view.audit.judged}
          total={view.audit.size}
        />
      </div>
      <div ref={place} className={classes.content} tabIndex={0} role="region" aria-label={question.text}>
        <div className={classes.column}>
          <ItemContent key={next.position} item={next.item} />
        </div>
      </div>
      <footer className={classes.foot}>
        <p className={classes.blind}>
          <strong dir="auto">{question.text}</strong> {t('audit.blind')}
        </p>
        <ClassBar
          key={next.position}
          label={t('audit.classes', { question: question.text })}
          classes={question.classes}
          onChoose={onJudge}
          saving={saving}
          disabled={read_only}
          defined={defined}
        />
      </footer>
    </>
  );
}
