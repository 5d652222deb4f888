import { useCallback, useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useAction } from '@/actions';
import { Button, EmptyState, Icon, IconButton, InlineNotice, Panes } from '@/components';
import type { Class, HistoryEntry, Overview, Person } from '@/generated/commands';
import { ClassBar, ItemContent, ItemZoomActions, useClassKeys, useScrollKeys } from '@/features/item';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { ActiveClock, watchActivity } from './clock';
import classes from './LabelDesk.module.css';
import panel from './Panel.module.css';

const PAGE = 50;

export interface BackDeskProps {
  overview: Overview;
  me: Person;
  onClose: () => void;
  /** A label was corrected. */
  onChanged: () => Promise<void>;
}

/** Own labels, newest first; any of them can be corrected. */
export function BackDesk({ overview, me, onClose, onChanged }: BackDeskProps) {
  const place = useRef<HTMLDivElement>(null);
  const history = useHistory(me.uid);
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const busy = useRef(false);
  const clock = useRef(new ActiveClock(overview.policy.idle_seconds * 1000));
  const { question } = overview;
  const entry = history.entries?.[at];
  const current = entry?.judgment.class ?? null;

  useEffect(() => watchActivity(clock.current), []);
  useEffect(() => clock.current.restart(), [entry?.item.id]);

  const move = (to: number) => {
    const count = history.entries?.length ?? 0;
    if (to < 0 || to >= count) return;
    setAt(to);
    setSaid(null);
    setFailure(null);
    if (to === count - 1) history.more();
  };
  const choose = async (chosen: Class) => {
    if (!entry || busy.current) return;
    if (chosen.id === current) return setSaid(t('label.back.same'));
    busy.current = true;
    setFailure(null);
    const { unsure, note, active_ms } = entry.judgment;
    const active = (active_ms ?? 0) + clock.current.read();
    const answers = [{ question: question.id, class: chosen.id }];
    try {
      await call('label_revise', { judgment: entry.judgment.id, said: { answers, unsure, note, active_ms: active } }, me.uid);
      await history.reload();
      await onChanged();
      setSaid(t('label.back.corrected', { answer: chosen.name }));
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
    } finally {
      busy.current = false;
    }
  };

  const defined = useClassKeys(question.classes, (chosen) => void choose(chosen));
  useAction('label.back', () => move(at + 1));
  useScrollKeys(place, false);
  useBackKeys({ newer: () => move(at - 1), older: () => move(at + 1), close: onClose });

  return (
    <Panes
      id="label.back"
      label={t('label.back.title')}
      initial={280}
      side={<History history={history} at={at} onAt={move} all={question.classes} onClose={onClose} />}
    >
      <div className={classes.desk} data-testid="back-desk">
        <ItemZoomActions enabled={Boolean(entry?.item.media)} fitByZero={!question.classes.some(({ hotkey }) => hotkey === '0')} />
        <div ref={place} className={classes.content} tabIndex={0} role="region" aria-label={question.text}>
          <div className={classes.column}>
            {entry && <ItemContent key={entry.item.id} item={entry.item} />}
            {history.entries?.length === 0 && (
              <EmptyState icon="label" title={t('label.back.none')} actions={<Button onPress={onClose}>{t('label.back.close')}</Button>}>
                {null}
              </EmptyState>
            )}
            {history.error && <InlineNotice kind="error">{history.error}</InlineNotice>}
          </div>
        </div>
        {entry && (
          <footer className={classes.foot}>
            <div className={classes.banner} role="status" data-testid="back-said">
              <InlineNotice kind={failure ? 'error' : said ? 'ok' : 'info'}>
                {failure ?? said ?? banner(entry, question.classes)}
              </InlineNotice>
              <Button onPress={onClose} keys="Escape" data-testid="back-close">
                {t('label.back.close')}
              </Button>
            </div>
            <ClassBar
              label={t('label.classes', { question: question.text })}
              classes={question.classes}
              onChoose={(chosen) => void choose(chosen)}
              chosen={current}
              defined={defined}
            />
          </footer>
        )}
      </div>
    </Panes>
  );
}

function banner({ judgment }: HistoryEntry, all: readonly Class[]): string {
  if (judgment.skipped) return t('label.back.bannerSkipped');
  const name = all.find(({ id }) => id === judgment.class)?.name ?? judgment.label ?? '';
  return t('label.back.banner', { answer: name });
}

interface OwnHistory {
  entries: readonly HistoryEntry[] | null;
  error: string | null;
  more: () => void;
  reload: () => Promise<void>;
}

function useHistory(person: string): OwnHistory {
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const load = useCallback((before?: number) => call('label_history', { before, limit: PAGE }, person), [person]);

  useEffect(() => {
    load().then(
      (page) => {
        setEntries(page);
        setEnded(page.length < PAGE);
      },
      (thrown: unknown) => setError(AssayError.from(thrown).message),
    );
  }, [load]);

  const oldest = entries?.at(-1)?.judgment.id;
  const more = () => {
    if (ended || oldest === undefined) return;
    setEnded(true);
    void load(oldest).then((page) => {
      setEntries((now) => [...(now ?? []), ...page]);
      setEnded(page.length < PAGE);
    });
  };
  /** A correction is a new judgment; it keeps its place, so that the way back goes on from there. */
  const reload = async () => {
    const fresh = new Map((await load()).map((each) => [each.item.id, each]));
    setEntries((now) => (now ?? []).map((each) => fresh.get(each.item.id) ?? each));
  };
  return { entries, error, more, reload };
}

function useBackKeys({ newer, older, close }: { newer: () => void; older: () => void; close: () => void }) {
  const latest = useRef({ newer, older, close });
  useEffect(() => {
    latest.current = { newer, older, close };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const free = target === document.body || (target instanceof Element && target.closest('[data-testid="back-list"]'));
      if (event.defaultPrevented || !(free || event.key === 'Escape')) return;
      const run = { ArrowUp: latest.current.newer, ArrowDown: latest.current.older, Escape: latest.current.close }[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

interface HistoryProps {
  history: OwnHistory;
  at: number;
  onAt: (at: number) => void;
  all: readonly Class[];
  onClose: () => void;
}

function History({ history, at, onAt, all, onClose }: HistoryProps) {
  return (
    <aside className={panel.panel} aria-label={t('label.back.title')} data-testid="back">
      <header className={panel.head}>
        <h2>{t('label.back.title')}</h2>
        <span className={panel.gap} />
        <IconButton icon="close" label={t('label.back.close')} keys="Escape" onPress={onClose} />
      </header>
      <p className={panel.hint}>{t('label.back.hint')}</p>
      <ol className={panel.list} data-testid="back-list">
        {history.entries?.map((entry, index) => (
          <Entry key={entry.item.id} entry={entry} current={index === at} all={all} onPress={() => onAt(index)} />
        ))}
      </ol>
    </aside>
  );
}

function Entry({ entry, current, all, onPress }: { entry: HistoryEntry; current: boolean; all: readonly Class[]; onPress: () => void }) {
  const place = useRef<HTMLLIElement>(null);
  const { judgment, item } = entry;
  const chosen = all.find(({ id }) => id === judgment.class);
  useEffect(() => {
    if (current) place.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li ref={place}>
      <AriaButton className={panel.entry} aria-current={current ? 'true' : undefined} onPress={onPress}>
        <span className={panel.colour} style={{ background: chosen?.colour }} />
        <span className={panel.label} dir="auto">
          {judgment.skipped ? t('label.back.skipped') : (chosen?.name ?? judgment.label)}
        </span>
        <span className={panel.marks}>
          {judgment.unsure && <Icon name="flag" size={12} />}
          {judgment.note !== '' && <Icon name="note" size={12} />}
        </span>
        <span className={panel.key} dir="auto">
          {item.key}
        </span>
      </AriaButton>
    </li>
  );
}
