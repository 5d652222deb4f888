import type { Place } from '@/charts/ThresholdCurve';
import type { Figure } from '@/generated/commands';

/** A figure as a place in a chart; none where it is undefined. */
export const place = ({ value, lower, upper }: Figure): Place | null => (value === null ? null : { value, lower, upper });

/** The rest to 1, as the false positive rate is of the specificity: its limits are the other way round. */
export const rest = ({ value, lower, upper }: Figure): Place | null =>
  value === null ? null : { value: 1 - value, lower: upper === null ? null : 1 - upper, upper: lower === null ? null : 1 - lower };
