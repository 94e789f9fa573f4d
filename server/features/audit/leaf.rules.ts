import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** A part's salt and body, and the commitment that the leaf holds in their place. */
export type Part = { name: string; salt: Buffer; body: Buffer; commitment: string };

const PREFIX = Buffer.from('interlock/audit/part/v1\0');

/** SHA-256(prefix, salt, body) in base64: without the 32 bytes of salt a short text can't be guessed from it. */
export function commitmentOf(salt: Buffer, body: Buffer): string {
  return createHash('sha256').update(PREFIX).update(salt).update(body).digest('base64');
}

/** The salt is 32 bytes that nobody can guess. */
export function partOf(name: string, value: unknown, salt: Buffer): Part {
  const body = Buffer.from(canonical(value));
  return { name, salt, body, commitment: commitmentOf(salt, body) };
}

/** What one event says for ever. Ids only: names and words are parts. */
export type LeafFields = {
  uid: string;
  at: string;
  actor: string;
  via: string;
  verb: string;
  object: string;
  rev: number | null;
  corr: string;
};

/** The leaf's bytes, RFC 8785. These bytes are the truth; they are never made again from anything else. */
export function leafBytes(fields: LeafFields, parts: readonly Part[]): Buffer {
  const commitments = Object.fromEntries(parts.map(({ name, commitment }) => [name, commitment]));
  return Buffer.from(canonical({ v: 1, ...fields, parts: commitments }));
}

function canonical(value: unknown): string {
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new Error('an audit part that has no JSON form');
  // The database reads no zero byte back, and one event that cannot be read would hide its whole page of the log.
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(bytes)) throw new Error('an audit part that holds a zero byte');
  return bytes;
}
