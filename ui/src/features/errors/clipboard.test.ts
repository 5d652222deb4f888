import { describe, expect, it } from 'vitest';
import type { SheetRow, Tag } from '@/generated/commands';
import { fromTsv, markOfText, readBlock, toTsv } from './clipboard';
import type { Column } from './columns';

const tag = (id: number, name: string, rule: string | null = null): Tag => ({
  id,
  uid: name,
  name,
  colour: '#000000',
  hotkey: null,
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
const column = (title: string, of?: Tag): Column => ({ id: title, title, width: 80, cell: () => null, plain: (row) => (of ? 'yes' : row.text), ...(of && { tag: of }) });
const columns = [column('Content'), column('blurry (1)', tag(1, 'blurry')), column('dark', tag(2, 'dark')), column('Score'), column('late', tag(3, 'late'))];
const row = (text: string) => ({ text }) as SheetRow;
const faultOf = (text: string, at = 1) => {
  const read = readBlock(text, columns, at);
  return read.ok ? 'no fault' : read.fault;
};

describe('what is copied', () => {
  it('is what a spreadsheet reads, and never a formula', () => {
    expect(toTsv([row('a\t"b"\nc'), row('=1+1'), row('-3')], columns.slice(0, 2), true)).toBe(
      'Content\tblurry\n"a\t""b""\nc"\tyes\n\'=1+1\tyes\n-3\tyes',
    );
  });

  it('can be read again', () => {
    expect(fromTsv('a\t"b\t""c""\nd"\r\ne\t\n')).toEqual([['a', 'b\t"c"\nd'], ['e', '']]);
    expect(fromTsv('5" wide\t"half" open\nx')).toEqual([['5" wide', '"half" open'], ['x']]);
    expect(fromTsv('a\t')).toEqual([['a', '']]);
    expect(fromTsv('')).toEqual([]);
  });
});

describe('what is pasted', () => {
  it('is yes, no, or nothing', () => {
    expect(['yes', 'X', '1', ' no ', '0', '', '2'].map(markOfText)).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'unseen', null]);
  });

  it('begins at the active column', () => {
    const read = readBlock('x\t0\n\t1\n', columns, 1);
    expect(read.ok && read.block.tags.map(({ name }) => name)).toEqual(['blurry', 'dark']);
    expect(read.ok && read.block.rows).toEqual([['yes', 'no'], ['unseen', 'yes']]);
  });

  it('goes by the names of its first line, wherever the cursor is', () => {
    const read = readBlock('Content\tlate\tBLURRY\nhello\tx\t\n', columns, 0);
    expect(read.ok && read.block.tags.map(({ name }) => name)).toEqual(['late', 'blurry']);
    expect(read.ok && read.block.rows).toEqual([['yes', 'unseen']]);
  });

  it('is refused as a whole, and says where', () => {
    expect(faultOf('x\nmaybe')).toMatch(/^Line 2, column 1: “maybe”/);
    expect(faultOf('x', 0)).toMatch(/^Move to the column of a tag/);
    expect(faultOf('x\tx\tx')).toMatch(/3 columns, but only 2 tag columns/);
    expect(faultOf('blurry\tcolour\nx\tx')).toMatch(/“colour”, which is no tag/);
    expect(faultOf('blurry\tblurry\nx\tx')).toMatch(/twice/);
    expect(faultOf('x\tx\nx')).toMatch(/^Line 2 has 1 cells where 2/);
    expect(faultOf('')).toMatch(/holds no text/);
    expect(faultOf('blurry')).toMatch(/holds no text/);
    expect(faultOf(Array.from({ length: 20_001 }, () => 'x').join('\n'))).toMatch(/at most 20,000 lines/);
  });

  it('leaves tags alone that follow a rule', () => {
    const read = readBlock('x', [column('auto', tag(9, 'auto', 'score > 0.5'))], 0);
    expect(read.ok ? '' : read.fault).toMatch(/follows a rule/);
  });
});
