import type { ExportWhat } from '@/generated/commands';
import { createStoredStore } from '@/lib/store';

/** Whether exports write numbers in place of people's names; remembered by this machine. */
export const pseudonyms = createStoredStore<boolean>('assay.pseudonyms', false, (raw) => (typeof raw === 'boolean' ? raw : undefined));

/** Exports that name people. */
export const NAMING: readonly ExportWhat[] = ['judgments', 'raters', 'agreement', 'human'];
