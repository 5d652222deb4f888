import { Badge, type BadgeProps } from '@/components';
import { t } from '@/messages';

const LOOKS: Record<string, Pick<BadgeProps, 'tone' | 'icon'>> = {
  higher: { tone: 'accent', icon: 'arrow-up' },
  lower: { tone: 'warn', icon: 'arrow-down' },
};

/** Where a part or group stands to what it is held against: in words, never by colour alone. */
export function GapVerdict({ verdict }: { verdict: string }) {
  return <Badge {...LOOKS[verdict]}>{t(`metrics.verdict.${verdict as 'higher'}`)}</Badge>;
}
