import { useRef, useState, type ReactNode } from 'react';
import { runAction, useAction, useActionKeys, type ActionId } from '@/actions';
import { Button, IconButton, Panes, Progress, notify } from '@/components';
import { ClassBar, ItemContent, ItemZoomActions, useClassKeys, useScrollKeys } from '@/features/item';
import { useOncePerView } from '@/features/conflicts/useConflicts';
import { GuidelinePanel } from '@/features/label/GuidelinePanel';
import type { Class, Item, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './Blind.module.css';

export interface BlindDeskProps {
  /** Of the audit or the draw. */
  name: string;
  overview: Overview;
  /** The item to look at, without its label; none: the result is shown. */
  next: { position: number; item: Item } | null;
  done: number;
  total: number;
  /** What the look is for, in one line below the item. */
  purpose: string;
  /** Writes the look. */
  judge: (position: number, chosen: Class) => Promise<void>;
  undo: () => Promise<void>;
  mayUndo: boolean;
  /** After a refusal: what stands now. */
  onRefused: () => void;
  onClose: () => void;
  /** Leaves the item for later, where that is allowed; answers whether another item comes. */
  skip?: { action: ActionId; word: string; run: () => boolean };
  actions: { undo: ActionId; guideline: ActionId };
  words: { list: string; undo: string };
  badge?: ReactNode;
  /** Shown when there is nothing to look at. */
  result: ReactNode;
  testId: string;
}

/** Items one after the other without their labels and judgments; one key for each. */
export function BlindDesk(props: BlindDeskProps) {
  const { name, next, actions, words, mayUndo } = props;
  const [saving, setSaving] = useState<number | null>(null);
  const [guideline, setGuideline] = useState(false);

  const act = useOncePerView(next?.position, async (chosen: Class | null) => {
    if (!next) return false;
    if (!chosen) return props.skip?.run() ?? false;
    setSaving(chosen.id);
    try {
      await props.judge(next.position, chosen);
      return true;
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
      props.onRefused();
      return false;
    } finally {
      setSaving(null);
    }
  });
  const undo = async () => {
    try {
      await props.undo();
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
  };
  useAction(actions.undo, () => void undo(), mayUndo);
  useAction('app.undo', () => void undo(), mayUndo);
  useAction(actions.guideline, () => setGuideline((now) => !now));

  const desk = (
    <section className={classes.desk} aria-label={name} data-testid={props.testId}>
      <header className={classes.head}>
        <IconButton icon="chevron-left" label={words.list} onPress={props.onClose} />
        <h1 dir="auto">{name}</h1>
        {props.badge}
        <span className={classes.gap} />
        {next && props.skip && <Skip skip={props.skip} onSkip={() => act(null)} />}
        {props.done > 0 && mayUndo && (
          <Button size="small" variant="quiet" icon="undo" keys="Z" onPress={() => runAction(actions.undo)}>
            {words.undo}
          </Button>
        )}
        <Button size="small" variant="quiet" icon="guideline" keys="G" onPress={() => runAction(actions.guideline)}>
          {t('label.button.guideline')}
        </Button>
      </header>
      {next ? <Look {...props} next={next} onJudge={act} saving={saving} /> : props.result}
    </section>
  );
  if (!guideline) return desk;
  return (
    <Panes id="label.guideline" label={t('label.guideline.title')} initial={360} side={<GuidelinePanel onClose={() => setGuideline(false)} />}>
      {desk}
    </Panes>
  );
}

interface SkipProps {
  skip: NonNullable<BlindDeskProps['skip']>;
  onSkip: () => void;
}

function Skip({ skip, onSkip }: SkipProps) {
  useAction(skip.action, onSkip);
  return (
    <Button size="small" variant="quiet" icon="skip" keys={useActionKeys(skip.action)} onPress={onSkip} data-testid="desk-skip">
      {skip.word}
    </Button>
  );
}

interface LookProps extends Pick<BlindDeskProps, 'overview' | 'done' | 'total' | 'purpose'> {
  next: { position: number; item: Item };
  onJudge: (chosen: Class) => void;
  saving: number | null;
}

/** The item without its label. */
function Look({ overview, next, done, total, purpose, onJudge, saving }: LookProps) {
  const place = useRef<HTMLDivElement>(null);
  const { question, read_only } = overview;
  const defined = useClassKeys(question.classes, onJudge, !read_only);
  useScrollKeys(place);
  return (
    <>
      <ItemZoomActions enabled={Boolean(next.item.media)} fitByZero={!question.classes.some(({ hotkey }) => hotkey === '0')} />
      <div className={classes.progress}>
        <Progress label={t('audit.position', { at: done + 1, total })} done={done} total={total} />
      </div>
      <div ref={place} className={classes.content} tabIndex={0} role="region" aria-label={question.text}>
        <div className={classes.column}>
          <ItemContent key={next.position} item={next.item} />
        </div>
      </div>
      <footer className={classes.foot}>
        <p className={classes.blind}>
          <strong dir="auto">{question.text}</strong> {purpose}
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
