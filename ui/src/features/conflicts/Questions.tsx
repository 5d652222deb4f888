import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useAction } from '@/actions';
import { Button, Checkbox, EmptyState, InlineNotice, Markdown, Panes, RadioGroup, SegmentedControl, TextArea, notify } from '@/components';
import type { Ask, AskView, Overview } from '@/generated/commands';
import { ItemContent, touchProject } from '@/features/item';
import { formatTime } from '@/lib/format';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { answerDrafts } from './drafts';
import { itemQuery } from './useConflicts';
import queue from './Conflicts.module.css';
import classes from './Questions.module.css';

export interface QuestionsProps {
  overview: Overview;
  scope: string;
  /** The tabs of the screen, above the list. */
  tabs: ReactNode;
}

/** What raters ask, and the lead's answers. */
export function Questions({ overview, scope, tabs }: QuestionsProps) {
  const client = useQueryClient();
  const [answered, setAnswered] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useQuery({ queryKey: ['asks', answered], queryFn: () => call('ask_list', { answered }), staleTime: 0, refetchInterval: 10_000 });
  const asks = list.data?.asks ?? [];
  const shown = asks.find(({ id }) => id === chosen) ?? asks[0];
  // What is shown because it came first stays before the person, whatever comes in above it.
  const settled = list.isFetching ? null : (shown?.id ?? null);
  useEffect(() => {
    if (settled !== null) setChosen(settled);
  }, [settled]);
  const move = (by: 1 | -1) => {
    const at = asks.findIndex(({ id }) => id === shown?.id);
    const to = asks[Math.min(asks.length - 1, Math.max(0, at + by))];
    if (to) setChosen(to.id);
  };
  useAction('conflicts.next', () => move(1), asks.length > 0);
  useAction('conflicts.previous', () => move(-1), asks.length > 0);
  const changed = async () => {
    await client.invalidateQueries({ queryKey: ['asks'] });
    await client.invalidateQueries({ queryKey: ['ask'] });
    touchProject(client, ['asks', 'ask']);
  };
  const undo = async () => {
    try {
      const back = await call('ask_answer_undo', null);
      notify({ kind: 'info', text: t(back === null ? 'asking.answer.nothing' : 'asking.answer.undone') });
      await changed();
      if (back !== null) {
        setAnswered(false);
        setChosen(back);
      }
    } catch (thrown) {
      notify({ kind: 'warn', text: AssayError.from(thrown).message });
    }
  };
  const side = (
    <div className={queue.side}>
      {tabs}
      <div className={queue.tabs}>
        <SegmentedControl
          label={t('asking.which')}
          hideLabel
          value={answered ? 'answered' : 'waiting'}
          onChange={(next) => {
            setAnswered(next === 'answered');
            setChosen(null);
          }}
          options={[
            { value: 'waiting', label: t('asking.waiting', { n: list.data?.waiting ?? overview.counts.questions }) },
            { value: 'answered', label: t('asking.answered', { n: list.data?.answered ?? 0 }) },
          ]}
          testId="ask-tabs"
        />
      </div>
      <ol className={classes.list} aria-label={t(answered ? 'asking.list.answered' : 'asking.list.waiting')}>
        {asks.map((ask) => (
          <li key={ask.id}>
            <button type="button" className={classes.row} aria-current={ask.id === shown?.id ? 'true' : undefined} onClick={() => setChosen(ask.id)} data-testid={`ask-${ask.id}`}>
              <span className={classes.line}>
                <strong dir="auto">{ask.item_key}</strong>
                <span dir="auto">{ask.rater}</span>
              </span>
              <span className={classes.excerpt} dir="auto">
                {ask.body}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
  return (
    <Panes id="conflicts" label={t('asking.list.waiting')} place="left" initial={264} min={200} max={420} side={side}>
      {list.error && <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>}
      {shown ? (
        <Desk key={`${shown.id} ${shown.answer?.id ?? ''}`} overview={overview} ask={shown} scope={scope} onChanged={changed} onUndo={() => void undo()} />
      ) : list.data ? (
        <div className={queue.desk}>
          <EmptyState icon="ask" title={t(answered ? 'asking.empty.answered.title' : 'asking.empty.waiting.title')} actions={
            <Button icon="undo" variant="quiet" onPress={() => void undo()} data-testid="answer-undo">
              {t('asking.answer.undo')}
            </Button>
          }>
            {t(answered ? 'asking.empty.answered.text' : 'asking.empty.waiting.text')}
          </EmptyState>
        </div>
      ) : null}
    </Panes>
  );
}

interface DeskProps {
  overview: Overview;
  ask: Ask;
  scope: string;
  onChanged: () => Promise<void>;
  onUndo: () => void;
}

/** The item, what was asked about it, and the answer. */
function Desk({ overview, ask, scope, onChanged, onUndo }: DeskProps) {
  const item = useQuery(itemQuery(ask.item));
  const view = useQuery({ queryKey: ['ask', ask.id], queryFn: () => call('ask_get', { ask: ask.id }), staleTime: 0 });
  return (
    <section className={queue.desk} aria-label={ask.item_key} data-testid="ask-desk" data-ask={ask.id}>
      <div className={queue.content} tabIndex={0} role="region" aria-label={t('asking.head', { rater: ask.rater, key: ask.item_key })}>
        <header className={queue.head}>
          <h1 dir="auto" data-selectable>
            {t('asking.head', { rater: ask.rater, key: ask.item_key })}
          </h1>
          <p>
            {ask.guideline_version === null
              ? t('asking.underNone', { when: formatTime(ask.made_at) })
              : t('asking.under', { n: ask.guideline_version, when: formatTime(ask.made_at) })}
          </p>
        </header>
        <blockquote className={classes.asked} dir="auto" data-selectable data-testid="ask-body">
          {ask.body}
        </blockquote>
        {ask.answer && view.data?.answer_html && (
          <div className={classes.answered} data-testid="ask-answered">
            <Markdown html={view.data.answer_html} />
            <p className={classes.by}>
              {t('asking.answer.by', { person: ask.answer.person, when: formatTime(ask.answer.made_at) })}
              {ask.answer.guideline_version !== null && ` · ${t('asking.answer.inGuideline', { n: ask.answer.guideline_version })}`}
            </p>
          </div>
        )}
        {item.data && <ItemContent item={item.data.item} compact />}
      </div>
      {view.data && !overview.read_only && <AnswerForm overview={overview} view={view.data} scope={scope} onChanged={onChanged} onUndo={onUndo} />}
    </section>
  );
}

/** Whom the answer that stands reaches; without one, whoever meets the item. */
function reachOf({ ask: { answer }, shared }: AskView): string {
  if (answer?.reach !== 'field') return answer?.reach ?? 'item';
  const field = shared.find(({ name }) => name === answer.field)?.field;
  return field === undefined ? 'item' : `field ${field}`;
}

interface AnswerFormProps {
  overview: Overview;
  view: AskView;
  scope: string;
  onChanged: () => Promise<void>;
  onUndo: () => void;
}

function AnswerForm({ overview, view, scope, onChanged, onUndo }: AnswerFormProps) {
  const { ask, shared } = view;
  useStore(answerDrafts.store);
  const body = answerDrafts.of(scope, ask.id) ?? ask.answer?.body ?? '';
  const [reach, setReach] = useState<string>(() => reachOf(view));
  const [guideline, setGuideline] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy || body.trim() === '') return;
    setBusy(true);
    try {
      const field = reach.startsWith('field ') ? Number(reach.slice(6)) : undefined;
      const to = field !== undefined ? 'field' : reach === 'everyone' ? 'everyone' : 'item';
      await call('ask_answer', { ask: ask.id, body, reach: to, field, into_guideline: guideline });
      answerDrafts.keep(scope, ask.id, null);
      notify({ kind: 'ok', text: t('asking.answer.sent', { rater: ask.rater }) });
      await onChanged();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <footer className={queue.foot}>
      <div
        className={classes.form}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      >
        <TextArea
          label={t('asking.answer.label')}
          placeholder={t('asking.answer.placeholder')}
          rows={4}
          value={body}
          onChange={(text) => answerDrafts.keep(scope, ask.id, text)}
          className={classes.words}
          testId="answer-body"
        />
        <RadioGroup
          label={t('asking.answer.reach')}
          value={reach}
          onChange={setReach}
          options={[
            { value: 'item', label: t('asking.answer.item'), hint: t('asking.answer.itemHint', { rater: ask.rater }) },
            ...shared.map(({ field, name, value, items }) => ({
              value: `field ${field}`,
              label: t('asking.answer.field', { field: name, value: value.length > 40 ? `${value.slice(0, 39)}\u2026` : value }),
              hint: t('asking.answer.fieldHint', { n: items }),
            })),
            { value: 'everyone', label: t('asking.answer.everyone'), hint: t('asking.answer.everyoneHint') },
          ]}
          testId="answer-reach"
        />
      </div>
      <div className={classes.send}>
        <Checkbox selected={guideline} onChange={setGuideline} testId="answer-guideline">
          {t('asking.answer.guideline', { n: overview.guideline_version + 1 })}
        </Checkbox>
        <span className={queue.gap} />
        <Button icon="undo" variant="quiet" onPress={onUndo} data-testid="answer-undo">
          {t('asking.answer.undo')}
        </Button>
        <Button variant="primary" isDisabled={busy || body.trim() === ''} keys="Mod+Enter" onPress={() => void send()} data-testid="answer-send">
          {t(ask.answer ? 'asking.answer.sendAgain' : 'asking.answer.send')}
        </Button>
      </div>
    </footer>
  );
}
