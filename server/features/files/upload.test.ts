import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { receive } from '../../platform/http/upload.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  bombZip,
  crowdedZip,
  linkZip,
  lyingZip,
  PDF,
  PNG,
  tornZip,
  wayOutZip,
  zipOf,
} from '../../testing/sample-files.ts';
import { kindOf } from './kinds.rules.ts';
import { lookInto } from './upload.step.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-upload-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function judged(name: string, bytes: Uint8Array | string) {
  const path = join(folder, 'upload.part');
  writeFileSync(path, bytes);
  return kindOf(name, await lookInto(path));
}

const docx = () =>
  zipOf([
    {
      name: '[Content_Types].xml',
      bytes:
        '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    { name: 'word/document.xml', bytes: '<w:document/>' },
  ]);

describe('taken in, as what it is,', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['a.pdf', PDF, 'application/pdf'],
    ['a.png', PNG, 'image/png'],
    ['a.zip', zipOf([{ name: 'a.txt', bytes: 'a' }]), 'application/zip'],
    ['b.zip', zipOf([{ name: 'a.log', bytes: 'a line\n'.repeat(900) }, { name: 'b/' }]), 'application/zip'],
    ['a.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.log', '\u001b[32mok\u001b[0m\r\nnext\n', 'text/plain'],
    ['a.csv', Buffer.from('Zo\xeb;1\r\n', 'latin1'), 'text/plain'],
    ['a.txt', Buffer.from('\ufeffnow', 'utf16le'), 'text/plain'],
    ['a.json', '{"a": 1}', 'text/plain'],
    ['a.log.gz', gzipSync('a line\n'), 'application/gzip'],
    ['torn.log.gz', gzipSync('a line\n'.repeat(9)).subarray(0, 20), 'application/gzip'],
    ['a.log.zst', zstdCompressSync('a line\n'), 'application/zstd'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'text/plain'],
    ['a.xml', '<?xml version="1.0"?><suite tests="3"/>', 'application/xml'],
    ['a.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
  ])('%s', async (name, bytes, type) => {
    expect(await judged(name, bytes)).toEqual({ ok: true, value: type });
  });
});

describe('not taken in: what is made to do harm,', () => {
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(64)]);
  const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(128)]);
  test.each<[string, string, Uint8Array | string, string]>([
    ['a program of Linux', 'run', elf, 'is not taken in'],
    ['a program of Windows', 'invoice.pdf', exe, 'is not taken in'],
    ['a compiled class', 'A.class', Buffer.from('cafebabe00000041', 'hex'), 'not'],
    ['a script of a double click', 'go.cmd', 'del /s', 'runs when'],
    ['a shortcut', 'plan.lnk', Buffer.from('4c0000000114020000000000', 'hex'), 'runs when'],
    ['an archive that unpacks to too much', 'a.zip', bombZip(), 'over 100 times'],
    ['a packed log that does', 'a.log.gz', gzipSync(Buffer.alloc(2_000_000)), 'over 100 times'],
    ['one in many members', 'a.log.gz', Buffer.concat(Array(9).fill(gzipSync(Buffer.alloc(99_999)))), 'over 100 times'],
    ['one packed otherwise', 'a.zst', zstdCompressSync(Buffer.alloc(2_000_000)), 'over 100 times'],
    ['one that does and says that it does not', 'a.zip', lyingZip(), 'cannot be read: too many bytes'],
    ['an archive with a link', 'a.zip', linkZip(), 'holds a link'],
    ['an archive with a way out of it', 'a.zip', wayOutZip(), 'cannot be read'],
    ['an archive of too much', 'a.zip', crowdedZip(), 'more than 1000'],
    ['an archive that is torn', 'a.zip', tornZip(), 'cannot be read'],
    ['noise', 'a.bin', Buffer.from([0, 1, 2, 3, 250, 251]), 'not known'],
  ])('%s', async (_what, name, bytes, because) => {
    const verdict = await judged(name, bytes);
    expect(verdict).toMatchObject({ ok: false, code: 'file_refused', because: expect.stringContaining(because) });
  });

  test('and nothing that is cut anywhere breaks the looking', async () => {
    for (const whole of [docx(), PDF, PNG, zipOf([{ name: 'a', bytes: 'b' }]), gzipSync('a')]) {
      for (let length = 1; length < whole.length; length += Math.ceil(whole.length / 25)) {
        expect(typeof (await judged('cut', whole.subarray(0, length))).ok).toBe('boolean');
      }
    }
  });
});

describe('what comes over the line', () => {
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'taken in',
      (error: unknown) => (error instanceof Refusal ? error.no.code : error),
    );

  test('is counted and summed while it is written', async () => {
    const path = join(folder, 'counted.part');
    const pieces = Readable.from([Buffer.from('two '), Buffer.from('pieces')]);
    expect(await receive(pieces, path, 10)).toEqual({
      path,
      bytes: 10,
      sha256: '357bd7709fea926e22910e607a2bb9288a105a0380bb3176dcbcafc4b6d051b0',
    });
  });

  test('is refused as soon as it is too much', async () => {
    expect(await code(receive(Readable.from([Buffer.alloc(6), Buffer.alloc(6)]), join(folder, 'big.part'), 11))).toBe(
      'too_large',
    );
  });

  test('is refused in words where the disk is full', async () => {
    expect(await code(receive(Readable.from([Buffer.alloc(100_000)]), '/dev/full', 1_000_000))).toBe('disk_full');
  });
});
