import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { fileTypeFromFile } from 'file-type';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type Archive, type Listed, type Looked, MOST_RATIO } from './kinds.rules.ts';

/** A file that takes longer to look into than this is made to take long. */
const LOOK_MS = 5_000;

/** Looks at what was sent before anything is made of it: at its first bytes, and at what an archive says it holds. */
export async function lookInto(path: string): Promise<Looked> {
  const sniffed = await fileTypeFromFile(path, { signal: AbortSignal.timeout(LOOK_MS) }).catch(() => undefined);
  return {
    sniffed: sniffed && { type: sniffed.mime, ending: sniffed.ext },
    isText: await isText(path),
    archive: sniffed && (await lookedInto(path, sniffed.mime)),
  };
}

async function lookedInto(path: string, type: string): Promise<Archive | undefined> {
  if (isZip(type)) return archiveIn(path);
  const unpacker = unpackers[type];
  return unpacker && streamIn(path, unpacker());
}

const unpackers: Readonly<Record<string, () => Transform>> = {
  'application/gzip': createGunzip,
  'application/zstd': createZstdDecompress,
};

const isZip = (type: string): boolean => /zip$|openxmlformats|opendocument|visio/.test(type) && !type.includes('gzip');

/** Text in any encoding whose letters are no control bytes, or in UTF-16 that says so; read piece by piece. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    if (await saysUtf16(file)) return true;
    for await (const piece of file.createReadStream({ start: 0, autoClose: false })) {
      if (holdsControls(piece)) return false;
    }
    return true;
  } finally {
    await file.close();
  }
}

async function saysUtf16(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.equals(Buffer.of(0xff, 0xfe)) || buffer.equals(Buffer.of(0xfe, 0xff));
}

const [BELL, CARRIAGE_RETURN, ESCAPE, SPACE, DELETE] = [7, 13, 27, 32, 127];

/** From the bell to the carriage return, and the escape of coloured logs, controls stand in text; the others do not. */
const isOfText = (byte: number): boolean =>
  byte === ESCAPE || (byte >= SPACE ? byte !== DELETE : byte >= BELL && byte <= CARRIAGE_RETURN);

const holdsControls = (piece: Uint8Array): boolean => piece.some((byte) => !isOfText(byte));

const ENOUGH = 1_001;
const SYMBOLIC_LINK = 0o120000;

/**
 * Reads the list of an archive and unpacks what it holds, keeping nothing of it: the list may say less than is there. Names that
 * lead out of it, and entries that are longer than the list says, are a fault to the reader itself.
 */
async function archiveIn(path: string): Promise<Archive> {
  try {
    const archive = await openPromise(path, { lazyEntries: true, strictFileNames: false });
    const { size } = await stat(path);
    const found: Listed = { entries: 0, packed: size, unpacked: 0, odd: undefined };
    for await (const entry of archive.eachEntry()) {
      found.entries += 1;
      const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (mode === SYMBOLIC_LINK) found.odd ??= `a link (${entry.fileName})`;
      found.unpacked += await unpackedBytes(archive, entry, size * MOST_RATIO - found.unpacked);
      if (found.entries >= ENOUGH || found.unpacked > size * MOST_RATIO) break;
    }
    archive.close();
    return found;
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 200) : 'it is broken' };
  }
}

/** What is packed without a list is unpacked as far as it may go, keeping nothing of it; one that breaks off counts as far as it came. */
async function streamIn(path: string, unpacker: Transform): Promise<Listed> {
  const { size } = await stat(path);
  const found: Listed = { entries: 1, packed: size, unpacked: 0, odd: undefined };
  const counted = pipeline(createReadStream(path), unpacker, async (pieces: AsyncIterable<Buffer>) => {
    for await (const { length } of pieces) {
      found.unpacked += length;
      if (found.unpacked > size * MOST_RATIO) return;
    }
  });
  await counted.catch(() => {});
  return found;
}

const DEFLATED = 8;

/** How long an entry really is, counted until it is more than `most`; as the list says where it cannot be unpacked here. */
async function unpackedBytes(archive: ZipFile, entry: Entry, most: number): Promise<number> {
  if (entry.compressionMethod !== DEFLATED || entry.isEncrypted() || entry.uncompressedSize > most)
    return entry.uncompressedSize;
  let bytes = 0;
  for await (const piece of await archive.openReadStreamPromise(entry)) {
    bytes += piece.length;
    if (bytes > most) break;
  }
  return bytes;
}
