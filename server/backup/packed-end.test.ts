import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createZstdCompress, zstdCompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { endsWithItsStream } from './packed-end.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-packed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'packed');

/** Piece by piece, as a backup is; what is the same throughout, and what cannot be made smaller. */
async function packed(pieces: readonly Buffer[]): Promise<Buffer> {
  const pack = createZstdCompress();
  const done = finished(pack.pipe(createWriteStream(file)));
  for (const piece of pieces) pack.write(piece);
  pack.end();
  await done;
  return readFileSync(file);
}

test.each([
  ['nothing', []],
  ['a little', [Buffer.from('a')]],
  ['the same over and over', Array(40).fill(Buffer.alloc(50_000, 'seen '))],
  ['noise', Array.from({ length: 20 }, () => randomBytes(65_536))],
])('a file that holds %s packed ends with it, and neither earlier nor later', async (_what, pieces) => {
  const whole = await packed(pieces);
  expect(await endsWithItsStream(file)).toBe(true);
  for (const more of [Buffer.of(0), Buffer.alloc(9), Buffer.from('more'), zstdCompressSync('more'), whole]) {
    writeFileSync(file, Buffer.concat([whole, more]));
    // A second copy of nothing is nothing still.
    expect(await endsWithItsStream(file)).toBe(more === whole && pieces.length === 0);
  }
  writeFileSync(file, whole.subarray(0, -1));
  expect(await endsWithItsStream(file)).toBe(false);
});

test('what is not packed does not end so', async () => {
  for (const text of ['', 'Dear diary, today nothing happened.']) {
    writeFileSync(file, text);
    expect(await endsWithItsStream(file)).toBe(false);
  }
});
