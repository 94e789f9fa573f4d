import { ChangeMap } from '@interlock/contract/imports.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, localOf } from '../../platform/time.ts';
import { momentReader } from './moment.rules.ts';

const zones = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
];

/** Days on which clocks are changed, at midnight too, and others around them. */
const days = ['2025-03-30', '2025-10-26', '2018-11-04', '2025-03-09', '2025-04-06', '1977-07-01', '2025-06-15'];

test('a date of the file is the instant that the zone itself gives it, on days too on which clocks are changed', () => {
  const clock = fc
    .integer({ min: 0, max: 86_399 })
    .map((second) => new Date(second * 1000).toISOString().slice(11, 19));
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.constantFrom(...days), clock, (zone, day, time) => {
      const map = ChangeMap.parse({
        source: 'x',
        zone,
        fields: {
          number: { column: 'n' },
          title: { column: 'n' },
          state: { value: { state: 'draft' } },
          plannedStart: { column: 'on', format: 'yyyy-MM-dd HH:mm:ss' },
        },
      });
      const read = momentReader(map, { instantOf, localOf, now: new Date(0) });
      const cell = `${day} ${time}`;
      const { plannedStart } = read({ line: 2, cell: () => cell }, (one) => (one.ok ? one.value : null));
      const at = instantOf(`${day}T${time}`, zone);
      expect(plannedStart).toMatchObject({ at, local: localOf(at, zone), zone });
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['1969-12-31 23:59 +0000', 'UTC', false],
  ['1970-01-01 00:00 +0000', 'UTC', true],
  ['1970-01-01 00:00 +0000', 'America/New_York', false],
  ['1970-01-01 00:00 +0200', 'UTC', false],
  ['2999-12-31 23:59 +0000', 'UTC', true],
  ['2999-12-31 23:59 +0000', 'Asia/Kathmandu', false],
])('a moment that clocks show in a year that no change can hold costs its row: %s in %s', (cell, zone, held) => {
  const map = ChangeMap.parse({
    source: 'x',
    zone,
    fields: {
      number: { column: 'n' },
      title: { column: 'n' },
      state: { value: { state: 'draft' } },
      plannedStart: { column: 'on', format: 'yyyy-MM-dd HH:mm X' },
    },
  });
  const refused: unknown[] = [];
  const read = momentReader(map, { instantOf, localOf, now: new Date(0) });
  read({ line: 2, cell: () => cell }, (one) => {
    if (one.ok) return one.value;
    refused.push(one.note);
    return null;
  });
  const reason = expect.stringContaining('lies outside of the years 1970 to 2999');
  expect(refused).toEqual(held ? [] : [{ column: 'on', value: cell, reason }]);
});
