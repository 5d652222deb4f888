/** Pairs of raters, put in order for the matrix. */
import type { PairView } from '@/generated/commands';

export class PairIndex {
  private readonly byKey = new Map<number, PairView>();
  private readonly count: number;

  constructor(pairs: readonly PairView[], count: number) {
    this.count = count;
    for (const pair of pairs) this.byKey.set(this.key(pair.a, pair.b), pair);
  }

  of(a: number, b: number): PairView | undefined {
    return this.byKey.get(this.key(a, b));
  }

  private key(a: number, b: number): number {
    return Math.min(a, b) * this.count + Math.max(a, b);
  }
}

/**
 * Raters whose pairs say most: beginning with the pair that shares most items, always the one
 * who shares most with those chosen so far. Given back in the order of the report.
 */
export function mostOverlap(pairs: readonly PairView[], raters: number, most: number): number[] {
  if (raters <= most) return Array.from({ length: raters }, (_, at) => at);
  const shared = new Map<number, Map<number, number>>();
  const add = (a: number, b: number, n: number) => {
    const row = shared.get(a) ?? new Map<number, number>();
    shared.set(a, row.set(b, n));
  };
  let first: PairView | undefined;
  for (const pair of pairs) {
    add(pair.a, pair.b, pair.kappa.n);
    add(pair.b, pair.a, pair.kappa.n);
    if (!first || pair.kappa.n > first.kappa.n) first = pair;
  }
  if (!first) return [];
  const chosen = [first.a, first.b];
  const gain = new Map<number, number>();
  const take = (rater: number) => {
    for (const [other, n] of shared.get(rater) ?? []) gain.set(other, (gain.get(other) ?? 0) + Math.sqrt(n));
  };
  chosen.forEach(take);
  while (chosen.length < most) {
    const next = [...gain].filter(([rater]) => !chosen.includes(rater)).sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    if (!next) break;
    chosen.push(next[0]);
    take(next[0]);
  }
  return chosen.sort((a, b) => a - b);
}
