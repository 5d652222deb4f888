import { Fragment, useMemo, type KeyboardEvent } from 'react';
import { Badge, Kbd, Icon } from '@/components';
import type { Mark, Person, TagCount } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import classes from './Tags.module.css';
import { groupTags, type TagLine } from './tree';

export interface TagListProps {
  rows: readonly TagCount[];
  people: readonly Person[];
  chosen: number | null;
  onChoose: (tag: number) => void;
  onEdit: () => void;
  onShow: (row: TagCount, mark: Mark) => void;
  onLate: (row: TagCount) => void;
}

const COLUMNS = ['tag', 'key', 'yes', 'no', 'unseen', 'importance', 'ease', 'owner'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['yes', 'no', 'unseen', 'importance', 'ease']);

/** A tree by group, walked with the arrow keys. */
export function TagList(props: TagListProps) {
  const { rows, chosen, onChoose, onEdit } = props;
  const groups = useMemo(() => groupTags(rows), [rows]);
  const order = groups.flatMap(({ lines }) => lines.map(({ row }) => row.tag.id));
  const active = chosen !== null && order.includes(chosen) ? chosen : order[0];

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if ((event.target as HTMLElement).closest('button')) return;
    const at = order.indexOf(active ?? -1);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1 }[event.key];
    if (event.key === 'Enter') {
      if (active !== undefined) onChoose(active);
      onEdit();
    } else if (next === undefined) return;
    else {
      const id = order[Math.min(order.length - 1, Math.max(0, next))];
      if (id === undefined) return;
      onChoose(id);
      event.currentTarget.querySelector<HTMLElement>(`[data-tag="${id}"]`)?.focus();
    }
    event.preventDefault();
  };

  return (
    <div className={classes.scroll}>
      <table className={classes.table} role="treegrid" aria-label={t('tags.list')} onKeyDown={onKeyDown} data-testid="tags-list">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={cx(NUMBERS.has(column) && classes.end)}>
                {t(`tags.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, lines }) => (
            <Fragment key={name}>
              {(name !== '' || groups.length > 1) && (
                <tr className={classes.group}>
                  <th colSpan={COLUMNS.length} scope="colgroup" dir="auto">
                    {name || t('tags.noGroup')}
                  </th>
                </tr>
              )}
              {lines.map((line) => (
                <Line key={line.row.tag.id} {...props} line={line} active={line.row.tag.id === active} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, active, chosen, people, onChoose, onShow, onLate }: TagListProps & { line: TagLine; active: boolean }) {
  const { row, depth } = line;
  const { tag } = row;
  const owner = people.find(({ id }) => id === tag.owner);
  const numbers = [['yes', row.yes], ['no', row.no], ['unseen', row.unseen]] as const;
  return (
    <tr
      data-tag={tag.id}
      data-testid={`tag-line-${tag.name}`}
      tabIndex={active ? 0 : -1}
      aria-level={depth + 1}
      aria-selected={tag.id === chosen}
      onFocus={() => onChoose(tag.id)}
      onClick={() => onChoose(tag.id)}
    >
      <td>
        <div className={classes.name} style={{ paddingInlineStart: depth * 20 }}>
          <span className={classes.dot} style={{ background: tag.colour }} />
          <span dir="auto" className={classes.word} title={tag.name}>
            {tag.name}
          </span>
          {tag.rule !== null && (
            <>
              <Badge>{t('tags.rule')}</Badge>
              <code className={classes.rule} title={t('tags.ruleOf', { rule: tag.rule })} dir="auto">
                {tag.rule}
              </code>
            </>
          )}
          {tag.note !== '' && (
            <span className={classes.note} dir="auto" title={tag.note}>
              {tag.note}
            </span>
          )}
        </div>
        {row.fault !== null && (
          <p className={classes.fault}>
            <Icon name="warning" size={12} /> {t('tags.fault', { reason: row.fault })}
          </p>
        )}
        {row.late > 0 && (
          <p className={classes.late} style={{ paddingInlineStart: depth * 20 + 18 }}>
            {t('tags.late', { n: row.late })}{' '}
            <button type="button" className={classes.link} data-testid={`tag-late-${tag.name}`} onClick={() => onLate(row)}>
              {t('tags.lateShow')}
            </button>
          </p>
        )}
      </td>
      <td>{tag.hotkey !== null && <Kbd keys={tag.hotkey.toUpperCase()} />}</td>
      {numbers.map(([mark, n]) => (
        <td key={mark} className={classes.end}>
          {n > 0 ? (
            <button type="button" className={classes.count} onClick={() => onShow(row, mark)} data-testid={`tag-${mark}-${tag.name}`}>
              {formatCount(n)}
            </button>
          ) : (
            <span className={classes.zero}>0</span>
          )}
        </td>
      ))}
      <td className={classes.end}>{tag.importance ?? <span className={classes.zero}>–</span>}</td>
      <td className={classes.end}>{tag.ease ?? <span className={classes.zero}>–</span>}</td>
      <td dir="auto">{owner?.name ?? ''}</td>
    </tr>
  );
}
