import type { ReactNode, SyntheticEvent } from 'react';
import { Icon, Kbd } from '@/components';
import type { GridColumn } from '@/components/grid';
import type { Class, Field, SheetRow, Tag } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { mediaUrl } from '@/platform';
import { fieldColumn, type ChoiceOption, type Question } from './conditions';
import { isSortableField, quote, tagColumn } from './filters';
import classes from './Sheet.module.css';
import { markOf } from './marks';

export type Column = GridColumn<SheetRow> & {
  /** As the workbench names it in an order. */
  readonly sortName?: string;
  readonly tag?: Tag;
  /** What a filter can ask of it. */
  readonly question?: Question;
  /** What a cell says as plain text, for the clipboard. */
  readonly plain: (row: SheetRow) => string;
};

export interface ColumnsOf {
  classes: readonly Class[];
  tags: readonly Tag[];
  fields: readonly Field[];
  media: boolean;
  /** Fields whose values are numbers, by id. */
  numbers: ReadonlySet<number>;
}

export const COMMENT = 'comment';

export function sheetColumns({ classes: known, tags, fields, media, numbers }: ColumnsOf): Column[] {
  // A fling draws hundreds of cells a frame: what they show is made once and has no components.
  const shown = new Map(known.map((each) => [each.id, classMark(each)]));
  const labelled = (id: number | null) => (id === null ? NO_LABEL : shown.get(id));
  const nameOf = (id: number | null) => known.find((each) => each.id === id)?.name ?? '';
  const options = known.map(({ key, name, colour }): ChoiceOption => ({ value: quote(key), label: name, colour }));
  const classWidth = widthOf(known);
  // What a row is about and what is marked stand side by side: reference and prediction stay in
  // view while tags are marked, and the tags come before what is rarely looked at.
  const columns: Column[] = [
    { id: 'key', sortName: 'key', title: t('errors.column.key'), width: 110, frozen: true, cell: keyCell, plain: (row) => row.key, question: text('key', false) },
    {
      id: 'label',
      sortName: 'label',
      title: t('errors.column.reference'),
      width: classWidth,
      frozen: true,
      cell: (row) => labelled(row.label),
      plain: (row) => nameOf(row.label),
      question: choice('label', [...options, { value: 'none', label: t('errors.noLabel') }]),
    },
    {
      id: 'pred',
      sortName: 'pred',
      title: t('errors.column.prediction'),
      width: classWidth,
      frozen: true,
      cell: (row) => labelled(row.prediction),
      plain: (row) => nameOf(row.prediction),
      question: choice('pred', options),
    },
    {
      id: 'text',
      sortName: 'text',
      title: t('errors.column.content'),
      width: media ? 92 : 260,
      minWidth: 56,
      cell: contentCell,
      plain: (row) => row.text,
      question: text('text', false),
    },
    ...tags.map(tagColumnOf),
    {
      id: 'prob',
      sortName: 'prob',
      title: t('errors.column.score'),
      width: 84,
      align: 'end',
      cell: scoreCell,
      plain: (row) => (row.score === null ? '' : String(row.score)),
      question: number('score'),
    },
    { id: 'correct', title: t('errors.column.verdict'), width: 88, cell: verdictCell, plain: verdictText, question: { kind: 'verdict' } },
    {
      id: 'source',
      sortName: 'source',
      title: t('errors.column.source'),
      width: 104,
      cell: sourceText,
      plain: sourceText,
      question: choice('source', SOURCES.map((value) => ({ value, label: t(`errors.source.${value}`) }))),
    },
    {
      id: COMMENT,
      sortName: 'comment',
      title: t('errors.column.comment'),
      width: 180,
      cell: (row) => row.comment,
      plain: (row) => row.comment,
      question: text('comment', true),
    },
    ...fields.map((field, at): Column => ({
      id: `field-${field.id}`,
      sortName: isSortableField(field.name) ? field.name : undefined,
      title: field.name,
      width: 110,
      cell: (row) => valueText(row.metadata[at]),
      plain: (row) => valueText(row.metadata[at]),
      question: numbers.has(field.id) ? number(fieldColumn(field.name)) : text(fieldColumn(field.name), true),
    })),
  ];
  return columns.map((column) => ({ ...column, sortable: column.sortName !== undefined }));
}

const SOURCES = ['adjudication', 'gold', 'consensus'] as const;

const text = (column: string, missing: boolean): Question => ({ kind: 'text', column, missing });
const number = (column: string): Question => ({ kind: 'number', column, missing: true });
const choice = (column: string, options: readonly ChoiceOption[]): Question => ({ kind: 'choice', column, options });

/** Fields whose first values are numbers. */
export function numberFields(fields: readonly Field[], rows: readonly SheetRow[]): ReadonlySet<number> {
  const first = (at: number) => rows.find((row) => row.metadata[at] !== null && row.metadata[at] !== undefined)?.metadata[at];
  return new Set(fields.filter((_, at) => typeof first(at) === 'number').map(({ id }) => id));
}

/** Room for the longest class name up to some twelve letters; the title needs the least. */
const widthOf = (known: readonly Class[]): number =>
  Math.min(132, Math.max(86, 36 + 8 * Math.max(0, ...known.map(({ name }) => name.length))));

const tagColumnOf = (tag: Tag): Column => ({
  id: `tag-${tag.id}`,
  sortName: `tag:${tag.name}`,
  title: tag.hotkey && tag.rule === null ? t('errors.column.tagKey', { name: tag.name, key: tag.hotkey.toUpperCase() }) : tag.name,
  width: Math.min(190, 84 + tag.name.length * 7),
  align: 'center',
  tag,
  plain: (row) => MARK_TEXTS[markOf(row, tag.id)],
  question: choice(tagColumn(tag.name), [
    { value: 'yes', label: t('errors.mark.yes') },
    { value: 'no', label: t('errors.mark.no') },
    { value: 'unseen', label: t('errors.mark.unseen') },
  ]),
  header: <TagTitle tag={tag} />,
  locked: tag.rule === null ? undefined : ruleText(tag.rule),
  cell: tag.rule === null ? (row) => MARKS[markOf(row, tag.id)] : (row) => RULED[markOf(row, tag.id)],
});

/** What decides for the rows of a tag by rule, and how that is changed. */
export const ruleText = (rule: string): string => t('sheet.rule.locked', { rule });

const MARKS = {
  yes: (
    <span className={classes.yes} role="img" aria-label={t('errors.mark.yes')}>
      ✓
    </span>
  ),
  no: (
    <span className={classes.no} role="img" aria-label={t('errors.mark.no')}>
      –
    </span>
  ),
  unseen: null,
} as const;

/** The same, of a tag that follows its rule: quieter, because nobody looked. */
const RULED = {
  yes: (
    <span className={classes.ruled} role="img" aria-label={t('sheet.rule.yes')}>
      ✓
    </span>
  ),
  no: (
    <span className={classes.ruled} role="img" aria-label={t('sheet.rule.no')}>
      –
    </span>
  ),
  unseen: null,
} as const;

/** As they are pasted again; see `clipboard.ts`. */
const MARK_TEXTS = { yes: 'yes', no: 'no', unseen: '' } as const;

function keyCell(row: SheetRow): ReactNode {
  if (!row.drawn) return row.key;
  return (
    <>
      <span className={classes.drawn} role="img" aria-label={t('errors.drawn')} title={t('errors.drawn')} />
      {row.key}
    </>
  );
}

function contentCell(row: SheetRow): ReactNode {
  if (row.media === null) return row.text;
  return (
    <>
      <img className={classes.thumbnail} src={mediaUrl(row.media)} alt="" decoding="async" draggable={false} onLoad={sharpen} />
      {row.text}
    </>
  );
}

/** Small pictures are enlarged pixel by pixel, large ones made smaller smoothly. */
function sharpen({ currentTarget: { naturalWidth, style } }: SyntheticEvent<HTMLImageElement>): void {
  style.imageRendering = naturalWidth < 48 ? 'pixelated' : 'auto';
}

const NO_LABEL = <span className={classes.none}>{t('errors.noLabel')}</span>;

const classMark = ({ colour, name }: Class): ReactNode => (
  <span className={classes.class}>
    <span className={classes.dot} style={{ background: colour }} />
    {name}
  </span>
);

export const ClassName = ({ of }: { of: Class | undefined }): ReactNode => (of ? classMark(of) : NO_LABEL);

function sourceText({ source }: SheetRow): string {
  const known = SOURCES.find((each) => each === source);
  return known ? t(`errors.source.${known}`) : '';
}

const scoreCell = (row: SheetRow): ReactNode => (row.score === null ? null : formatNumber(row.score, 3));

const RIGHT = <span className={classes.right}>{t('errors.verdict.right')}</span>;
const WRONG = <span className={classes.wrong}>{t('errors.verdict.wrong')}</span>;

function verdictCell(row: SheetRow): ReactNode {
  if (row.correct === null) return null;
  return row.correct ? RIGHT : WRONG;
}

function verdictText({ correct }: SheetRow): string {
  if (correct === null) return '';
  return t(correct ? 'errors.verdict.right' : 'errors.verdict.wrong');
}

const valueText = (value: string | number | null | undefined): string => (value === null ? '' : String(value ?? ''));

export function TagTitle({ tag }: { tag: Tag }) {
  return (
    <span className={classes.tagTitle}>
      <span className={classes.dot} style={{ background: tag.colour }} />
      <bdi className={classes.tagName}>{tag.name}</bdi>
      {tag.rule !== null && (
        <span className={classes.lock} role="img" aria-label={t('sheet.rule.byRule')}>
          <Icon name="lock" size={12} />
        </span>
      )}
      {tag.rule === null && tag.hotkey && <Kbd keys={tag.hotkey.toUpperCase()} />}
    </span>
  );
}
