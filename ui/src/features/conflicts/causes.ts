import type { Cause } from '@/generated/commands';
import { t } from '@/messages';

const CAUSES: readonly Cause[] = ['guideline_gap', 'ambiguous_item', 'rater_error', 'bad_item', 'subjective'];

export const causeOptions = [
  { value: 'none' as const, label: t('conflicts.cause.none') },
  ...CAUSES.map((cause) => ({ value: cause, label: t(`conflicts.cause.${cause}`) })),
];

/** The cause after or before this one, round by way of none. */
export function turnCause(now: Cause | null, by: 1 | -1): Cause | null {
  const round: readonly (Cause | null)[] = [null, ...CAUSES];
  return round[(round.indexOf(now) + by + round.length) % round.length] ?? null;
}
