import { Badge, type BadgeProps } from '@/components';
import { t } from '@/messages';
import type { CheckVerdict } from './words';

const LOOKS: Record<CheckVerdict, Pick<BadgeProps, 'tone' | 'icon'>> = {
  pass: { tone: 'ok', icon: 'check' },
  fail: { tone: 'danger', icon: 'close' },
  undecided: { tone: 'neutral', icon: 'minus' },
  unlooked: {},
};

/** In a word and a sign, never by colour alone. */
export function VerdictOf({ verdict }: { verdict: CheckVerdict }) {
  return <Badge {...LOOKS[verdict]}>{t(`checks.verdict.${verdict}`)}</Badge>;
}
