import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { endsWithItsStream } from './packed-end.ts';

/**
 * A backup is one zstd stream of frames: a letter, four bytes of length, and that many bytes. `J` holds a JSON note, `D` data
 * that belongs to the note before it. The last note says how many frames there were and the SHA-256 of all of them.
 */
export type Note =
  | { kind: 'header'; format: 1; madeAt: string; program: string; postgres: string; migrations: Migration[] }
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'file'; id: string; name: string; sha256: string }
  | { kind: 'sequence'; name: string; value: string; called: boolean }
  | { kind: 'job'; id: string; queue: string; data: unknown }
  | { kind: 'end_of_data'; bytes: number; sha256: string }
  | { kind: 'end'; frames: number; sha256: string };
export type Migration = { name: string; sha256: string };
type Letter = 'J' | 'D';

const HEAD = 5;
/** A frame that says more is no frame of ours. */
const LARGEST = 64 * 1024 * 1024;

const headOf = (letter: Letter, length: number): Buffer => {
  const head = Buffer.alloc(HEAD);
  head.write(letter, 0, 'latin1');
  head.writeUInt32BE(length, 1);
  return head;
};

export type BackupWriter = {
  note(note: Exclude<Note, { kind: 'end' | 'end_of_data' }>): Promise<void>;
  /** What belongs to the last note, closed by its length and its hash. Answers both. */
  data(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }>;
  end(): Promise<void>;
};

/** Writes frames to `to`, which compresses them; waits wherever it is full, so memory stays flat. */
export function writeBackup(to: Writable): BackupWriter {
  const whole = createHash('sha256');
  let frames = 0;
  const frame = async (letter: Letter, body: Uint8Array) => {
    const head = headOf(letter, body.length);
    whole.update(head).update(body);
    frames += 1;
    to.write(head);
    if (!to.write(body)) await once(to, 'drain');
  };
  const say = (note: Note) => frame('J', Buffer.from(JSON.stringify(note)));
  return {
    note: say,
    async data(chunks) {
      const own = createHash('sha256');
      let bytes = 0;
      for await (const chunk of chunks) {
        own.update(chunk);
        bytes += chunk.length;
        await frame('D', chunk);
      }
      const sums = { bytes, sha256: own.digest('hex') };
      await say({ kind: 'end_of_data', ...sums });
      return sums;
    },
    async end() {
      await say({ kind: 'end', frames, sha256: whole.copy().digest('hex') });
      to.end();
    },
  };
}

export type Frame = { note: Note } | { data: Buffer };

/** Reads a backup frame by frame. Throws a sentence where it is cut short, altered, goes on after its end, or is no backup at all. */
export async function* readBackup(file: string): AsyncGenerator<Frame> {
  const whole = createHash('sha256');
  const source = createReadStream(file);
  const unpacked = createZstdDecompress();
  source.on('error', (error) => unpacked.destroy(error));
  // One that comes after the end, of what follows the stream, is told by the look at its end.
  unpacked.on('error', () => {});
  let frames = 0;
  let ended = false;
  try {
    for await (const { letter, head, body } of framesOf(source.pipe(unpacked), file)) {
      if (ended) throw goesOn(file);
      const note = letter === 'J' ? noteOf(body, file) : undefined;
      if (note?.kind === 'end') {
        mustBeWhole(note, frames, whole, file);
        ended = true;
      } else {
        yield note ? { note } : { data: body };
        whole.update(head).update(body);
        frames += 1;
      }
    }
  } catch (error) {
    // What cannot be unpacked behind the end may be a piece of the nothing that belongs there.
    if (!ended || !(error instanceof Error && error.cause)) throw error;
  }
  if (!ended) throw new Error(`${file} is cut short: it has no end. Use another backup.`);
  if (!(await endsWithItsStream(file))) throw goesOn(file);
}

const goesOn = (file: string): Error =>
  new Error(`${file} goes on after its end: it was altered after it was made. Use another backup.`);

function mustBeWhole(end: Note & { kind: 'end' }, frames: number, whole: Hash, file: string): void {
  if (end.frames === frames && end.sha256 === whole.digest('hex')) return;
  throw new Error(`${file} was altered after it was made: its sum is not what it says. Use another backup.`);
}

function noteOf(body: Buffer, file: string): Note {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new Error(`${file} holds a note that cannot be read. Use another backup.`, { cause: error });
  }
}

async function* framesOf(stream: Readable, file: string) {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let length = lengthOf(rest, file); length !== undefined; length = lengthOf(rest, file)) {
        if (rest.length < HEAD + length) break;
        const letter = rest.toString('latin1', 0, 1);
        yield { letter, head: rest.subarray(0, HEAD), body: rest.subarray(HEAD, HEAD + length) };
        rest = rest.subarray(HEAD + length);
      }
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('ZSTD') && !code.startsWith('Z_') && !code.startsWith('ERR_')) throw error;
    throw new Error(`${file} is no backup of Interlock, or it is cut short or altered. Use another one.`, {
      cause: error,
    });
  }
  if (rest.length > 0) throw new Error(`${file} is cut short, or goes on after its end. Use another backup.`);
}

function lengthOf(rest: Buffer, file: string): number | undefined {
  if (rest.length < HEAD) return undefined;
  const length = rest.readUInt32BE(1);
  const letter = rest.toString('latin1', 0, 1);
  if ((letter === 'J' || letter === 'D') && length <= LARGEST) return length;
  throw new Error(`${file} is no backup of Interlock.`);
}
