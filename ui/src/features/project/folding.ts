import type { DifferenceLine } from '@/generated/commands';

/** Unchanged lines shown around a change. */
const AROUND = 3;

export interface Block {
  /** Place of the first line. */
  from: number;
  hidden: boolean;
  lines: readonly DifferenceLine[];
}

/** Long runs of unchanged lines are folded away, but for a few beside each change. */
export function folded(lines: readonly DifferenceLine[]): Block[] {
  const near = new Array<boolean>(lines.length).fill(false);
  lines.forEach(({ change }, at) => {
    if (change === 'same') return;
    for (let each = Math.max(0, at - AROUND); each <= Math.min(lines.length - 1, at + AROUND); each += 1) near[each] = true;
  });
  const blocks: Block[] = [];
  let from = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    if (at < lines.length && near[at] === near[from]) continue;
    const run = lines.slice(from, at);
    // A fold that hides a line or two is longer than they are.
    blocks.push({ from, hidden: !near[from] && run.length > 2, lines: run });
    from = at;
  }
  return blocks;
}
