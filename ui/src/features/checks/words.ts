import type { CheckView } from '@/generated/commands';
import { t } from '@/messages';

/** `recall of yes at least 0.9`; the filter line is shown apart. */
export function asks({ metric, class_key: ofClass, bound, threshold }: CheckView): string {
  const words = { metric: t(`checks.metric.${metric}`), bound: t(`checks.bound.${bound}`), threshold: String(threshold) };
  return ofClass === null ? t('checks.asks', words) : t('checks.asksOf', { ...words, class: ofClass });
}

export type CheckVerdict = 'pass' | 'fail' | 'undecided' | 'unlooked';
