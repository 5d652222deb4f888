/** The columns of the priorities table and the order of its rows. */
import type { PriorityRow } from '@/generated/commands';

export type Key =
  | 'tag' | 'share_of_errors' | 'miss_rate' | 'share_of_items' | 'zero_error_ceiling'
  | 'hlp' | 'gap' | 'hlp_gain' | 'importance' | 'ease';

/** As shown, from left to right. */
export const COLUMNS: readonly Key[] = [
  'tag', 'hlp_gain', 'zero_error_ceiling', 'share_of_errors', 'miss_rate', 'share_of_items', 'hlp', 'gap', 'importance', 'ease',
];

/** What a column is sorted by; what has no value comes last either way. */
export function sortValue(row: PriorityRow, key: Key): number | string | null {
  switch (key) {
    case 'tag':
      return row.tag.name;
    case 'hlp':
    case 'importance':
    case 'ease':
      return row.tag[key];
    default:
      return row[key]?.value ?? null;
  }
}

export interface Order {
  readonly by: Key;
  readonly descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function inOrder(rows: readonly PriorityRow[], order: Order | null): readonly PriorityRow[] {
  if (!order) return rows;
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    const [a, b] = [sortValue(left, order.by), sortValue(right, order.by)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}

/** Names from A, numbers from the largest; a third press brings back the order as delivered. */
export function nextOrder(now: Order | null, by: Key): Order | null {
  const first = by !== 'tag';
  if (now?.by !== by) return { by, descending: first };
  return now.descending === first ? { by, descending: !first } : null;
}
