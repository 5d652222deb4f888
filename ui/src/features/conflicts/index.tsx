import { useState, type ReactNode } from 'react';
import { useAction } from '@/actions';
import { namedClasses, useMe, useProject } from '@/app/project';
import { navigate } from '@/app/routes';
import { Button, EmptyState, InlineNotice, Panes, SegmentedControl } from '@/components';
import type { Overview } from '@/generated/commands';
import { GuidelinePanel } from '@/features/label/GuidelinePanel';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import type { ScreenProps } from '@/app/screens';
import { ConflictDesk } from './ConflictDesk';
import { ConflictQueue } from './ConflictQueue';
import { SaidLine } from './SaidLine';
import { MOST, useConflicts } from './useConflicts';
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
  return <Conflicts key={`${overview.uid} ${item}`} overview={overview} first={item} />;
}

function Conflicts({ overview, first }: { overview: Overview; first: number | null }) {
  const [tab, setTab] = useState<'open' | 'decided'>('open');
  const [guideline, setGuideline] = useState(false);
  const decided = tab === 'decided';
  const state = useConflicts(decided, first);
  const { list, rows } = state;
  useAction('conflicts.next', () => state.move(1), rows.length > 0);
  useAction('conflicts.previous', () => state.move(-1), rows.length > 0);
  useAction('conflicts.guideline', () => setGuideline((now) => !now));
  const undo = async () => {
    const back = await state.undo();
    if (back !== null) setTab('open');
  };
  useAction('conflicts.undo', () => void undo());
  useAction('app.undo', () => void undo());

  const queue = (
    <div className={classes.side}>
      <div className={classes.tabs}>
        <SegmentedControl
          label={t('conflicts.tabs')}
          hideLabel
          value={tab}
          onChange={(next) => {
            setTab(next);
            state.choose(null);
          }}
          options={[
            { value: 'open', label: t('conflicts.open', { n: list.data?.open ?? overview.counts.conflicts }) },
            { value: 'decided', label: t('conflicts.decided', { n: list.data?.decided ?? overview.counts.adjudicated }) },
          ]}
          testId="conflict-tabs"
        />
      </div>
      <ConflictQueue
        key={tab}
        label={t(decided ? 'conflicts.list.decided' : 'conflicts.list.open')}
        rows={rows}
        at={state.at}
        onChoose={state.choose}
        classes={namedClasses(overview)}
      />
      {rows.length >= MOST && <p className={classes.more}>{t('conflicts.more', { n: MOST })}</p>}
    </div>
  );
  const desk: ReactNode = list.error ? (
    <InlineNotice kind="error">{AssayError.from(list.error).message}</InlineNotice>
  ) : state.shown !== null ? (
    <ConflictDesk overview={overview} state={state} />
  ) : list.data ? (
    <div className={classes.desk}>
      <div className={classes.nothing}>
        <Nothing overview={overview} decided={decided} done={list.data.decided} />
      </div>
      {state.said && (
        <footer className={classes.foot}>
          <SaidLine said={state.said} />
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
    </Panes>
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
