import type { ReactNode, SyntheticEvent } from 'react';
import { Kbd } from '@/components';
import type { GridColumn } from '@/components/grid';
import type { Class, Field, SheetRow, Tag } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { mediaUrl } from '@/platform';
import { isSortableField } from './filters';
import classes from './Sheet.module.css';
import { markOf } from './marks';

export type Column = GridColumn<SheetRow> & {
  /** As the workbench names it in an order. */
  readonly sortName?: string;
  readonly tag?: Tag;
};

export interface ColumnsOf {
  classes: readonly Class[];
  tags: readonly Tag[];
  fields: readonly Field[];
  media: boolean;
}

export const COMMENT = 'comment';

export function sheetColumns({ classes: known, tags, fields, media }: ColumnsOf): Column[] {
  // A fling draws hundreds of cells a frame: what they show is made once and has no components.
  const shown = new Map(known.map((each) => [each.id, classMark(each)]));
  const labelled = (id: number | null) => (id === null ? NO_LABEL : shown.get(id));
  const classWidth = widthOf(known);
  // What a row is about and what is marked stand side by side: reference and prediction stay in
  // view while tags are marked, and the tags come before what is rarely looked at.
  const columns: Column[] = [
    { id: 'key', sortName: 'key', title: t('errors.column.key'), width: 100, frozen: true, cell: keyCell },
    { id: 'label', sortName: 'label', title: t('errors.column.reference'), width: classWidth, frozen: true, cell: (row) => labelled(row.label) },
    { id: 'pred', sortName: 'pred', title: t('errors.column.prediction'), width: classWidth, frozen: true, cell: (row) => labelled(row.prediction) },
    { id: 'text', sortName: 'text', title: t('errors.column.content'), width: media ? 70 : 220, minWidth: 56, cell: contentCell },
    ...tags.map(tagColumnOf),
    { id: 'prob', sortName: 'prob', title: t('errors.column.score'), width: 74, align: 'end', cell: scoreCell },
    { id: 'correct', title: t('errors.column.verdict'), width: 76, cell: verdictCell },
    { id: 'source', sortName: 'source', title: t('errors.column.source'), width: 92, cell: sourceCell },
    { id: COMMENT, sortName: 'comment', title: t('errors.column.comment'), width: 180, cell: (row) => row.comment },
    ...fields.map((field, at): Column => ({
      id: `field-${field.id}`,
      sortName: isSortableField(field.name) ? field.name : undefined,
      title: field.name,
      width: 110,
      cell: (row) => valueText(row.metadata[at]),
    })),
  ];
  return columns.map((column) => ({ ...column, sortable: column.sortName !== undefined }));
}

/** Room for the longest class name up to some twelve letters; the title needs the least. */
const widthOf = (known: readonly Class[]): number =>
  Math.min(132, Math.max(86, 36 + 8 * Math.max(0, ...known.map(({ name }) => name.length))));

const tagColumnOf = (tag: Tag): Column => ({
  id: `tag-${tag.id}`,
  sortName: `tag:${tag.name}`,
  title: tag.hotkey ? t('errors.column.tagKey', { name: tag.name, key: tag.hotkey.toUpperCase() }) : tag.name,
  width: Math.min(170, 72 + tag.name.length * 7),
  align: 'center',
  tag,
  header: <TagTitle tag={tag} />,
  cell: (row) => MARKS[markOf(row, tag.id)],
});

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

function sourceCell(row: SheetRow): ReactNode {
  switch (row.source) {
    case 'adjudication':
    case 'gold':
    case 'consensus':
      return t(`errors.source.${row.source}`);
    default:
      return null;
  }
}

const scoreCell = (row: SheetRow): ReactNode => (row.score === null ? null : formatNumber(row.score, 3));

const RIGHT = <span className={classes.right}>{t('errors.verdict.right')}</span>;
const WRONG = <span className={classes.wrong}>{t('errors.verdict.wrong')}</span>;

function verdictCell(row: SheetRow): ReactNode {
  if (row.correct === null) return null;
  return row.correct ? RIGHT : WRONG;
}

const valueText = (value: string | number | null | undefined): string => (value === null ? '' : String(value ?? ''));

export function TagTitle({ tag }: { tag: Tag }) {
  return (
    <span className={classes.tagTitle}>
      <span className={classes.dot} style={{ background: tag.colour }} />
      <bdi className={classes.tagName}>{tag.name}</bdi>
      {tag.hotkey && <Kbd keys={tag.hotkey.toUpperCase()} />}
    </span>
  );
}
