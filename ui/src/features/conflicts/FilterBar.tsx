import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useAction } from '@/actions';
import { Button, Checkbox, Icon, NumberField, Popover, Select, Switch, TextField } from '@/components';
import type { ConflictOrder, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { call } from '@/platform';
import { NO_FILTER, narrowing, type QueueFilter } from './queue';
import classes from './FilterBar.module.css';

export interface FilterBarProps {
  overview: Overview;
  filter: QueueFilter;
  onChange: (edit: (now: QueueFilter) => QueueFilter) => void;
  blind: boolean;
  onBlind: (blind: boolean) => void;
  decided: boolean;
  matching: number | null;
}

/** Search, order and filters above the queue. */
export function FilterBar({ overview, filter, onChange, blind, onBlind, decided, matching }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  useAction('conflicts.search', () => search.current?.focus());
  const fields = useQuery({ queryKey: ['fields'], queryFn: () => call('field_list', null) });
  const set = (change: Partial<QueueFilter>) => onChange((now) => ({ ...now, ...change }));
  const orders = [
    { value: 'entropy', label: t('conflicts.order.entropy') },
    { value: 'margin', label: t('conflicts.order.margin') },
    { value: 'priority', label: t('conflicts.order.priority') },
    { value: 'newest', label: t('conflicts.order.newest') },
    ...(fields.data ?? []).map(({ id, name }) => ({ value: `field ${id}`, label: t('conflicts.order.field', { field: name }) })),
  ];
  const active = narrowing(filter);
  return (
    <div className={classes.bar}>
      <div
        className={classes.line}
        onKeyDown={(event) => {
          if (event.key === 'Escape') search.current?.blur();
        }}
      >
        <TextField
          label={t('conflicts.filter.text')}
          hideLabel
          type="search"
          placeholder={t('conflicts.filter.text')}
          value={filter.text}
          onChange={(text) => set({ text })}
          onEnter={() => search.current?.blur()}
          inputRef={search}
          className={classes.grow}
          testId="conflict-search"
        />
        <Popover
          label={t('conflicts.filter.title')}
          trigger={
            <AriaButton className={classes.filter} data-testid="conflict-filter" aria-label={t('conflicts.filter.open', { n: active })}>
              <Icon name="filter" size={14} />
              {active > 0 && <span className={classes.count}>{active}</span>}
            </AriaButton>
          }
        >
          <Filters overview={overview} filter={filter} set={set} decided={decided} blind={blind} onBlind={onBlind} />
        </Popover>
      </div>
      <Select
        label={t('conflicts.order.label')}
        hideLabel
        options={orders}
        value={filter.order === 'field' ? `field ${filter.field}` : filter.order}
        onChange={(value) =>
          value.startsWith('field ') ? set({ order: 'field', field: Number(value.slice(6)) }) : set({ order: value as ConflictOrder, field: null })
        }
        testId="conflict-order"
      />
      {active > 0 && (
        <p className={classes.said}>
          <span data-testid="conflict-matching">{matching !== null && t('conflicts.filter.matching', { n: matching })}</span>
          <Button size="small" variant="quiet" onPress={() => onChange((now) => ({ ...NO_FILTER, order: now.order, field: now.field }))} data-testid="conflict-clear">
            {t('conflicts.filter.clear')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface FiltersProps extends Pick<FilterBarProps, 'overview' | 'filter' | 'decided' | 'blind' | 'onBlind'> {
  set: (change: Partial<QueueFilter>) => void;
}

const ANY = 'any';

function Filters({ overview, filter, set, decided, blind, onBlind }: FiltersProps) {
  const choices = [{ value: ANY, label: t('conflicts.filter.anyClass') }, ...overview.question.classes.map(({ id, name }) => ({ value: String(id), label: name }))];
  const raters = [{ value: ANY, label: t('conflicts.filter.anyRater') }, ...overview.people.map(({ id, name }) => ({ value: String(id), label: name }))];
  const chosen = (id: number | null) => (id === null ? ANY : String(id));
  const idOf = (value: string) => (value === ANY ? null : Number(value));
  const version = (value: number) => (Number.isNaN(value) ? null : value);
  return (
    <div className={classes.filters} data-testid="conflict-filters">
      <fieldset>
        <legend>{t('conflicts.filter.pair')}</legend>
        <Select label={t('conflicts.filter.first')} hideLabel options={choices} value={chosen(filter.first)} onChange={(value) => set({ first: idOf(value) })} testId="filter-first" />
        <Select label={t('conflicts.filter.second')} hideLabel options={choices} value={chosen(filter.second)} onChange={(value) => set({ second: idOf(value) })} testId="filter-second" />
      </fieldset>
      <Select label={t('conflicts.filter.rater')} options={raters} value={chosen(filter.rater)} onChange={(value) => set({ rater: idOf(value) })} testId="filter-rater" />
      <fieldset>
        <legend>{t('conflicts.filter.versions')}</legend>
        <NumberField label={t('conflicts.filter.from')} value={filter.from ?? NaN} min={1} onChange={(value) => set({ from: version(value) })} testId="filter-from" />
        <NumberField label={t('conflicts.filter.to')} value={filter.to ?? NaN} min={1} onChange={(value) => set({ to: version(value) })} testId="filter-to" />
      </fieldset>
      {!decided && (
        <Checkbox selected={filter.differing} onChange={(differing) => set({ differing })} testId="filter-differing">
          {t('conflicts.filter.differing')}
        </Checkbox>
      )}
      <Switch selected={blind} onChange={onBlind} testId="conflict-blind">
        {t('conflicts.blind.label')}
      </Switch>
      <p className={classes.hint}>{t('conflicts.blind.hint')}</p>
    </div>
  );
}
