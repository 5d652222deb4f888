import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Class } from '@/generated/commands';
import { AssayError, call } from '@/platform';
import { draftOf, filledRows, type ClassRow } from './classRows';
import { useDebounced } from './useDebounced';

export interface SchemeCheck {
  /** What each row will become, gaps filled; by the row's number. */
  proposals: ReadonlyMap<number, Class>;
  error: AssayError | null;
  /** The rows as they stand now make a scheme. */
  valid: boolean;
  tooFew: boolean;
}

/** Asks the workbench what it makes of the classes, while they are typed. */
export function useScheme(question: string, rows: readonly ClassRow[]): SchemeCheck {
  const now = useMemo(() => draftOf(question, rows), [question, rows]);
  const draft = useDebounced(now);
  const tooFew = now.classes.length < 2;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['scheme_check', draft],
    queryFn: () => call('scheme_check', draft),
    enabled: draft.classes.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const proposals = useMemo(() => {
    const filled = filledRows(rows);
    const classes = data && data.classes.length === filled.length ? data.classes : [];
    return new Map(classes.map((each, at) => [filled[at]!.row, each]));
  }, [data, rows]);
  const settled = draft === now && !isPlaceholderData && data !== undefined;
  return {
    proposals,
    error: tooFew || draft !== now ? null : error && AssayError.from(error),
    valid: settled && !error && !tooFew,
    tooFew,
  };
}
