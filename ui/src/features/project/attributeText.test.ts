import { expect, test } from 'vitest';
import { readAttributes, writeAttributes } from './attributeText';

test('attributes are written and read as one line', () => {
  const some = [
    { name: 'language', value: 'es' },
    { name: 'group', value: 'a=b' },
  ];
  expect(writeAttributes(some)).toBe('language=es, group=a=b');
  expect(readAttributes(writeAttributes(some))).toEqual(some);
  expect(readAttributes(' language = es ,, ')).toEqual([{ name: 'language', value: 'es' }]);
  expect(readAttributes('')).toEqual([]);
  for (const wrong of ['language', '=es', 'language=', 'a=b, c']) expect(readAttributes(wrong)).toBeNull();
});
