/** Tags in the order in which they are listed: by group, and under what they are a kind of. */
import type { TagCount } from '@/generated/commands';

export interface TagLine {
  row: TagCount;
  /** 0: stands for itself; else how deep below its parents. */
  depth: number;
}

export interface TagGroup {
  /** Empty for tags without one; they come last. */
  name: string;
  lines: readonly TagLine[];
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const byName = (a: TagCount, b: TagCount): number => collator.compare(a.tag.name, b.tag.name);

/** A tag stands in the group of its topmost parent, so that a tree is never torn apart. */
export function groupTags(rows: readonly TagCount[]): readonly TagGroup[] {
  const ids = new Set(rows.map(({ tag }) => tag.id));
  const below = new Map<number, TagCount[]>();
  const tops: TagCount[] = [];
  for (const row of rows.toSorted(byName)) {
    const { parent } = row.tag;
    if (parent === null || !ids.has(parent)) tops.push(row);
    else below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const groups = new Map<string, TagLine[]>();
  const add = (lines: TagLine[], row: TagCount, depth: number) => {
    lines.push({ row, depth });
    for (const child of below.get(row.tag.id) ?? []) add(lines, child, depth + 1);
  };
  for (const top of tops) {
    const lines = groups.get(top.tag.group) ?? [];
    add(lines, top, 0);
    groups.set(top.tag.group, lines);
  }
  return [...groups]
    .map(([name, lines]) => ({ name, lines }))
    .toSorted((a, b) => Number(a.name === '') - Number(b.name === '') || collator.compare(a.name, b.name));
}

/** The ids of a tag and of everything that is a kind of it: it cannot become a kind of those. */
export function withKinds(tags: readonly { id: number; parent: number | null }[], id: number): ReadonlySet<number> {
  const found = new Set([id]);
  for (let grew = true; grew; ) {
    const more = tags.filter((tag) => tag.parent !== null && found.has(tag.parent) && !found.has(tag.id));
    more.forEach((tag) => found.add(tag.id));
    grew = more.length > 0;
  }
  return found;
}
