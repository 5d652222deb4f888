/** The columns of the priorities table and the order of its rows. */
import type { Band, PriorityRow } from '@/generated/commands';

export type Key =
  | 'tag' | 'share_of_errors' | 'miss_rate' | 'share_of_items' | 'zero_error_ceiling' | 'accuracy'
  | 'hlp' | 'gap' | 'hlp_gain' | 'importance' | 'ease' | 'only' | 'split' | 'score' | 'group' | 'owner';

/** Which columns are in view. */
export type View = 'cost' | 'overlap' | 'people';

export const VIEWS: readonly View[] = ['cost', 'overlap', 'people'];

const IN_VIEW: Record<View, readonly Key[]> = {
  cost: ['hlp_gain', 'zero_error_ceiling', 'share_of_errors', 'miss_rate', 'share_of_items', 'hlp', 'gap', 'importance', 'ease'],
  overlap: ['hlp_gain', 'zero_error_ceiling', 'share_of_errors', 'only', 'split', 'accuracy'],
  people: ['group', 'owner', 'hlp_gain', 'zero_error_ceiling', 'importance', 'ease'],
};

/** As shown, from left to right; a score only where a formula was made. */
export const columnsOf = (view: View, scored: boolean): readonly Key[] => ['tag', ...(scored ? (['score'] as const) : []), ...IN_VIEW[view]];

/** What a column is sorted by; what has no value comes last either way. */
export function sortValue(row: PriorityRow, key: Key): number | string | null {
  switch (key) {
    case 'tag':
      return row.tag.name;
    case 'score':
      return row.score?.value ?? null;
    case 'group':
      return row.tag.group === '' ? null : row.tag.group;
    case 'owner':
      return row.owner;
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
  const first = by !== 'tag' && by !== 'group' && by !== 'owner';
  if (now?.by !== by) return { by, descending: first };
  return now.descending === first ? { by, descending: !first } : null;
}

/** The column by which ranks are told: the one in whose order the rows stand, else that of the order as delivered. */
export function rankedBy(rows: readonly PriorityRow[], order: Order | null): 'hlp_gain' | 'zero_error_ceiling' {
  if (order?.by === 'hlp_gain' || order?.by === 'zero_error_ceiling') return order.by;
  return rows.some((row) => row.hlp_gain?.value != null) ? 'hlp_gain' : 'zero_error_ceiling';
}

/** In which of the bands a rank lies: one lane for each, so that bands which overlap stand side by side. */
export const lanes = (rank: number | undefined, bands: readonly Band[]): readonly boolean[] =>
  bands.map((band) => rank !== undefined && rank >= band.from && rank <= band.to);
