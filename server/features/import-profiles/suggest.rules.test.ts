import { readFileSync } from 'node:fs';
import { ChangeMap } from '@interlock/contract/imports.ts';
import { describe, expect, test } from 'vitest';
import { dateReader } from '../imports/date.rules.ts';
import { columnsLooker, knownFormats } from './columns.rules.ts';
import { likelyDelimiter } from './sniff.rules.ts';
import { likelyProfile, suggestMap } from './suggest.rules.ts';

const formats = knownFormats.flatMap((format) => {
  const read = dateReader(format);
  return typeof read === 'string' ? [] : [{ format, fits: (cell: string) => read(cell) !== null }];
});

/** Columns as they are looked at; cells hold no delimiter here. */
function columnsOf(text: string, delimiter = ',') {
  const [header = [], ...rows] = text.split('\n').map((line) => line.split(delimiter));
  const looker = columnsLooker(header, formats);
  for (const row of rows) looker.add(row);
  return looker.columns();
}
const suggested = (text: string, given: Partial<Parameters<typeof suggestMap>[1]> = {}) => {
  const columns = columnsOf(text);
  return suggestMap(
    { encoding: 'utf-8', delimiter: ',', columns },
    { profile: likelyProfile(columns), zone: 'UTC', ...given },
  );
};

test.each([
  ['a;b;c\n1;"x;y";3\n', ';'],
  ['a,b\n"1;2;3;4",5\n"1;2;3;4",5\n', ','],
  ['a\tb\n1\t2,5\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['alone\n1\n', ','],
])('%j is most likely separated by %j', (head, delimiter) => {
  expect(likelyDelimiter(head)).toBe(delimiter);
});

describe('what a column holds', () => {
  test.each([
    ['29/2/2016 01:16', 'd/M/yyyy H:mm'],
    ['2025-03-09 22:00:00', 'yyyy-M-d H:mm:ss'],
    ['12/31/2025 2:00 PM', 'M/d/yyyy h:mm a'],
    ['24.12.2025', 'd.M.yyyy'],
    ['2025-03-09T22:00:00Z', "yyyy-MM-dd'T'HH:mm:ssXXX"],
  ])('%s is a date in the format %s alone', (cell, format) => {
    expect(columnsOf(`on\n${cell}`)[0]?.formats).toEqual([format]);
  });

  test('a date that is both day first and month first says both, until a row decides', () => {
    expect(columnsOf('on\n03/04/2025')[0]?.formats).toEqual(['d/M/yyyy', 'M/d/yyyy']);
    expect(columnsOf('on\n03/04/2025\n?\n04/13/2025')[0]?.formats).toEqual(['M/d/yyyy']);
  });

  test('a column of dates stays one with a cell that is none, and words are never dates', () => {
    expect(columnsOf('on\n2025-01-02\n2025-01-03\nsoon\n2025-01-04')[0]?.formats).toEqual(['yyyy-M-d']);
    expect(columnsOf('on\nsoon\nlater\n2025-01-04')[0]?.formats).toEqual([]);
    expect(columnsOf('on\n\n?')[0]?.formats).toEqual([]);
  });

  test('values come by how often they are there; many are none to choose from', () => {
    expect(columnsOf('s\na\nb\nb')[0]?.values).toEqual([
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
    ]);
    const many = Array.from({ length: 61 }, (_, at) => `v${at}`).join('\n');
    expect(columnsOf(`s\n${many}`)[0]).toMatchObject({ values: null, filled: 61, formats: [] });
  });
});

describe('a profile', () => {
  test('is known by its columns, by field and by label', () => {
    expect(likelyProfile(columnsOf('number,short_description,state,type\n'))).toBe('servicenow');
    expect(likelyProfile(columnsOf('Number,Short description,State,Planned start date\n'))).toBe('servicenow');
    const hpsm = readFileSync(new URL('../../testing/samples/hpsm/changes.csv', import.meta.url), 'latin1');
    expect(likelyProfile(columnsOf(hpsm, ';'))).toBe('hpsm');
    expect(likelyProfile(columnsOf('Number,Title,State\n'))).toBe('generic');
  });

  test('of ServiceNow knows states by word and by code, and no code of risk', () => {
    const { map } = suggested(
      'number,short_description,state,type,risk,close_code\nC1,A,3,normal,2,successful\nC2,B,-2,normal,High,',
    );
    expect(map.fields.state).toMatchObject({
      values: { '3': { state: 'closed' }, '-2': { state: 'draft' } },
      otherwise: { state: 'draft' },
    });
    expect(map.fields.riskLevel).toMatchObject({ values: { High: 'high' }, otherwise: 'none' });
    expect(map.fields.riskLevel?.values).not.toHaveProperty('2');
    expect(map.fields.outcome?.values).toEqual({ successful: 'successful' });
  });

  test('takes a decision only with its date', () => {
    const header = 'number,short_description,state,type,approval';
    expect(suggested(`${header}\nC1,A,3,x,approved`).map.fields.decision).toBeUndefined();
    expect(suggested(`${header},approval_set\nC1,A,3,x,approved,2025-01-02`).map.fields.decision).toBeDefined();
  });

  test('of anything else says what it does not find, and is a map all the same', () => {
    const { map, missing } = suggested('who,what\nme,this');
    expect(missing).toEqual(['number', 'title', 'state']);
    expect(ChangeMap.safeParse(map).success).toBe(true);
  });

  test("reads Interlock's own export, with the zone that its headings name", () => {
    const { map, missing } = suggested(
      'Number,Title,State,Planned start (Europe/Amsterdam),Outcome\nCHG-1,A,Closed,2025-03-09 22:00,successful',
    );
    expect(missing).toEqual([]);
    expect(map).toMatchObject({
      zone: 'Europe/Amsterdam',
      fields: { plannedStart: { column: 'Planned start (Europe/Amsterdam)', format: 'yyyy-M-d H:mm' } },
    });
  });

  test('does not take a column that stands twice', () => {
    expect(suggested('Number,Title,Title,State\n1,a,b,Closed').missing).toEqual(['title']);
  });
});
