import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordCost } from '../../platform/ctx.ts';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id. Stored with each hash, so that it can be raised later. */
export const todaysCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

const written = ({ memory, passes, parallelism }: PasswordCost, salt: Buffer, tag: Buffer) =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** What is compared with where there is no password: it costs as much and never matches. */
const decoyOf = (cost: PasswordCost) => written(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(TAG_BYTES));

export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return written(cost, salt, await tagOf(password, salt, TAG_BYTES, cost));
}

/** Takes as long for an account that does not exist (null) as for a wrong password. */
export async function passwordMatches(stored: string | null, password: string, cost: PasswordCost): Promise<boolean> {
  const { parameters, salt, tag } = read(stored) ?? read(decoyOf(cost)) ?? unreadable();
  const same = timingSafeEqual(tag, await tagOf(password, salt, tag.length, parameters));
  return same && stored !== null;
}

/** Hashed at another cost than today's, so worth hashing anew while the password is at hand. */
export function isOutdated(stored: string, cost: PasswordCost): boolean {
  const [, , , parameters] = stored.split('$');
  return parameters !== decoyOf(cost).split('$')[3];
}

/** The same password typed on two keyboards may reach us as different code points. */
function tagOf(password: string, salt: Buffer, tagLength: number, parameters: PasswordCost): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength, ...parameters });
}

function read(stored: string | null): { parameters: PasswordCost; salt: Buffer; tag: Buffer } | undefined {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored ?? '');
  if (!found) return undefined;
  const [memory = 0, passes = 0, parallelism = 0] = found.slice(1, 4).map(Number);
  const [salt = Buffer.alloc(0), tag = Buffer.alloc(0)] = found.slice(4).map((part) => Buffer.from(part, 'base64'));
  return { parameters: { memory, passes, parallelism }, salt, tag };
}

function unreadable(): never {
  throw new Error('the decoy password cannot be read');
}
