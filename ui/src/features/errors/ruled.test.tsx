import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { SheetRow, Tag } from '@/generated/commands';
import { sheetColumns } from './columns';

const tag = (id: number, rule: string | null): Tag => ({
  id,
  uid: `u${id}`,
  name: `tag ${id}`,
  colour: '#123456',
  hotkey: String(id),
  importance: null,
  ease: null,
  hlp: null,
  hlp_n: null,
  note: '',
  rule,
  group: '',
  parent: null,
  owner: null,
});

const row: SheetRow = {
  item: 1,
  key: 'k',
  text: '',
  media: null,
  split: null,
  label: 1,
  source: 'gold',
  prediction: 2,
  confidence: 1,
  method: null,
  score: null,
  correct: false,
  drawn: false,
  comment: '',
  marks: [
    [1, true],
    [2, true],
  ],
  metadata: [],
};

describe('the column of a tag by rule', () => {
  const columns = sheetColumns({ classes: [], tags: [tag(1, null), tag(2, 'pred != label')], fields: [], media: false, numbers: new Set() });
  const [hand, rule] = [columns.find(({ id }) => id === 'tag-1'), columns.find(({ id }) => id === 'tag-2')];
  const cell = (column: typeof hand) => renderToStaticMarkup(<>{column?.cell(row, 0)}</>);
  const head = (column: typeof hand) => renderToStaticMarkup(<>{column?.header}</>);

  it('says which line decides and how that is changed', () => {
    expect(rule?.locked).toContain('pred != label');
    expect(rule?.locked).toMatch(/edit the rule/i);
    expect(hand?.locked).toBeUndefined();
  });

  it('tells its marks from those that a person made', () => {
    expect(cell(rule)).toContain('aria-label="yes, by rule"');
    expect(cell(hand)).toContain('aria-label="yes"');
  });

  it('shows a lock where the others show their key', () => {
    expect(head(rule)).toContain('aria-label="by rule"');
    expect(head(rule)).not.toContain('>2<');
    expect(head(hand)).toContain('>1<');
  });
});
