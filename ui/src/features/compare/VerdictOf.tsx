import { Badge, type BadgeProps } from '@/components';
import type { RunVerdict } from '@/generated/commands';
import { t } from '@/messages';

const LOOKS: Readonly<Record<RunVerdict, Pick<BadgeProps, 'tone' | 'icon'>>> = {
  better: { tone: 'ok', icon: 'arrow-up' },
  worse: { tone: 'danger', icon: 'arrow-down' },
  undecided: { tone: 'neutral' },
};

/** Whether the later run is better, if the interval allows it. */
export function VerdictOf({ verdict }: { verdict: RunVerdict }) {
  return <Badge {...LOOKS[verdict]}>{t(`compare.verdict.${verdict}`)}</Badge>;
}
