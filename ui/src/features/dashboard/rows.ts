import type { ItemPage, JudgmentPage } from '@/generated/commands';

/** The rows behind a part of a chart. */
export type RowsOf =
  | { kind: 'judgments'; title: string; of: Omit<JudgmentPage, 'limit' | 'before'>; filter?: string }
  | { kind: 'items'; title: string; of: Omit<ItemPage, 'limit' | 'after'>; filter?: string };

export type ShowRows = (rows: RowsOf) => void;
