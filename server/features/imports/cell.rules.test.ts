import { keyOfCell } from '@interlock/contract/imports.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CellNote, type FileRow, inReadingOrder, linksOf, partsOf, textOf, valueReader } from './cell.rules.ts';

const row = (cells: Record<string, string>): FileRow => ({ line: 2, cell: (column) => cells[column] ?? '' });

describe('values', () => {
  const read = valueReader({ column: 'Risk', values: { '1 - High': 'high', '2 - Moderate': 'medium' } });
  const lenient = valueReader({ column: 'Risk', values: { high: 'high' }, otherwise: 'low' });

  test.each(['1 - High', ' 1-HIGH ', '1\u00a0-\thigh'])('%j is found without regard to case and blanks', (cell) => {
    expect(read(row({ Risk: cell }))).toEqual({ ok: true, value: 'high' });
  });

  test('a value that is not listed refuses the row and names the cell', () => {
    expect(read(row({ Risk: 'odd' }))).toMatchObject({ ok: false, note: { column: 'Risk', value: 'odd' } });
  });

  test('where the map says what else it becomes, it becomes that with a warning', () => {
    expect(lenient(row({ Risk: 'odd' }))).toMatchObject({
      ok: true,
      value: 'low',
      warning: { value: 'odd', once: true },
    });
  });

  test('an empty cell means nothing, unless the map lists it', () => {
    expect(read(row({}))).toEqual({ ok: true, value: null });
    expect(valueReader({ column: 'Risk', values: { '': 'low' } })(row({}))).toEqual({ ok: true, value: 'low' });
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is not listed by nature', (cell) => {
    expect(read(row({ Risk: cell })).ok).toBe(false);
  });

  test('any junk is listed, taken otherwise or refused, never lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cell) => {
        const strict = read(row({ Risk: cell }));
        const taken = lenient(row({ Risk: cell }));
        return taken.ok && (strict.ok ? strict.value !== null || cell === '' : strict.note.column === 'Risk');
      }),
    );
  });

  test('a key does not change when it is taken again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => keyOfCell(`  ${text}\t`) === keyOfCell(text)));
  });
});

test('a cell is read without marks that turn its order, and says so once; what Arabic and Hebrew need stays', () => {
  const notes: CellNote[] = [];
  const straight = inReadingOrder(row({ Plan: 'delete \u202eatad\u202c', Note: 'מבחן\u200f' }), (note) =>
    notes.push(note),
  );
  expect([straight.cell('Plan'), straight.cell('Plan'), straight.cell('Note')]).toEqual([
    'delete atad',
    'delete atad',
    'מבחן\u200f',
  ]);
  expect(notes).toEqual([{ column: 'Plan', value: 'delete atad', reason: expect.stringContaining('are left out') }]);
});

describe('links', () => {
  const issue = { column: 'Issue', template: 'https://example.org/issues/{}', label: 'Issue' };

  test('a number goes into the template, a link stays as it is', () => {
    expect(linksOf(issue, row({ Issue: '12 https://other.example/7' }))).toEqual({
      ok: true,
      value: [
        { url: 'https://example.org/issues/12', label: 'Issue' },
        { url: 'https://other.example/7', label: 'Issue' },
      ],
    });
  });

  test('a cell cannot leave the place that the template gives it', () => {
    expect(linksOf(issue, row({ Issue: '../../$&?x=1#y' }))).toMatchObject({
      value: [{ url: 'https://example.org/issues/..%2F..%2F%24%26%3Fx%3D1%23y' }],
    });
  });

  test('each of several that are no links is named', () => {
    const read = linksOf({ column: 'Link' }, row({ Link: 'ftp://a.example https://b.example c' }));
    expect(read.ok ? [] : [read.note, ...(read.more ?? [])].map(({ value }) => value)).toEqual([
      'ftp://a.example',
      'c',
    ]);
  });

  test('the map may name what stands between links', () => {
    const read = linksOf({ column: 'Links', separator: ';' }, row({ Links: 'https://a.example; https://b.example;' }));
    expect(read).toMatchObject({ value: [{ url: 'https://a.example' }, { url: 'https://b.example' }] });
  });

  test('of a cell that is full of them each is read once, and no more than show that there are too many', () => {
    const all = (texts: string[]) => linksOf(issue, row({ Issue: texts.join(' ') }));
    expect(all(Array(1000).fill('12'))).toMatchObject({ value: [{ url: 'https://example.org/issues/12' }] });
    const many = all(Array.from({ length: 100_000 }, (_, at) => `${at}`));
    expect(many.ok && many.value.length).toBe(51);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', 'file:///etc/passwd', '12'])(
    '%s is no link',
    (cell) => {
      expect(linksOf({ column: 'Link' }, row({ Link: cell }))).toMatchObject({
        ok: false,
        note: { column: 'Link', value: cell },
      });
    },
  );
});

describe('texts', () => {
  test('a template takes the cell as it is, and an empty cell gives nothing', () => {
    expect(textOf({ column: 'Release', template: 'For {} ({})' }, row({ Release: '$&1' }))).toBe('For $&1 ($&1)');
    expect(textOf({ column: 'Release', template: 'For {}' }, row({}))).toBe('');
  });

  test('a template that multiplies a long cell ends where no field takes more', () => {
    const times = (cell: string) =>
      textOf({ column: 'Release', template: '{}'.repeat(1000) }, row({ Release: cell })).length;
    expect(times('x'.repeat(100))).toBe(100_000);
    expect(times('x'.repeat(1_000_000))).toBe(100_001);
    const link = { column: 'Release', template: `https://example.org/${'{}'.repeat(900)}` };
    expect(linksOf(link, row({ Release: 'ü'.repeat(1_000_000) })).ok).toBe(false);
  });

  test('parts stand under their headings, and empty ones are left out', () => {
    const parts = [{ column: 'A', heading: 'First' }, { column: 'B', heading: 'Second' }, { column: 'C' }];
    expect(partsOf(parts, row({ A: 'one', C: 'three' }))).toBe('**First:** one\n\nthree');
  });
});
