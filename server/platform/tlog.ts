import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

// The tree of RFC 6962 and the signed notes of c2sp.org/signed-note and c2sp.org/tlog-checkpoint, to the byte.

const sha256 = (...pieces: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const ED25519 = Buffer.of(1);

export const leafHash = (leaf: Uint8Array): Buffer => sha256(LEAF, leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);
export const EMPTY_ROOT = sha256();

/**
 * The right edge of a tree of `size` leaves, with one more: the roots of its perfect parts, the largest first. There are as many
 * as `size` has ones in binary.
 */
export function appended(peaks: readonly Buffer[], size: number, hash: Buffer): Buffer[] {
  const edge = [...peaks];
  let right = hash;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = edge.pop();
    if (left === undefined) throw new Error('a tree whose edge is shorter than its size');
    right = nodeHash(left, right);
  }
  return [...edge, right];
}

export function rootOf(peaks: readonly Buffer[]): Buffer {
  const last = peaks.at(-1);
  return last === undefined ? EMPTY_ROOT : peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The 32 bytes of an Ed25519 key that may be known. */
export const publicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

const keyId = (name: string, key: Buffer): Buffer => sha256(name, '\n', ED25519, key).subarray(0, 4);

/** What a verifier is given to know a signer by. */
export const verifierKey = (name: string, key: Buffer): string =>
  `${name}+${keyId(name, key).toString('hex')}+${Buffer.concat([ED25519, key]).toString('base64')}`;

export type Checkpoint = { origin: string; size: number; root: Buffer };

export function signedCheckpoint({ origin, size, root }: Checkpoint, key: KeyObject): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([keyId(origin, publicBytes(key)), sign(null, Buffer.from(text), key)]);
  return `${text}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
}
