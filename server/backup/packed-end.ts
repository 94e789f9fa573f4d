import { type FileHandle, open } from 'node:fs/promises';

const MAGIC = 0xfd2fb528;
/** Magic, descriptor, and at most what a descriptor can ask for. */
const LONGEST_HEAD = 18;
const BLOCK_HEAD = 3;
const REPEATED = 1;
/** Of a frame with nothing in it. */
const FEWEST = 9;

/**
 * Whether a file is one packed stream (RFC 8878) and nothing else. What unpacks it stops at its end and says nothing of what
 * follows. What packs it may put
 * frames of nothing at the end.
 */
export async function endsWithItsStream(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let end = await frameEnd(file, 0);
    while (end !== undefined && end < size) {
      const next = await frameEnd(file, end);
      end = next === end + FEWEST ? next : undefined;
    }
    return end === size;
  } finally {
    await file.close();
  }
}

/** Where the frame that begins at a place ends; undefined where none does. */
async function frameEnd(file: FileHandle, from: number): Promise<number | undefined> {
  const head = await bytesAt(file, from, LONGEST_HEAD);
  if (head.length < FEWEST || head.readUInt32LE(0) !== MAGIC) return undefined;
  const described = head.readUInt8(4);
  let at = from + headLength(described);
  for (;;) {
    const block = await bytesAt(file, at, BLOCK_HEAD);
    if (block.length < BLOCK_HEAD) return undefined;
    const said = block.readUIntLE(0, BLOCK_HEAD);
    at += BLOCK_HEAD + (((said >> 1) & 3) === REPEATED ? 1 : said >> 3);
    if (said & 1) return at + (described & 4 ? 4 : 0);
  }
}

function headLength(described: number): number {
  const single = (described & 32) !== 0;
  const dictionary = [0, 1, 2, 4][described & 3] ?? 0;
  const content = [single ? 1 : 0, 2, 4, 8][described >> 6] ?? 0;
  return 5 + (single ? 0 : 1) + dictionary + content;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
