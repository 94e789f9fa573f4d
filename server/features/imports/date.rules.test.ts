import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateReader } from './date.rules.ts';

const read = (format: string, cell: string) => {
  const reader = dateReader(format);
  return typeof reader === 'string' ? reader : reader(cell);
};

test.each([
  ['yyyy-MM-dd', '2022-07-30', '2022-07-30T00:00:00', null],
  ['d/M/yyyy HH:mm', '9/3/2016 08:05', '2016-03-09T08:05:00', null],
  ['dd-MM-yyyy H:mm', '29-02-2024 7:15', '2024-02-29T07:15:00', null],
  ['d MMM yyyy h:mm a', '3 Mar 2020 12:30 am', '2020-03-03T00:30:00', null],
  ['MM/dd/yyyy hh:mm a', '03/09/2020 12:30 PM', '2020-03-09T12:30:00', null],
  ["yyyy-MM-dd'T'HH:mm:ssXXX", '2022-07-30T10:11:12+02:00', '2022-07-30T10:11:12', '+02:00'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2022-07-30T10:11:12.345Z', '2022-07-30T10:11:12', '+00:00'],
  ['yyyyMMddHHmmssSSS', '20220730101112345', '2022-07-30T10:11:12', null],
  ['dMMyyyy Hmm', '9032016 805', '2016-03-09T08:05:00', null],
  ["'on' yyyy.MM.dd", 'on 2022.07.30', '2022-07-30T00:00:00', null],
])('%s reads %s', (format, cell, local, offset) => {
  expect(read(format, cell)).toEqual({ local, offset });
});

test.each([
  ['yyyy-MM-dd', '2023-02-29'],
  ['yyyy-MM-dd', '2023-13-01'],
  ['yyyy-MM-dd', '2023-1-1'],
  ['yyyy-MM-dd', '2022-07-30 10:00'],
  ['yyyy.MM.dd', '2022-07-30'],
  ['yyyy-MM-dd HH:mm', '2022-07-30 24:00'],
  ['d MMM yyyy', '3 Foo 2020'],
  ['d/M/yyyy h:mm a', '3/4/2020 13:00 pm'],
  ["yyyy-MM-dd'T'HH:mmX", '2022-07-30T10:00+25:00'],
])('%s finds no date in %s', (format, cell) => {
  expect(read(format, cell)).toBeNull();
});

test.each([
  ['yyyy-MM-dd', '0001-01-01', 'outside'],
  ['yyyy-MM-dd', '1969-12-31', 'outside'],
  ['yyyy-MM-dd', '1970-01-01', { local: '1970-01-01T00:00:00', offset: null }],
  ['yyyy-MM-dd', '2999-12-31', { local: '2999-12-31T00:00:00', offset: null }],
  ['yyyy-MM-dd', '3000-01-01', 'outside'],
  ['yyyy-MM-dd', '9999-12-31', 'outside'],
])('%s finds a date in %s, and whether a change can hold it', (format, cell, found) => {
  expect(read(format, cell)).toEqual(found);
});

test.each([
  ['yyyy-MM-ddTHH:mm', '"T" means nothing'],
  ['yyyy-MM', 'day (dd); d is missing'],
  ['d/M/yyyy h:mm', 'hh and a are used together'],
  ['quarterly', 'means nothing'],
  ['yyyyMMddHSHSHSHSHSHSHSHSHSHSHSHSHSHSHS', '"H" says again what stands before it'],
  ['yyyy-MM-dd d', '"d" says again'],
  ['yyyy-MM-dd HH:mm hh a', '"hh" says again'],
  ['d MMM yyyy MM', '"MM" says again'],
  ['yyyyMd', '"M" and "d" need a sign between them'],
  ['yyyy-MM-dd HmmssS', '"H" and "S" need a sign between them'],
  ["d'1'M yyyy", '"d" and "M" need a sign between them'],
])('%s is no format, and says why', (format, why) => {
  expect(read(format, '')).toContain(why);
});

test('no cell breaks a reader, and what it reads is a time that a calendar has', () => {
  const reader = dateReader('d/M/yyyy HH:mm');
  if (typeof reader === 'string') throw new Error(reader);
  const digits = fc
    .tuple(fc.nat(40), fc.nat(20), fc.nat(3000), fc.nat(30), fc.nat(70))
    .map(([d, m, y, h, min]) => `${d}/${m}/${y} ${h}:${min}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), digits), (cell) => {
      const wall = reader(cell);
      return wall === null || wall === 'outside' || new Date(`${wall.local}Z`).toISOString().startsWith(wall.local);
    }),
  );
});
