import { useMe } from '@/app/project';
import { mayActAs } from '@/app/roles';
import type { Overview } from '@/generated/commands';
import { Doubtful } from './Doubtful';
import { GoldPool } from './GoldPool';
import { Raters } from './Raters';
import { useChange } from './useChange';

/** Raters with what they passed and what watches over them, and the gold behind it. */
export function TrainingSections({ overview }: { overview: Overview }) {
  const me = useMe();
  const change = useChange();
  const lead = mayActAs('lead', me) && !overview.read_only;
  return (
    <>
      <Raters overview={overview} lead={lead} change={change} />
      {overview.counts.gold > 0 && <GoldPool overview={overview} lead={lead} change={change} />}
      {overview.counts.gold > 0 && <Doubtful overview={overview} lead={lead} change={change} />}
    </>
  );
}
