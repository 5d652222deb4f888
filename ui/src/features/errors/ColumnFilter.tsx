import { useState, type FormEvent } from 'react';
import { Button, Checkbox, PopoverAt, SegmentedControl, TextField } from '@/components';
import { t } from '@/messages';
import { about, between, choiceIs, holds, presence, setBefore, withCondition, type Presence, type Question } from './conditions';
import { RIGHT, WRONG } from './filters';
import classes from './Sheets.module.css';

export interface ColumnFilterProps {
  anchor: HTMLElement;
  title: string;
  question: Question;
  filter: string;
  /** The whole line, with what was chosen here in it. */
  onFilter: (filter: string) => void;
  onClose: () => void;
}

/** Narrows by one column. What is chosen becomes part of the filter line, which alone says what is shown. */
export function ColumnFilter({ anchor, title, question, filter, onFilter, onClose }: ColumnFilterProps) {
  const now = about(filter, question);
  const before = setBefore(filter, question);
  const [condition, setCondition] = useState<string | null>(now.join(' and '));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (condition === null) return;
    onFilter(withCondition(filter, question, condition));
    onClose();
  };
  const label = t('sheet.filter.title', { title });
  return (
    <PopoverAt anchor={anchor} label={label} onClose={onClose}>
      <form className={classes.filter} onSubmit={apply} data-testid="column-filter">
        <h3 dir="auto">{label}</h3>
        {question.kind === 'choice' && <Choices question={question} before={before.values} onChange={setCondition} />}
        {question.kind === 'verdict' && <Verdict before={now[0] ?? ''} onChange={setCondition} />}
        {question.kind === 'number' && <Numbers question={question} before={before} onChange={setCondition} />}
        {question.kind === 'text' && <Texts question={question} before={before} onChange={setCondition} />}
        <code className={classes.condition} dir="ltr" data-testid="condition">
          {condition === null ? t('sheet.filter.fault') : condition || t('sheet.filter.none')}
        </code>
        <div className={classes.foot}>
          {now.length > 0 && (
            <Button
              size="small"
              variant="quiet"
              onPress={() => {
                onFilter(withCondition(filter, question, ''));
                onClose();
              }}
            >
              {t('sheet.filter.remove')}
            </Button>
          )}
          <Button size="small" variant="primary" type="submit" isDisabled={condition === null} data-testid="apply-filter">
            {t('sheet.filter.apply')}
          </Button>
        </div>
      </form>
    </PopoverAt>
  );
}

type Before = ReturnType<typeof setBefore>;

const MANY = 12;

interface ChoicesProps {
  question: Extract<Question, { kind: 'choice' }>;
  before: readonly string[];
  onChange: (condition: string) => void;
}

function Choices({ question: { column, options }, before, onChange }: ChoicesProps) {
  const [chosen, setChosen] = useState(() => options.filter(({ value }) => before.includes(value)).map(({ value }) => value));
  const [search, setSearch] = useState('');
  const shown = options.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()));
  const toggle = (value: string, on: boolean) => {
    const next = options.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each)));
    setChosen(next);
    onChange(choiceIs(column, next));
  };
  return (
    <>
      {options.length > MANY && (
        <TextField label={t('sheet.filter.search')} hideLabel placeholder={t('sheet.filter.search')} value={search} onChange={setSearch} autoFocus />
      )}
      <div className={classes.choices} role="group" aria-label={t('sheet.filter.choices')}>
        {shown.map(({ value, label, colour }) => (
          <Checkbox key={value} selected={chosen.includes(value)} onChange={(on) => toggle(value, on)} testId={`choice-${value}`}>
            <span className={classes.choice}>
              {colour && <span className={classes.dot} style={{ background: colour }} />}
              <bdi>{label}</bdi>
            </span>
          </Checkbox>
        ))}
        {shown.length === 0 && <span className={classes.quiet}>{t('sheet.filter.noChoice')}</span>}
      </div>
    </>
  );
}

function Verdict({ before, onChange }: { before: string; onChange: (condition: string) => void }) {
  const [chosen, setChosen] = useState<'any' | 'wrong' | 'right'>(before === '' ? 'any' : before.includes('!=') ? 'wrong' : 'right');
  return (
    <SegmentedControl
      label={t('errors.column.verdict')}
      hideLabel
      value={chosen}
      options={[
        { value: 'any', label: t('sheet.filter.any') },
        { value: 'wrong', label: t('errors.verdict.wrong') },
        { value: 'right', label: t('errors.verdict.right') },
      ]}
      onChange={(next) => {
        setChosen(next);
        onChange({ any: '', wrong: WRONG, right: RIGHT }[next]);
      }}
    />
  );
}

/** Empty is no bound; what is no number is a fault. */
function numberOf(text: string): number | null | undefined {
  const written = text.trim().replace(',', '.');
  if (written === '') return null;
  const value = Number(written);
  return Number.isFinite(value) ? value : undefined;
}

interface NumbersProps {
  question: Extract<Question, { kind: 'number' }>;
  before: Before;
  onChange: (condition: string | null) => void;
}

function Numbers({ question: { column, missing }, before, onChange }: NumbersProps) {
  const [now, setNow] = useState({ from: before.from?.toString() ?? '', to: before.to?.toString() ?? '', presence: before.presence });
  const change = (to: Partial<typeof now>) => {
    const next = { ...now, ...to };
    setNow(next);
    if (next.presence !== 'any') return onChange(presence(column, next.presence));
    const [lower, upper] = [numberOf(next.from), numberOf(next.to)];
    onChange(lower === undefined || upper === undefined ? null : between(column, lower, upper));
  };
  const fault = (text: string) => (numberOf(text) === undefined ? t('sheet.filter.noNumber') : null);
  return (
    <>
      {now.presence === 'any' && (
        <div className={classes.pair}>
          <TextField label={t('sheet.filter.from')} value={now.from} error={fault(now.from)} onChange={(from) => change({ from })} autoFocus testId="filter-from" />
          <TextField label={t('sheet.filter.to')} value={now.to} error={fault(now.to)} onChange={(to) => change({ to })} testId="filter-to" />
        </div>
      )}
      {missing && <WhetherThere value={now.presence} onChange={(wanted) => change({ presence: wanted })} />}
    </>
  );
}

function WhetherThere({ value, onChange }: { value: Presence; onChange: (wanted: Presence) => void }) {
  return (
    <SegmentedControl<Presence>
      label={t('sheet.filter.presence')}
      value={value}
      options={[
        { value: 'any', label: t('sheet.filter.any') },
        { value: 'present', label: t('sheet.filter.present') },
        { value: 'missing', label: t('sheet.filter.missing') },
      ]}
      onChange={onChange}
    />
  );
}

interface TextsProps {
  question: Extract<Question, { kind: 'text' }>;
  before: Before;
  onChange: (condition: string) => void;
}

function Texts({ question: { column, missing }, before, onChange }: TextsProps) {
  const [now, setNow] = useState({ text: before.text, not: before.not, presence: before.presence });
  const change = (to: Partial<typeof now>) => {
    const next = { ...now, ...to };
    setNow(next);
    onChange(next.presence === 'any' ? holds(column, next.text, next.not) : presence(column, next.presence));
  };
  return (
    <>
      {now.presence === 'any' && (
        <>
          <SegmentedControl
            label={t('sheet.filter.how')}
            hideLabel
            value={now.not ? 'lacks' : 'holds'}
            options={[
              { value: 'holds', label: t('sheet.filter.holds') },
              { value: 'lacks', label: t('sheet.filter.lacks') },
            ]}
            onChange={(how) => change({ not: how === 'lacks' })}
          />
          <TextField label={t('sheet.filter.text')} value={now.text} onChange={(text) => change({ text })} autoFocus testId="filter-text" />
        </>
      )}
      {missing && <WhetherThere value={now.presence} onChange={(wanted) => change({ presence: wanted })} />}
    </>
  );
}
