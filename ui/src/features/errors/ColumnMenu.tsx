import { useActionKeys } from '@/actions';
import { MenuAt, type MenuEntry } from '@/components';
import type { GridSort } from '@/components/grid';
import type { Tag } from '@/generated/commands';
import { t } from '@/messages';
import { about } from './conditions';
import type { Column } from './columns';

export interface ColumnMenuProps {
  anchor: HTMLElement;
  column: Column;
  sort: readonly GridSort[];
  filter: string;
  canHide: boolean;
  onClose: () => void;
  onSort: (sort: readonly GridSort[]) => void;
  onFilter: () => void;
  onClearFilter: () => void;
  onPin: (pinned: boolean) => void;
  onHide: () => void;
  onStep: (by: 1 | -1) => void;
  onColumns: () => void;
  onEditTag: (tag: Tag) => void;
}

/** What can be done with one column. */
export function ColumnMenu(props: ColumnMenuProps) {
  const { column, sort, filter } = props;
  const left = useActionKeys('errors.columnLeft');
  const right = useActionKeys('errors.columnRight');
  const columns = useActionKeys('errors.columns');
  const own = sort.find((each) => each.column === column.id);
  const sorted = (descending: boolean): MenuEntry => ({
    id: descending ? 'sort-down' : 'sort-up',
    label: t(descending ? 'sheet.menu.descending' : 'sheet.menu.ascending'),
    icon: descending ? 'arrow-down' : 'arrow-up',
    checked: own?.descending === descending,
    onAction: () => props.onSort(own?.descending === descending ? [] : [{ column: column.id, descending }]),
  });
  const { question, tag } = column;
  const pinned = column.frozen === true;
  const entries: MenuEntry[] = [
    ...(column.sortable ? [sorted(false), sorted(true)] : []),
    // What opens next has to wait until the menu has given the focus back.
    ...(question
      ? [{ id: 'filter', label: t('sheet.menu.filter'), icon: 'filter', separated: column.sortable, onAction: () => setTimeout(props.onFilter) } as const]
      : []),
    ...(question && about(filter, question).length > 0
      ? [{ id: 'unfilter', label: t('sheet.menu.unfilter'), icon: 'close', onAction: props.onClearFilter } as const]
      : []),
    { id: 'pin', label: t(pinned ? 'sheet.menu.unpin' : 'sheet.menu.pin'), icon: 'pin', separated: true, onAction: () => props.onPin(!pinned) },
    { id: 'left', label: t('sheet.menu.left'), icon: 'chevron-left', keys: left, onAction: () => props.onStep(-1) },
    { id: 'right', label: t('sheet.menu.right'), icon: 'chevron-right', keys: right, onAction: () => props.onStep(1) },
    { id: 'hide', label: t('sheet.menu.hide'), icon: 'minus', disabled: !props.canHide, onAction: props.onHide },
    ...(tag ? [{ id: 'edit-tag', label: t('errors.tags.edit', { name: tag.name }), separated: true, onAction: () => setTimeout(() => props.onEditTag(tag)) }] : []),
    { id: 'columns', label: t('sheet.menu.columns'), separated: !tag, keys: columns, onAction: () => setTimeout(props.onColumns) },
  ];
  return <MenuAt anchor={props.anchor} label={t('grid.menu', { title: column.title })} entries={entries} onClose={props.onClose} />;
}
