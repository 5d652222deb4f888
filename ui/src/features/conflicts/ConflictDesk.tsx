import { useRef } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { namedClasses } from '@/app/project';
import { Badge, Button, InlineNotice, Kbd, Select, TextField } from '@/components';
import type { Class, ItemView, Overview } from '@/generated/commands';
import { ItemHistoryButton } from '@/features/history';
import { ClassBar, ItemContent, ItemZoomActions, VoteSplit, useClassKeys, useScrollKeys } from '@/features/item';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { causeOptions, turnCause } from './causes';
import { JudgmentTable } from './JudgmentTable';
import { nameOf } from './queue';
import { SaidLine } from './SaidLine';
import { useOncePerView, type Draft, type useConflicts } from './useConflicts';
import classes from './Conflicts.module.css';

export interface ConflictDeskProps {
  overview: Overview;
  state: ReturnType<typeof useConflicts>;
  /** Judgments stay hidden until the decision. */
  blind: boolean;
  onExample: (item: number) => void;
}

/** The item, all that was said about it, and the decision. */
export function ConflictDesk({ overview, state, blind, onExample }: ConflictDeskProps) {
  const place = useRef<HTMLDivElement>(null);
  const rationale = useRef<HTMLInputElement>(null);
  const all = overview.question.classes;
  const { item, draft, setDraft } = state;
  const view = item.data;
  const target = view?.decision ? view.item.id : state.said?.kind === 'decided' ? state.said.item : null;
  useAction('conflicts.example', () => target !== null && onExample(target), target !== null && !overview.read_only);

  const press = useOncePerView(view?.item.id, async (chosen: Class) =>
    view ? state.decide(view.item.id, view.item.key, chosen, draft) : false,
  );
  const defined = useClassKeys(all, press, !overview.read_only);
  useScrollKeys(place, false);
  useAction('conflicts.cause', () => setDraft((now) => ({ ...now, cause: turnCause(now.cause, 1) })));
  useAction('conflicts.causeBack', () => setDraft((now) => ({ ...now, cause: turnCause(now.cause, -1) })));
  useAction('conflicts.rationale', () => rationale.current?.focus());

  const fault = item.error && <InlineNotice kind="error">{AssayError.from(item.error).message}</InlineNotice>;
  if (!view && fault) return fault;
  const decided = view?.decision;
  const itemKey = view?.item.key ?? state.rows[state.at]?.key ?? '';
  const last = state.said?.kind === 'decided' ? state.said.item : null;
  return (
    <section className={classes.desk} aria-label={itemKey} aria-busy={!view} data-testid="conflict-desk" data-item={view?.item.id}>
      {fault}
      <ItemZoomActions enabled={Boolean(view?.item.media)} fitByZero={!all.some(({ hotkey }) => hotkey === '0')} />
      <div ref={place} className={classes.content} tabIndex={0} role="region" aria-label={overview.question.text}>
        {view && <Told view={view} overview={overview} blind={blind} left={state.left} onExample={onExample} />}
      </div>
      <footer className={classes.foot}>
        <SaidLine said={state.said} revealed={blind ? all : undefined} onExample={last !== null && last !== view?.item.id && !overview.read_only ? onExample : undefined} />
        <div className={classes.why}>
          <div className={classes.cause}>
            <Kbd keys="C" />
            <Select
              label={t('conflicts.cause.label')}
              options={causeOptions}
              value={draft.cause ?? 'none'}
              onChange={(cause) => setDraft((now) => ({ ...now, cause: cause === 'none' ? null : cause }))}
              testId="cause"
            />
          </div>
          {/* There while the item is on its way: letters typed for it must not act as keys. */}
          <div
            className={classes.rationale}
            onKeyDown={(event) => {
              if (event.key === 'Escape') rationale.current?.blur();
            }}
          >
            <Kbd keys="N" />
            <TextField
              label={t('conflicts.rationale.label')}
              placeholder={t('conflicts.rationale.placeholder')}
              value={draft.rationale}
              onChange={(text) => setDraft((now) => ({ ...now, rationale: text }))}
              onEnter={() => rationale.current?.blur()}
              inputRef={rationale}
              readOnly={!view}
              testId="rationale"
            />
          </div>
          {decided && changed(decided, draft) && (
            <Button
              variant="primary"
              onPress={() => {
                const same = all.find(({ id }) => id === decided.class);
                if (same) press(same);
              }}
              data-testid="keep"
            >
              {t('conflicts.keep')}
            </Button>
          )}
        </div>
        <ClassBar
          label={t('conflicts.decide', { key: itemKey })}
          classes={all}
          onChoose={press}
          chosen={decided?.class}
          saving={state.saving}
          disabled={overview.read_only}
          defined={defined}
        />
      </footer>
    </section>
  );
}

interface ToldProps extends Pick<ConflictDeskProps, 'overview' | 'blind' | 'onExample'> {
  view: ItemView;
  left: boolean;
}

/** The item and all that was said about it. */
function Told({ view, overview, blind, left, onExample }: ToldProps) {
  const all = overview.question.classes;
  const named = namedClasses(overview);
  const exampleKeys = useActionKeys('conflicts.example');
  const decided = view.decision;
  const hidden = blind && !decided;
  return (
    <>
      <header className={classes.head}>
        <h1 dir="auto" data-selectable>
          {view.item.key}
        </h1>
        {hidden ? <p>{t('conflicts.blind.reference')}</p> : <Reference view={view} all={named} />}
        {!hidden && <ItemHistoryButton item={view.item.id} itemKey={view.item.key} />}
        {view.stopping && <p data-testid="stopping">{view.stopping}</p>}
        {view.requeued.map(([n, reason]) => (
          <p key={`${n} ${reason}`} data-testid="requeued">
            {t('conflicts.requeued', { n, reason })}
          </p>
        ))}
      </header>
      {left && (
        <InlineNotice kind="info">
          <span role="status" data-testid="left">
            {t(decided ? 'conflicts.leftDecided' : 'conflicts.left')}
          </span>
        </InlineNotice>
      )}
      <ItemContent key={view.item.id} item={view.item} compact />
      {hidden ? (
        <p className={classes.hidden} data-testid="blind">
          {t('conflicts.blind.hidden', { n: view.judgments.length })}
        </p>
      ) : (
        <>
          <VoteSplit split={splitOf(view)} classes={named} legend />
          <JudgmentTable judgments={view.judgments} itemKey={view.item.key} classes={named} />
        </>
      )}
      {decided && (
        <div className={classes.example}>
          {view.example ? (
            <Badge icon={view.example.class === decided.class ? 'guideline' : 'warning'} tone={view.example.class === decided.class ? 'neutral' : 'warn'}>
              {view.example.class === decided.class
                ? t('conflicts.example.is', { version: view.example.guideline_version })
                : t('conflicts.example.other', { label: nameOf(all, view.example.class) })}
            </Badge>
          ) : (
            !overview.read_only && (
              <Button size="small" icon="guideline" keys={exampleKeys} onPress={() => onExample(view.item.id)} data-testid="example">
                {t('conflicts.example.action')}
              </Button>
            )
          )}
        </div>
      )}
    </>
  );
}

function Reference({ view, all }: { view: ItemView; all: readonly Class[] }) {
  const { decision, reference } = view;
  const nameOf = (id: number) => all.find((each) => each.id === id)?.name ?? '?';
  if (decision) {
    const when = formatTime(decision.made_at);
    const said = { person: decision.person, when, label: nameOf(decision.class) };
    return <p>{decision.draw === null ? t('conflicts.by', said) : t('conflicts.byBlind', { ...said, draw: decision.draw })}</p>;
  }
  if (!reference) return <p>{t('conflicts.noReference')}</p>;
  return (
    <p>{t('conflicts.reference', { label: nameOf(reference.class), source: t(`conflicts.source.${reference.source}`) })}</p>
  );
}

const changed = (decision: Draft, draft: Draft): boolean =>
  decision.cause !== draft.cause || decision.rationale !== draft.rationale.trim();

/** The votes as they stand; skips and repeats have none. */
function splitOf({ judgments }: ItemView): [number, number][] {
  const votes = new Map<number, number>();
  for (const { class: id, counted } of judgments) {
    if (id !== null && counted) votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

