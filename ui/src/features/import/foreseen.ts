/** What can be told of the first rows before the import checks them all; the rules are the workbench's (crates/workbench/src/import). */
import type { ImportKind, Question } from '@/generated/commands';
import type { ColumnRole } from './mapping';

export type Foreseen = 'keyMissing' | 'keyRepeated' | 'labelMissing' | 'labelUnknown';

export interface FirstRows {
  kind: ImportKind;
  /** The role of each column. */
  roles: readonly ColumnRole[];
  /** The cells of each column, from the top. */
  columns: readonly (readonly (string | null)[])[];
}

/** For each column and row why the row will be rejected, or null. */
export function foreseen({ kind, roles, columns }: FirstRows, { classes }: Pick<Question, 'classes'>): (Foreseen | null)[][] {
  const known = new Set(classes.flatMap(({ key, name }) => [key.toLowerCase(), name.toLowerCase()]));
  return columns.map((cells, at) => {
    const role = roles[at];
    const seen = new Set<string>();
    return cells.map((cell): Foreseen | null => {
      const text = cell?.trim() ?? '';
      if (role === 'key') {
        if (text === '') return 'keyMissing';
        // Several raters judge one item; elsewhere a key stands once.
        if (kind !== 'judgments' && seen.has(text)) return 'keyRepeated';
        seen.add(text);
      }
      if (role === 'label' || role === 'prediction') {
        // A judgment without a label may be a skip.
        if (text === '') return kind === 'judgments' ? null : 'labelMissing';
        if (!known.has(text.toLowerCase())) return 'labelUnknown';
      }
      return null;
    });
  });
}
