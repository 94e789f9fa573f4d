import { Column } from '@interlock/contract/imports.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headingsOf } from './reading.rules.ts';

test.each([
  [
    ['Number', ' Planned  start '],
    ['Number', 'Planned  start'],
  ],
  [
    ['Planned\nstart', 'Planned\r\n  end'],
    ['Planned start', 'Planned end'],
  ],
  [
    ['Num\u0007ber', 'Sta\u202ete', 'A\u2028b'],
    ['Number', 'State', 'A b'],
  ],
  [
    ['Start\ndate', 'Start date', 'Start\tdate'],
    ['Start date (2)', 'Start date', 'Start date (3)'],
  ],
  [
    ['x'.repeat(300), `${'x'.repeat(299)}y`],
    ['x'.repeat(200), `${'x'.repeat(196)} (2)`],
  ],
  [
    ['Note', 'Note', 'Other\nnote', 'Other\nnote'],
    ['Note', 'Note', 'Other note', 'Other note'],
  ],
  [
    ['\u0001', ' ', ''],
    ['', '', ''],
  ],
])('the headings %j are called %j', (cells, names) => {
  expect(headingsOf(cells)).toEqual(names);
});

test('whatever the headings are, a map can name each that says something, and different ones stay different', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\u0001') }));
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 8 }), (cells) => {
      const names = headingsOf(cells);
      const said = names.filter((name) => name !== '');
      expect(said.every((name) => Column.parse(name) === name)).toBe(true);
      const different = new Set(cells.map((given) => given.trim()).filter((_, at) => names[at] !== ''));
      expect(new Set(said).size).toBe(different.size);
    }),
  );
});
