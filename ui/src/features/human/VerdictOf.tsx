import { Badge, type BadgeProps } from '@/components';
import type { BaselineVerdict } from '@/generated/commands';
import { t } from '@/messages';

const LOOKS: Record<BaselineVerdict, Pick<BadgeProps, 'tone' | 'icon'>> = {
  below: { tone: 'warn', icon: 'arrow-down' },
  above: { tone: 'ok', icon: 'arrow-up' },
  undecided: { tone: 'neutral' },
};

/** Where a run stands by what it is held against, if the interval allows it. */
export function VerdictOf({ verdict }: { verdict: BaselineVerdict }) {
  return <Badge {...LOOKS[verdict]}>{t(`human.verdict.${verdict}`)}</Badge>;
}
