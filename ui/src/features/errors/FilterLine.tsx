import { useEffect, useMemo, useState, type ReactNode, type Ref } from 'react';
import { Button, Icon, IconButton, Menu, Popover, type MenuEntry } from '@/components';
import { Tooltip } from '@/components/Tooltip';
import { useActionKeys } from '@/actions';
import type { Mark, Tag } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './FilterLine.module.css';
import { FilterInput } from './FilterInput';
import { DRAWN, RIGHT, UNLABELLED, WRONG, narrow, splitAt, tagIs, verdictOf } from './filters';
import type { FilterFault } from './useSheet';

export interface FilterLineProps {
  filter: string;
  /** The filter before, where another screen has set this one. */
  former?: string;
  /** The filter of the rows that are shown; another one where the line has a fault. */
  applied: string;
  fault: FilterFault | null;
  tags: readonly Tag[];
  /** How many rows there are, in words. */
  counted: ReactNode;
  /** A filter has been running for a while. */
  running: boolean;
  onCancel: () => void;
  aside: ReactNode;
  onFilter: (filter: string) => void;
  /** The line is being changed. */
  onEdit: () => void;
  /** A quick filter was chosen. */
  onQuick: (filter: string) => void;
  /** Back to the rows. */
  onLeave: () => void;
  inputRef: Ref<HTMLInputElement>;
}

/** What is shown, as one line that says it. Enter applies it, Escape leaves it as it was. */
export function FilterLine(props: FilterLineProps) {
  const { filter, former, applied, fault, tags, counted, running, aside, onFilter, onQuick, onLeave } = props;
  const [line, setLine] = useState(filter);
  useEffect(() => setLine(filter), [filter]);

  const mark = useMemo(() => {
    if (!fault || fault.at === null) return null;
    const [before, here] = splitAt(fault.line, fault.at);
    return { at: before.length, length: Math.max(1, here.length) };
  }, [fault]);

  const shown = fault && fault.line === line ? fault : null;
  const choose = (next: string) => {
    setLine(next);
    onQuick(next);
  };
  return (
    <div className={classes.bar}>
      <Quick filter={filter} tags={tags} onFilter={choose} />
      <div className={cx(classes.field, shown && classes.faulty)}>
        <Icon name="filter" size={14} />
        <FilterInput
          className={classes.input}
          inputRef={props.inputRef}
          line={line}
          mark={mark}
          faulty={shown !== null}
          faultId={shown ? 'filter-fault' : undefined}
          onLine={(next) => {
            setLine(next);
            props.onEdit();
          }}
          onEnter={onFilter}
          onEscape={() => {
            setLine(applied);
            if (running) props.onCancel();
            else if (filter !== applied) onFilter(applied);
            onLeave();
          }}
          onDown={onLeave}
        />
        {line !== '' && (
          <IconButton icon="close" size="small" label={t('errors.filter.clear')} onPress={() => choose('')} />
        )}
        {shown && <Fault fault={shown} />}
      </div>
      {former !== undefined && (
        <Tooltip text={former}>
          <Button size="small" icon="undo" onPress={() => choose(former)} data-testid="former-filter">
            {t('errors.filter.former')}
          </Button>
        </Tooltip>
      )}
      <Help />
      <span className={classes.counted} role="status" data-testid="row-count">
        {running ? t('sheet.running') : counted}
      </span>
      {running && (
        <IconButton icon="close" size="small" label={t('sheet.cancel')} keys="Escape" onPress={props.onCancel} data-testid="cancel-filter" />
      )}
      <span className={classes.aside}>{aside}</span>
    </div>
  );
}

/** The line once more, with the place of the fault marked under it. */
function Fault({ fault }: { fault: FilterFault }) {
  const place = fault.at === null ? null : splitAt(fault.line, fault.at);
  return (
    <div className={classes.fault} id="filter-fault" role="alert" data-testid="filter-fault">
      {place && (
        <pre className={classes.where} dir="ltr">
          {place[0]}
          <mark data-at={fault.at}>{place[1] || '\u00a0'}</mark>
          {place[2]}
        </pre>
      )}
      <span>{fault.message}</span>
    </div>
  );
}

const QUICK = [
  { id: 'all', filter: '' },
  { id: 'wrong', filter: WRONG },
  { id: 'right', filter: RIGHT },
] as const;

interface QuickProps {
  filter: string;
  tags: readonly Tag[];
  onFilter: (filter: string) => void;
}

function Quick({ filter, tags, onFilter }: QuickProps) {
  const wrongKeys = useActionKeys('errors.wrong');
  const rightKeys = useActionKeys('errors.right');
  const verdict = verdictOf(filter);
  const byTag = (tag: Tag, mark: Mark, label: string, separated = false): MenuEntry => {
    const wanted = narrow(verdict, tagIs(tag.name, mark));
    return { id: `${tag.id}-${mark}`, label, separated, checked: filter === wanted, onAction: () => onFilter(wanted) };
  };
  const entries = tags.flatMap((tag, at) => [
    byTag(tag, 'unseen', t('errors.filter.tagUnseen', { name: tag.name }), at > 0),
    byTag(tag, 'yes', t('errors.filter.tagYes', { name: tag.name })),
    byTag(tag, 'no', t('errors.filter.tagNo', { name: tag.name })),
  ]);
  const more: MenuEntry[] = [
    { id: 'unlabelled', label: t('errors.filter.unlabelled'), checked: filter === UNLABELLED, onAction: () => onFilter(UNLABELLED) },
    { id: 'drawn', label: t('errors.filter.drawn'), checked: filter === narrow(verdict, DRAWN), onAction: () => onFilter(narrow(verdict, DRAWN)) },
    ...entries.map((entry, at) => (at === 0 ? { ...entry, separated: true } : entry)),
  ];
  return (
    <div className={classes.quick} role="group" aria-label={t('errors.filter.quick')}>
      {QUICK.map(({ id, filter: wanted }) => (
        <button
          key={id}
          type="button"
          className={classes.chip}
          aria-pressed={filter === wanted}
          data-testid={`quick-${id}`}
          title={id === 'wrong' ? wrongKeys : id === 'right' ? rightKeys : undefined}
          onClick={() => onFilter(wanted)}
        >
          {t(`errors.filter.${id}`)}
        </button>
      ))}
      <Menu
        label={t('errors.filter.more')}
        trigger={
          <Button size="small" variant="quiet" className={classes.more} data-testid="quick-tag">
            {t('errors.filter.more')} <Icon name="chevron-down" size={12} />
          </Button>
        }
        entries={more}
      />
    </div>
  );
}

const EXAMPLES = [
  ['pred != label and score > 0.9', 'wrong'],
  ['label = 3 and pred = 5', 'classes'],
  ['label in (3, 5)', 'lists'],
  ['split is missing', 'missing'],
  ['pred != label and pred@"run 1" = label', 'otherRun'],
  ['tag:blurry = unseen', 'tag'],
  ['text ~ refund', 'text'],
  ['drawn = yes', 'drawn'],
  ['not (pred = label or tag:"low light" = yes)', 'not'],
] as const;

function Help() {
  return (
    <Popover
      label={t('errors.filter.help')}
      placement="bottom end"
      trigger={<IconButton icon="info" size="small" label={t('errors.filter.help')} data-testid="filter-help" />}
    >
      <div className={classes.help} data-testid="filter-examples">
        <dl>
          {EXAMPLES.map(([line, what]) => (
            <div key={what}>
              <dt>
                <code>{line}</code>
              </dt>
              <dd>{t(`errors.filter.examples.${what}`)}</dd>
            </div>
          ))}
        </dl>
        <p>{t('errors.filter.columns')}</p>
      </div>
    </Popover>
  );
}
