import { createHash, hash, randomBytes, randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Random bytes are fetched for many ids at once: one by one they cost more than the rest of the id. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/** From 0 up to less than 1, in steps of which an id's letter is one of 32. */
function randomShare(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool.readUInt8(used);
  used += 1;
  return byte / 256;
}

const next = monotonicFactory(randomShare);

/** `chg_01j…`: says what it is and sorts by the time it was made. */
export const newId = (prefix: string): string => `${prefix}_${next().toLowerCase()}`;

/** A secret of 256 random bits, prefixed so that scanners and people recognise it. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** Secrets are looked up by their hash and kept in no other form. */
export const hashOfSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** The same key always gives the same uuid, so that a repeated job is the same job. */
export function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
