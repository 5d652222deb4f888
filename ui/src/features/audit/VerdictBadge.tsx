import { Badge } from '@/components';
import type { Verdict } from '@/generated/commands';
import { t } from '@/messages';

const LOOKS = {
  accepted: { tone: 'ok', icon: 'check' },
  rejected: { tone: 'danger', icon: 'error' },
  undecided: { tone: 'neutral' },
} as const;

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <Badge {...LOOKS[verdict]}>{t(`audit.verdict.${verdict}`)}</Badge>;
}
