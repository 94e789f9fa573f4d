import { describe, expect, test } from 'vitest';
import { decoded, likelyEncoding } from './decode.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(bytes: Uint8Array, encoding: string, size = 3): Promise<string> {
  let text = '';
  for await (const piece of decoded(inPieces(bytes, size), encoding, 'map.encoding')) text += piece;
  return text;
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a file of bytes', () => {
  test.each([
    ['utf-8', Buffer.from('Zürich – 😀')],
    ['utf-16le', Buffer.from('Zürich – 😀', 'utf16le')],
    ['utf-16be', utf16be('Zürich – 😀')],
    ['utf-16le', Buffer.from('\uFEFFZürich – 😀', 'utf16le')],
  ])('in %s is recognised and read, wherever it is cut', async (encoding, bytes) => {
    const [likely] = [likelyEncoding(bytes)];
    expect(likely).toBe(encoding);
    expect(await textOf(bytes, likely)).toBe('Zürich – 😀');
  });

  test('that is no UTF-8 is most likely of a Windows machine', async () => {
    const bytes = Buffer.from([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68, 0x20, 0x96]);
    expect(likelyEncoding(bytes)).toBe('windows-1252');
    expect(await textOf(bytes, 'windows-1252')).toBe('Zürich –');
  });

  test('cut within a character is UTF-8 still', () => {
    expect(likelyEncoding(Buffer.from('ab€').subarray(0, 4))).toBe('utf-8');
  });

  test('is read by its mark, whatever was said of it', async () => {
    expect(await textOf(Buffer.from('\uFEFFé'), 'windows-1252')).toBe('é');
  });

  test('that is not what was said is refused, naming the place', async () => {
    const refused = { no: { code: 'invalid', errors: [{ path: 'map.encoding' }] } };
    await expect(textOf(Buffer.from([0x61, 0xff, 0x61]), 'utf-8')).rejects.toMatchObject(refused);
    await expect(textOf(Buffer.from([0xe2, 0x82]), 'utf-8')).rejects.toMatchObject(refused);
    await expect(textOf(Buffer.from('abc', 'utf16le'), 'utf-8')).rejects.toMatchObject(refused);
  });
});
