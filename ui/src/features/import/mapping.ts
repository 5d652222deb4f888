/** What the columns of a file are: as one role to a column, and as the workbench wants it. */
import type { ImportKind, ImportMapping } from '@/generated/commands';

/** Roles that one column at most can have. */
export const SINGLE = [
  'key',
  'rater',
  'label',
  'prediction',
  'score',
  'split',
  'image',
  'explanation',
  'time',
  'active_ms',
  'guideline_version',
  'note',
  'skipped',
  'unsure',
  'purpose',
] as const;

export type SingleRole = (typeof SINGLE)[number];
export type FieldRole = 'content' | 'metadata';
/** `class:` and the key of a class: a score for it. `tag`: read by its name alone. */
export type ColumnRole = SingleRole | FieldRole | 'ignored' | 'tag' | `class:${string}`;

const OFFERED: Record<ImportKind, readonly (SingleRole | FieldRole)[]> = {
  items: ['key', 'content', 'metadata', 'image', 'split'],
  gold: ['key', 'label', 'explanation'],
  judgments: [
    'key',
    'rater',
    'label',
    'time',
    'active_ms',
    'guideline_version',
    'note',
    'skipped',
    'unsure',
    'purpose',
  ],
  predictions: ['key', 'prediction', 'score'],
  sheet: ['key', 'note'],
};

const NEEDED: Record<ImportKind, readonly SingleRole[]> = {
  items: ['key'],
  gold: ['key', 'label'],
  judgments: ['key', 'rater', 'label'],
  predictions: ['key', 'prediction'],
  sheet: ['key'],
};

export const offeredRoles = (kind: ImportKind): readonly (SingleRole | FieldRole)[] => OFFERED[kind];

const isSingle = (role: ColumnRole): role is SingleRole => (SINGLE as readonly string[]).includes(role);

const isField = (role: ColumnRole): role is FieldRole | 'ignored' =>
  role === 'content' || role === 'metadata' || role === 'ignored';

export const classOf = (role: ColumnRole): string | null =>
  role.startsWith('class:') ? role.slice('class:'.length) : null;

/** One role for each column, from a mapping. */
export function rolesOf(kind: ImportKind, columns: readonly string[], mapping: ImportMapping): ColumnRole[] {
  return columns.map((column): ColumnRole => {
    const single = OFFERED[kind].find((role) => isSingle(role) && mapping[role] === column);
    if (single) return single;
    if (kind === 'sheet' && column.startsWith('tag:')) return 'tag';
    if (kind === 'items') return mapping.fields.find((field) => field.column === column)?.role ?? 'ignored';
    if (kind !== 'predictions') return 'ignored';
    const score = mapping.scores.find((each) => each.column === column);
    return score ? `class:${score.class}` : 'ignored';
  });
}

/** The roles after one column was given another: who else had it gives it up. */
export function withRole(roles: readonly ColumnRole[], at: number, role: ColumnRole): ColumnRole[] {
  const alone = isSingle(role) || classOf(role) !== null;
  return roles.map((each, place) => {
    if (place === at) return role;
    return alone && each === role ? 'ignored' : each;
  });
}

/** The mapping that these roles make. */
export function mappingOf(kind: ImportKind, columns: readonly string[], roles: readonly ColumnRole[]): ImportMapping {
  const mapping: ImportMapping = { fields: [], scores: [] };
  columns.forEach((column, at) => {
    const role = roles[at] ?? 'ignored';
    const scored = classOf(role);
    if (scored !== null) mapping.scores.push({ column, class: scored });
    else if (isSingle(role)) mapping[role] = column;
    else if (kind === 'items' && isField(role)) mapping.fields.push({ column, name: column, role });
  });
  return mapping;
}

/** The roles that no column has and without which nothing can be imported. */
export function missingRoles(kind: ImportKind, roles: readonly ColumnRole[]): SingleRole[] {
  // Of scores alone the answer is the class with the highest.
  const scores = roles.filter((role) => classOf(role) !== null).length;
  return NEEDED[kind].filter((role) => !roles.includes(role) && !(role === 'prediction' && scores > 1));
}
