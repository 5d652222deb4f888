import { useCallback, useRef, useState } from 'react';
import type { Completion } from '@/generated/commands';
import { call } from '@/platform';

export interface Offer {
  readonly line: string;
  readonly answer: Completion;
}

/** Places in JavaScript count UTF-16 units; those of the workbench count code points. */
export const pointsBefore = (line: string, units: number): number => Array.from(line.slice(0, units)).length;
const unitsBefore = (line: string, points: number): number => Array.from(line).slice(0, points).join('').length;

/** The line with a proposal in it, and where the cursor then stands (in UTF-16 units). */
export function accept({ line, answer }: Offer, text: string): { line: string; cursor: number } {
  const [from, to] = [unitsBefore(line, answer.from), unitsBefore(line, answer.to)];
  const after = line.slice(to);
  const written = /^\s/.test(after) ? text : `${text} `;
  return { line: line.slice(0, from) + written + after, cursor: from + written.length + (written === text ? 1 : 0) };
}

/** What may stand at the cursor. An answer to an older question is dropped. */
export function useCompletion(): { offer: Offer | null; ask: (line: string, units: number) => void; close: () => void } {
  const [offer, setOffer] = useState<Offer | null>(null);
  const asked = useRef(0);
  const close = useCallback(() => {
    asked.current += 1;
    setOffer(null);
  }, []);
  const ask = useCallback((line: string, units: number) => {
    const turn = ++asked.current;
    const cursor = pointsBefore(line, units);
    call('filter_complete', { line, cursor }).then(
      (answer) => {
        if (turn === asked.current) setOffer(answer.proposals.length > 0 ? { line, answer } : null);
      },
      // A line without proposals can still be written and applied.
      () => turn === asked.current && setOffer(null),
    );
  }, []);
  return { offer, ask, close };
}
