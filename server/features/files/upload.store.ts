import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { openPromise } from 'yauzl';
import type { Archive, Listed, Looked } from './kinds.rules.ts';

/** A file that takes longer to look into than this is made to take long. */
const LOOK_MS = 5_000;

/** Looks at what was sent before anything is made of it: at its first bytes, and at what an archive says it holds. */
export async function lookInto(path: string): Promise<Looked> {
  const sniffed = await fileTypeFromFile(path, { signal: AbortSignal.timeout(LOOK_MS) }).catch(() => undefined);
  return {
    sniffed: sniffed && { type: sniffed.mime, ending: sniffed.ext },
    isText: await isText(path),
    archive: sniffed && isZip(sniffed.mime) ? await archiveIn(path) : undefined,
  };
}

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

/** Reads the list of an archive and nothing of what it holds. Names that lead out of it are a fault to the reader itself. */
async function archiveIn(path: string): Promise<Archive> {
  try {
    const archive = await openPromise(path, { lazyEntries: true, strictFileNames: false });
    const found: Listed = { entries: 0, packed: 0, unpacked: 0, odd: undefined };
    for await (const entry of archive.eachEntry()) {
      found.entries += 1;
      found.packed += entry.compressedSize;
      found.unpacked += entry.uncompressedSize;
      const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (mode === SYMBOLIC_LINK) found.odd ??= `a link (${entry.fileName})`;
      if (found.entries >= ENOUGH) break;
    }
    archive.close();
    return found;
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 200) : 'it is broken' };
  }
}
