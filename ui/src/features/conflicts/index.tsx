import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { namedClasses, useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice, Panes, SegmentedControl } from '@/components';
import type { Overview, Person } from '@/generated/commands';
import { GuidelinePanel } from '@/features/label/GuidelinePanel';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import type { ScreenProps } from '@/app/screens';
import { useDebounced } from '@/features/project/useDebounced';
import { useStore } from '@/lib/store';
import { BulkAccept } from './BulkAccept';
import { ConflictDesk } from './ConflictDesk';
import { ConflictQueue } from './ConflictQueue';
import { ExampleDialog } from './ExampleDialog';
import { FilterBar } from './FilterBar';
import { Questions } from './Questions';
import { SaidLine } from './SaidLine';
import { scopeOf } from './drafts';
import { NO_FILTER, asFilter, blindStore, filterStore, narrowing, requestOf, setFilter, type QueueFilter } from './queue';
import { MOST, itemQuery, useConflicts } from './useConflicts';
import classes from './Conflicts.module.css';

/** The lead's screen: the worst first, one key decides. `params.item` opens an item. */
export default function ConflictsScreen({ params }: ScreenProps) {
  const overview = useProject();
  const me = useMe();
  if (!overview) return null;
  if (!me?.roles.includes('lead')) {
    return (
      <EmptyState icon="conflicts" title={t('conflicts.empty.role.title')}>
        {t('conflicts.empty.role.text')}
      </EmptyState>
    );
  }
  const item = typeof params.item === 'number' ? params.item : null;
  return <Conflicts key={`${overview.uid} ${item}`} overview={overview} me={me} first={item} opening={params} />;
}

type Part = 'conflicts' | 'questions';

interface ConflictsProps {
  overview: Overview;
  me: Person;
  first: number | null;
  opening: ScreenProps['params'];
}

function Conflicts({ overview, me, first, opening }: ConflictsProps) {
  const [part, setPart] = useState<Part>(opening.tab === 'questions' ? 'questions' : 'conflicts');
  // Another screen opens the rows behind a number.
  useState(() => opening.filter && setFilter(overview.uid, () => asFilter(opening.filter as Partial<QueueFilter>)));
  const scope = scopeOf(overview, me);
  const tabs = <Parts overview={overview} part={part} onPart={setPart} />;
  if (part === 'questions') return <Questions overview={overview} scope={scope} tabs={tabs} />;
  return <Queue overview={overview} me={me} first={first} scope={scope} tabs={tabs} />;
}

function Parts({ overview, part, onPart }: { overview: Overview; part: Part; onPart: (part: Part) => void }) {
  return (
    <div className={classes.tabs}>
      <SegmentedControl
        label={t('conflicts.parts')}
        hideLabel
        value={part}
        onChange={onPart}
        options={[
          { value: 'conflicts', label: t('conflicts.part') },
          { value: 'questions', label: t('asking.tab', { n: overview.counts.questions }) },
        ]}
        testId="lead-tabs"
      />
    </div>
  );
}

interface QueueProps {
  overview: Overview;
  me: Person;
  first: number | null;
  scope: string;
  tabs: ReactNode;
}

function Queue({ overview, me, first, scope, tabs }: QueueProps) {
  const [tab, setTab] = useState<'open' | 'decided'>('open');
  const [guideline, setGuideline] = useState(false);
  const [accepting, setAccepting] = useState(false);
  const [example, setExample] = useState<number | null>(null);
  const decided = tab === 'decided';
  const filter = useStore(filterStore)[overview.uid] ?? NO_FILTER;
  const blind = useStore(blindStore)[me.uid] ?? false;
  const text = useDebounced(filter.text, 200);
  const request = useMemo(() => requestOf(tab, { ...filter, text }), [tab, filter, text]);
  const state = useConflicts(request, first, scope);
  const { list, rows } = state;
  const cited = useQuery({ ...itemQuery(example ?? 0), enabled: example !== null });
  useAction('conflicts.next', () => state.move(1), rows.length > 0 || state.left);
  useAction('conflicts.previous', () => state.move(-1), rows.length > 0 || state.left);
  useAction('conflicts.guideline', () => setGuideline((now) => !now));
  useAction('conflicts.accept', () => setAccepting(true), !decided && !overview.read_only);
  const undo = async () => {
    const back = await state.undo();
    if (back === null) return;
    setTab('open');
    if (back !== 'many') state.show(back);
  };
  useAction('conflicts.undo', () => void undo());
  useAction('app.undo', () => void undo());
  const acceptKeys = useActionKeys('conflicts.accept');

  const queue = (
    <div className={classes.side}>
      {tabs}
      <div className={classes.tabs}>
        <SegmentedControl
          label={t('conflicts.tabs')}
          hideLabel
          value={tab}
          onChange={setTab}
          options={[
            { value: 'open', label: t('conflicts.open', { n: list.data?.open ?? overview.counts.conflicts }) },
            { value: 'decided', label: t('conflicts.decided', { n: list.data?.decided ?? overview.counts.adjudicated }) },
          ]}
          testId="conflict-tabs"
        />
      </div>
      <FilterBar
        overview={overview}
        filter={filter}
        onChange={(edit) => setFilter(overview.uid, edit)}
        blind={blind}
        onBlind={(next) => blindStore.set((now) => ({ ...now, [me.uid]: next }))}
        decided={decided}
        matching={list.data?.matching ?? null}
      />
      <ConflictQueue
        key={tab}
        label={t(decided ? 'conflicts.list.decided' : 'conflicts.list.open')}
        rows={rows}
        at={state.at}
        onChoose={state.choose}
        classes={namedClasses(overview)}
        blind={blind}
      />
      {(list.data?.matching ?? 0) > MOST && <p className={classes.more}>{t('conflicts.more', { n: MOST })}</p>}
      {!decided && rows.length > 1 && !overview.read_only && (
        <div className={classes.many}>
          <Button size="small" icon="check" keys={acceptKeys} onPress={() => setAccepting(true)} data-testid="accept-many">
            {t('conflicts.accept.open')}
          </Button>
        </div>
      )}
    </div>
  );
  const desk: ReactNode = list.error && !list.data ? (
    <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>
  ) : state.shown !== null ? (
    <ConflictDesk overview={overview} state={state} blind={blind} onExample={setExample} />
  ) : list.data && rows.length === 0 ? (
    <div className={classes.desk}>
      <div className={classes.nothing}>
        {narrowing(filter) > 0 ? (
          <NothingHere onClear={() => setFilter(overview.uid, () => NO_FILTER)} />
        ) : (
          <Nothing overview={overview} decided={decided} done={list.data.decided} />
        )}
      </div>
      {state.said && (
        <footer className={classes.foot}>
          <SaidLine said={state.said} revealed={blind ? overview.question.classes : undefined} onExample={setExample} />
        </footer>
      )}
    </div>
  ) : null;

  return (
    <Panes id="conflicts" label={t('conflicts.list.open')} place="left" initial={264} min={200} max={420} side={queue}>
      {guideline ? (
        <Panes id="label.guideline" label={t('label.guideline.title')} initial={320} side={<GuidelinePanel onClose={() => setGuideline(false)} />}>
          {desk}
        </Panes>
      ) : (
        desk
      )}
      <BulkAccept
        overview={overview}
        filter={request}
        open={accepting}
        onClose={() => setAccepting(false)}
        onDone={(n) => {
          setAccepting(false);
          void state.accepted(n);
        }}
      />
      <ExampleDialog key={example} overview={overview} view={(example !== null && cited.data?.item.id === example && cited.data) || null} onClose={() => setExample(null)} />
    </Panes>
  );
}

function NothingHere({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon="filter" title={t('conflicts.empty.filter.title')} actions={<Button onPress={onClear}>{t('conflicts.filter.clear')}</Button>}>
      {t('conflicts.empty.filter.text')}
    </EmptyState>
  );
}

function Nothing({ overview, decided, done }: { overview: Overview; decided: boolean; done: number }) {
  if (decided) {
    return (
      <EmptyState icon="conflicts" title={t('conflicts.empty.decided.title')}>
        {t('conflicts.empty.decided.text')}
      </EmptyState>
    );
  }
  if (overview.counts.judgments === 0) {
    return (
      <EmptyState
        icon="conflicts"
        title={t('conflicts.empty.none.title')}
        actions={<Button onPress={() => void navigate('import')}>{t('conflicts.empty.none.action')}</Button>}
      >
        {t('conflicts.empty.none.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="check"
      title={t('conflicts.empty.open.title')}
      actions={
        <Button variant="primary" onPress={() => void navigate('quality')}>
          {t('conflicts.empty.open.action')}
        </Button>
      }
    >
      {t(done > 0 ? 'conflicts.empty.open.textDecided' : 'conflicts.empty.open.text')}
    </EmptyState>
  );
}
