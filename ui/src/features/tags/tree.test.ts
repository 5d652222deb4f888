import { describe, expect, it } from 'vitest';
import type { TagCount } from '@/generated/commands';
import { groupTags, withKinds } from './tree';

const tag = (id: number, name: string, group = '', parent: number | null = null): TagCount =>
  ({ tag: { id, name, group, parent }, yes: 0, no: 0, unseen: 0, late: 0, fault: null }) as unknown as TagCount;

describe('the list of tags', () => {
  it('puts kinds below what they are a kind of, groups by name, and those without a group last', () => {
    const rows = [tag(1, 'zebra'), tag(2, 'dark', 'light'), tag(3, 'dusk', 'elsewhere', 2), tag(4, 'night', '', 2), tag(5, 'bear', 'animals')];
    expect(groupTags(rows).map(({ name, lines }) => [name, lines.map(({ row, depth }) => `${depth} ${row.tag.name}`)])).toEqual([
      ['animals', ['0 bear']],
      ['light', ['0 dark', '1 dusk', '1 night']],
      ['', ['0 zebra']],
    ]);
  });

  it('knows what a tag cannot be a kind of', () => {
    const tags = [{ id: 1, parent: null }, { id: 2, parent: 1 }, { id: 3, parent: 2 }, { id: 4, parent: null }];
    expect([...withKinds(tags, 1)].toSorted()).toEqual([1, 2, 3]);
    expect([...withKinds(tags, 3)]).toEqual([3]);
  });
});
