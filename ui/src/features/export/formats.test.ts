import { describe, expect, it } from 'vitest';
import { extensionOf, FORMATS, writtenAs } from './formats';

describe('as what an export is written', () => {
  it('says the format and the mode of CSV', () => {
    expect(writtenAs('exact')).toEqual({ format: 'csv', exact: true });
    expect(writtenAs('spreadsheet')).toEqual({ format: 'csv', exact: false });
    expect(writtenAs('xlsx')).toEqual({ format: 'xlsx', exact: false });
  });

  it('ends the file name by what it holds', () => {
    expect(extensionOf('sheet', 'json')).toBe('jsonl');
    expect(extensionOf('priorities', 'json')).toBe('json');
    expect(extensionOf('labels', 'exact')).toBe('csv');
    expect(extensionOf('report', FORMATS.report[0])).toBe('html');
  });
});
