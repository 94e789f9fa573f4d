import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { type CsvRecord, csvRecords } from './csv.ts';

async function all(text: string, delimiter = ','): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const one of csvRecords(text, delimiter)) records.push(one);
  return records;
}

describe('a CSV text', () => {
  test('is read with its lines, over byte order mark, line ends and blank rows', async () => {
    expect(await all('\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n,\r\n3,4,5\r\n6,7')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 6, cells: ['3', '4', '5'] },
      { line: 7, cells: ['6', '7'] },
    ]);
  });

  test('may be delimited otherwise, and doubles its quotes', async () => {
    expect(await all('a;b\r1;"say ""x;y"""\r', ';')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'say "x;y"'] },
    ]);
  });

  test('keeps characters whole over the pieces that it is read in', async () => {
    const cell = '😀'.repeat(100_000);
    expect(await all(`x${cell},b\n`)).toEqual([{ line: 1, cells: [`x${cell}`, 'b'] }]);
  });

  test.each([
    ['a,b\n1,"x', 'a quote is not closed on line 2'],
    ['a,b\n1,"x"y\n', 'something follows a closing quote on line 2'],
    ['a,b\n1,x"y\n', 'a quote stands in the middle of a cell on line 2'],
  ])('%j is none, and says where', async (text, why) => {
    await expect(all(text)).rejects.toThrow(why);
  });

  test('with a quote that is never closed is refused where its record begins, long before its end', async () => {
    let read = 0;
    async function* endless() {
      yield 'a,b\n\n,\n1,"x\n2"\n3,"x';
      for (; read < 200; read++) yield 'y\n'.repeat(50_000);
    }
    const reading = csvRecords(endless(), ',');
    const end = async () => {
      for await (const _record of reading);
    };
    await expect(end()).rejects.toThrow('a quote is not closed, or a record is longer than 1 MB, on line 6');
    expect(read).toBeLessThan(40);
  });

  test('comes back as it was written', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\r\n?/g, '\n'));
    const quoted = (given: string) => `"${given.replaceAll('"', '""')}"`;
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const kept = given.filter((cells) => cells.some((text) => text.trim() !== ''));
        const read = await all(given.map((cells) => cells.map(quoted).join(',')).join('\n'));
        expect(read.map(({ cells }) => cells)).toEqual(kept);
      }),
    );
  });

  test('is read or refused, whatever junk it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (junk) => {
        const end = await all(junk).catch((error: unknown) => error);
        expect(Array.isArray(end) || end instanceof Refusal).toBe(true);
      }),
    );
  });
});
