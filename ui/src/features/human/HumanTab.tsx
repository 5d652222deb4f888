import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, EmptyState, InlineNotice, Progress, Select } from '@/components';
import { touchProject } from '@/features/item';
import { useSaveCsv } from '@/features/quality/useSave';
import type { HumanDraw, Overview } from '@/generated/commands';
import { formatTime } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { Baselines } from './Baselines';
import { useDraws, useLevel } from './data';
import { Level } from './Level';
import { NewDraw } from './NewDraw';
import { StoreDialog } from './BaselineDialog';
import classes from './Human.module.css';

export interface HumanTabProps {
  overview: Overview;
  lead: boolean;
  onDecide: (draw: number) => void;
}

/** How often people are right, from draws decided blind, and the baselines kept of it. */
export function HumanTab({ overview, lead, onDecide }: HumanTabProps) {
  const client = useQueryClient();
  const draws = useDraws();
  const [against, setAgainst] = useState<number | 'all' | null>(null);
  const [field, setField] = useState<number | null>(null);
  const [creating, setCreating] = useState(false);
  const [storing, setStoring] = useState(false);
  const chosen = against === 'all' ? null : (draws.data?.find(({ id }) => id === against) ?? draws.data?.[0] ?? null);
  const level = useLevel(chosen?.id ?? null, field);
  const { save, saving } = useSaveCsv();
  const writable = lead && !overview.read_only;
  const create = writable && (
    <Button variant="primary" icon="plus" onPress={() => setCreating(true)} data-testid="human-new">
      {t('human.create')}
    </Button>
  );
  const nothing = draws.data?.length === 0 && overview.counts.adjudicated === 0;
  const finished = chosen !== null && chosen.decided === chosen.size;
  const failure = draws.error ?? level.error;
  return (
    <div className={classes.page} data-testid="human">
      <header className={classes.head}>
        <div className={classes.lead}>
          <h1>{t('human.title')}</h1>
          <p>{t('human.intro')}</p>
        </div>
        {create}
      </header>
      {failure && <InlineNotice kind="error">{AssayError.from(failure).message}</InlineNotice>}
      {nothing ? (
        <EmptyState icon="quality" title={t('human.empty.title')}>
          {t('human.empty.text')} {!lead && t('human.empty.wait')}
        </EmptyState>
      ) : (
        draws.data && (
          <>
            <div className={classes.bar}>
              <Select
                label={t('human.against.label')}
                value={chosen === null ? 'all' : String(chosen.id)}
                options={options(draws.data)}
                onChange={(id) => setAgainst(id === 'all' ? 'all' : Number(id))}
                className={classes.against}
                testId="human-against"
              />
              {chosen && writable && (
                <Button size="small" isDisabled={!finished} onPress={() => setStoring(true)} data-testid="human-store">
                  {t(finished ? 'human.level.keep' : 'human.level.keepOpen')}
                </Button>
              )}
              <Button size="small" icon="download" isDisabled={!level.data || saving} onPress={() => save('human', `${overview.name} human level.csv`, undefined, chosen?.id)}>
                {t(saving ? 'quality.saving' : 'quality.save')}
              </Button>
            </div>
            {chosen && <DrawState draw={chosen} onDecide={writable ? () => onDecide(chosen.id) : undefined} />}
            {level.data && !level.error && <Level report={level.data} field={field} onField={setField} />}
          </>
        )
      )}
      <Baselines readOnly={overview.read_only} />
      {creating && (
        <NewDraw
          count={draws.data?.length ?? 0}
          onClose={() => setCreating(false)}
          onCreated={(view) => {
            client.setQueryData(['human', 'draw', view.draw.id], view);
            touchProject(client, ['human']);
            onDecide(view.draw.id);
          }}
        />
      )}
      {storing && chosen && <StoreDialog draw={chosen} onClose={() => setStoring(false)} />}
    </div>
  );
}

const options = (draws: readonly HumanDraw[]) => [
  ...draws.map(({ id, name, decided, size }) => ({
    value: String(id),
    label: t('human.against.draw', { name }),
    description: t('human.against.drawText', { decided, size }),
  })),
  { value: 'all', label: t('human.against.all'), description: t('human.against.allText') },
];

/** How a draw came about, and what is left to decide. */
function DrawState({ draw, onDecide }: { draw: HumanDraw; onDecide?: () => void }) {
  const left = draw.size - draw.decided;
  return (
    <div className={classes.state} data-testid="human-draw">
      {left > 0 && (
        <div className={classes.left}>
          <Progress label={t('human.draw.open', { n: left })} done={draw.decided} total={draw.size} />
          {onDecide && (
            <Button variant="primary" onPress={onDecide} data-testid="human-decide">
              {t(draw.decided === 0 ? 'human.draw.begin' : 'human.draw.goOn')}
            </Button>
          )}
        </div>
      )}
      <p className={classes.quiet}>
        {t('human.draw.drawn', {
          person: draw.person,
          made: formatTime(draw.made_at),
          size: draw.size,
          population: draw.population,
          seed: String(draw.seed),
          revision: draw.reference_revision,
        })}{' '}
        {draw.differing > 0 && t('human.draw.differing', { n: draw.differing })}
      </p>
    </div>
  );
}
