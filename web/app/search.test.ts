import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search.ts';

test('a filter of several values stays readable in the address', () => {
  expect(stringifySearch({ state: 'draft,assess', q: '', team: undefined })).toBe('?state=draft,assess');
});

test('what was written to the address is read from it again', () => {
  const search = { q: 'a & b = c', priority: '1,2' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});
