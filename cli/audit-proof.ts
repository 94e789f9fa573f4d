import { createHash, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

// A reading of the sealed log that trusts nobody: neither the server nor its code. RFC 6962, c2sp.org/signed-note.

const sha256 = (...pieces: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};
const leafOf = (bytes: Uint8Array) => sha256(Buffer.of(0), bytes);
const nodeOf = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.of(1), left, right);
const commitmentOf = (salt: Buffer, body: Buffer) => sha256('interlock/audit/part/v1\0', salt, body).toString('base64');

/** The root of all leaves so far, of a tree that grows from left to right. */
function growing() {
  const levels: (Buffer | undefined)[] = [];
  return {
    add(hash: Buffer): void {
      let carried = hash;
      let level = 0;
      for (let left = levels[level]; left; left = levels[level]) {
        carried = nodeOf(left, carried);
        levels[level] = undefined;
        level += 1;
      }
      levels[level] = carried;
    },
    root: (): Buffer =>
      levels.reduce<Buffer | undefined>(
        (right, left) => (left && right ? nodeOf(left, right) : (left ?? right)),
        undefined,
      ) ?? sha256(),
  };
}

export type Note = { origin: string; size: number; root: string; signatures: Buffer[]; text: string };

/** A checkpoint as it was signed; undefined where it is none. */
export function noteOf(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  const lines = note
    .slice(end + 2)
    .split('\n')
    .filter(Boolean);
  const signatures = lines.flatMap((line) => {
    const [, name, signature] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    return name === origin && signature ? [Buffer.from(signature, 'base64')] : [];
  });
  const isNote =
    end > 0 && /^(0|[1-9]\d{0,15})$/.test(size) && more.join('') === '' && signatures.length === lines.length;
  return isNote ? { origin, size: Number(size), root, signatures, text } : undefined;
}

/** The 32 bytes of a key that was given as such or as a verifier key (`name+hash+key`). */
export function keyOf(given: string): Buffer | undefined {
  // A plus is a sign of base64 too, so a bare key is known by its length.
  if (/^[\w+/-]{43}=$/.test(given)) return Buffer.from(given, 'base64');
  const bytes = Buffer.from(/^[^+]+\+[0-9a-f]{8}\+(.+)$/.exec(given)?.[1] ?? '', 'base64');
  return bytes.length === 33 && bytes[0] === 1 ? bytes.subarray(1) : undefined;
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function isSignedBy(note: Note, key: Buffer): boolean {
  const id = sha256(note.origin, '\n', Buffer.of(1), key).subarray(0, 4);
  const mine = note.signatures.filter((signature) => signature.subarray(0, 4).equals(id));
  const spki = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  return mine.length > 0 && mine.every((one) => verify(null, Buffer.from(note.text), spki, one.subarray(4)));
}

const Line = z.union([
  z.strictObject({ format: z.literal('interlock/audit-log/1'), at: z.string(), keys: z.array(z.string()) }),
  z.strictObject({ origin: z.strictObject({ name: z.string(), because: z.string(), size: z.number() }) }),
  z.strictObject({
    i: z.number(),
    leaf: z.string(),
    parts: z.record(z.string(), z.tuple([z.string(), z.string()])),
  }),
  z.strictObject({ i: z.number(), h: z.string() }),
  z.strictObject({ checkpoint: z.string() }),
  z.strictObject({
    end: z.strictObject({
      events: z.number(),
      waiting: z.number().default(0),
      waitingSince: z.string().nullable().default(null),
    }),
  }),
]);
const Leaf = z.object({ parts: z.record(z.string(), z.string()) });

export type Proof = {
  origins: { name: string; size: number; root: string }[];
  events: number;
  checkpoints: number;
  /** Erased parts: their commitments stay, and the proof holds. */
  redacted: number;
  /** Events of which only the hash was handed out. */
  withheld: number;
  /** Events behind the newest checkpoint: nobody has signed for them yet. */
  unsigned: number;
  /** Events that were committed and had no place in the tree yet when the export ended, and since when the oldest waited. */
  waiting: number;
  waitingSince: string | null;
  /** Whether that is too long ago for a server that seals. */
  late: boolean;
  faults: string[];
};

/** A server seals within seconds. */
const LATE_MS = 10 * 60_000;

/** `keys` are trusted from elsewhere; without any, those that the export names are taken at their word. `since` was kept earlier. */
export type Trust = { keys: readonly Buffer[]; since?: Note | undefined };

/** Works out every hash, commitment, root and signature anew. What does not hold is a fault. */
export async function proofOf(lines: AsyncIterable<string>, trust: Trust): Promise<Proof> {
  const reading = readingOf(trust);
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === '') continue;
    const read = Line.safeParse(parsed(line));
    if (read.success) reading.take(read.data);
    else reading.faults.push(`line ${number} is not of an export`);
  }
  return reading.ended();
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

type Origin = { name: string; size: number; tree: ReturnType<typeof growing>; count: number; signed: number };
type Reading = {
  proof: Proof;
  origin: Origin | undefined;
  keys: readonly Buffer[];
  since: Note | undefined;
  isWhole: boolean;
  /** When the export began. */
  at: string;
};

function readingOf({ keys, since }: Trust) {
  const proof: Proof = {
    ...{ origins: [], events: 0, checkpoints: 0, redacted: 0, withheld: 0, unsigned: 0 },
    ...{ waiting: 0, waitingSince: null, late: false, faults: [] },
  };
  const reading: Reading = { proof, origin: undefined, keys, since, isWhole: false, at: '' };
  return {
    faults: proof.faults,
    take: (line: z.output<typeof Line>) => take(reading, line),
    ended: (): Proof => {
      leave(reading);
      if (!reading.isWhole) proof.faults.push('the export ends before its end');
      if (reading.since) proof.faults.push(`${reading.since.origin} has no ${reading.since.size} events any more`);
      return proof;
    },
  };
}

function take(reading: Reading, line: z.output<typeof Line>): void {
  const { proof } = reading;
  if ('format' in line) {
    const named = line.keys.flatMap((key) => keyOf(key) ?? []);
    if (reading.keys.length === 0) reading.keys = named;
    reading.at = line.at;
  } else if ('origin' in line) {
    leave(reading);
    reading.origin = { ...line.origin, tree: growing(), count: 0, signed: 0 };
  } else if ('leaf' in line) {
    checkParts(proof, line);
    add(reading, line.i, leafOf(Buffer.from(line.leaf)));
  } else if ('h' in line) {
    proof.withheld += 1;
    add(reading, line.i, Buffer.from(line.h, 'base64'));
  } else if ('checkpoint' in line) checkSigned(reading, line.checkpoint);
  else {
    reading.isWhole = line.end.events === proof.events;
    if (!reading.isWhole) proof.faults.push(`the export says ${line.end.events} events and holds ${proof.events}`);
    reading.isWhole = true;
    const { waiting, waitingSince } = line.end;
    const late = waitingSince !== null && Date.parse(reading.at) - Date.parse(waitingSince) > LATE_MS;
    Object.assign(proof, { waiting, waitingSince, late });
  }
}

function leave({ origin, proof }: Reading): void {
  if (!origin) return;
  const { name, size, count, tree } = origin;
  if (count !== size) proof.faults.push(`${name} says ${size} events and holds ${count}`);
  proof.unsigned += count - origin.signed;
  proof.origins.push({ name, size: count, root: tree.root().toString('base64') });
}

function add(reading: Reading, at: number, hash: Buffer): void {
  const { origin, proof, since } = reading;
  if (!origin) return void proof.faults.push('an event of no origin');
  if (at !== origin.count) proof.faults.push(`${origin.name}: event ${at} stands where ${origin.count} belongs`);
  origin.tree.add(hash);
  origin.count += 1;
  proof.events += 1;
  if (since?.origin !== origin.name || since.size !== origin.count) return;
  if (origin.tree.root().toString('base64') !== since.root) {
    proof.faults.push(`${origin.name}: the first ${since.size} events are not those of the checkpoint that was kept`);
  }
  reading.since = undefined;
}

function checkParts(
  proof: Proof,
  { i, leaf, parts }: { i: number; leaf: string; parts: Record<string, [string, string]> },
) {
  const read = Leaf.safeParse(parsed(leaf));
  if (!read.success) return void proof.faults.push(`event ${i} is no event`);
  const said = read.data.parts;
  for (const [name, commitment] of Object.entries(said)) {
    const part = parts[name];
    if (part === undefined) proof.redacted += 1;
    else if (commitmentOf(Buffer.from(part[0], 'base64'), Buffer.from(part[1], 'base64')) !== commitment) {
      proof.faults.push(`event ${i}: ${name} is not what was recorded`);
    }
  }
  for (const name of Object.keys(parts))
    if (!(name in said)) proof.faults.push(`event ${i}: ${name} was never recorded`);
}

function checkSigned({ origin, proof, keys }: Reading, text: string): void {
  const note = noteOf(text);
  if (!note || !origin || note.origin !== origin.name) return void proof.faults.push('a checkpoint of no origin');
  const at = `${origin.name}: the checkpoint of ${note.size} events`;
  if (note.size !== origin.count) proof.faults.push(`${at} stands after ${origin.count}`);
  else if (note.root !== origin.tree.root().toString('base64')) proof.faults.push(`${at} has another root`);
  if (keys.some((key) => isSignedBy(note, key))) {
    proof.checkpoints += 1;
    origin.signed = note.size;
  } else proof.faults.push(`${at} is signed by no key that is known`);
}
