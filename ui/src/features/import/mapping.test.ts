import { describe, expect, it } from 'vitest';
import type { ImportKind, ImportMapping } from '@/generated/commands';
import { mappingOf, missingRoles, rolesOf, withRole, type ColumnRole } from './mapping';

const cases: { kind: ImportKind; columns: string[]; mapping: ImportMapping; roles: ColumnRole[] }[] = [
  {
    kind: 'items',
    columns: ['id', 'text', 'source', 'junk'],
    mapping: {
      key: 'id',
      fields: [
        { column: 'text', name: 'text', role: 'content' },
        { column: 'source', name: 'source', role: 'metadata' },
        { column: 'junk', name: 'junk', role: 'ignored' },
      ],
      scores: [],
    },
    roles: ['key', 'content', 'metadata', 'ignored'],
  },
  {
    kind: 'judgments',
    columns: ['item', 'rater', 'label', 'time', 'other'],
    mapping: { key: 'item', rater: 'rater', label: 'label', time: 'time', fields: [], scores: [] },
    roles: ['key', 'rater', 'label', 'time', 'ignored'],
  },
  {
    kind: 'predictions',
    columns: ['item', 'pred', 'prob_no', 'prob_yes'],
    mapping: {
      key: 'item',
      prediction: 'pred',
      fields: [],
      scores: [
        { column: 'prob_no', class: 'no' },
        { column: 'prob_yes', class: 'yes' },
      ],
    },
    roles: ['key', 'prediction', 'class:no', 'class:yes'],
  },
  {
    kind: 'sheet',
    columns: ['item', 'tag:blurry', 'comment', 'pred'],
    mapping: { key: 'item', note: 'comment', fields: [], scores: [] },
    roles: ['key', 'tag', 'note', 'ignored'],
  },
];

describe('the roles of columns', () => {
  it.each(cases)('say the same as the mapping of $kind', ({ kind, columns, mapping, roles }) => {
    expect(rolesOf(kind, columns, mapping)).toEqual(roles);
    expect(mappingOf(kind, columns, roles)).toEqual(mapping);
  });

  it('are taken from the column that had them', () => {
    expect(withRole(['key', 'content', 'content'], 1, 'key')).toEqual(['ignored', 'key', 'content']);
    expect(withRole(['key', 'content', 'ignored'], 2, 'content')).toEqual(['key', 'content', 'content']);
    expect(withRole(['class:a', 'class:b'], 1, 'class:a')).toEqual(['ignored', 'class:a']);
  });

  it('are named where one is missing', () => {
    expect(missingRoles('judgments', ['key', 'ignored', 'label'])).toEqual(['rater']);
    expect(missingRoles('items', ['key', 'content'])).toEqual([]);
    expect(missingRoles('predictions', ['key', 'class:a'])).toEqual(['prediction']);
    expect(missingRoles('predictions', ['key', 'class:a', 'class:b'])).toEqual([]);
  });
});
