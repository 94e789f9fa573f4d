import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import * as passwords from './password.step.ts';

const { todaysCost } = passwords;
const hashPassword = (given: string) => passwords.hashPassword(given, todaysCost);
const passwordMatches = (stored: string | null, given: string) => passwords.passwordMatches(stored, given, todaysCost);

const password = 'correct horse battery';

test('a password matches its own hash and no other does', async () => {
  const stored = await hashPassword(password);
  expect(await passwordMatches(stored, password)).toBe(true);
  expect(await passwordMatches(stored, `${password} `)).toBe(false);
  expect(await passwordMatches(stored, '')).toBe(false);
});

test('the same password is stored differently each time, and never as it is', async () => {
  const [one, other] = [await hashPassword(password), await hashPassword(password)];
  expect(one).not.toBe(other);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
});

test('where there is no password nothing matches, also not what the decoy is made of', async () => {
  for (const given of ['', password, '\0'.repeat(32)]) expect(await passwordMatches(null, given)).toBe(false);
});

test.each([
  ['an empty text', ''],
  ['another scheme', '$2b$12$abcdefghijklmnopqrstuv'],
  ['a cut one', '$argon2id$v=19$m=19456,t=2,p=1$'],
])('%s in place of a hash matches nothing', async (_what, stored) => {
  expect(await passwordMatches(stored, password)).toBe(false);
});

test('a hash made with earlier parameters still opens, and is known to be outdated', async () => {
  const salt = Buffer.alloc(16, 7);
  const parameters = { memory: 8192, passes: 3, parallelism: 1 };
  const tag = argon2Sync('argon2id', { message: password, nonce: salt, tagLength: 32, ...parameters });
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const stored = `$argon2id$v=19$m=8192,t=3,p=1$${base64(salt)}$${base64(tag)}`;
  expect(await passwordMatches(stored, password)).toBe(true);
  expect(passwords.isOutdated(stored, todaysCost)).toBe(true);
  expect(passwords.isOutdated(await hashPassword(password), todaysCost)).toBe(false);
});

test('a password typed on another keyboard, with composed letters, is the same password', async () => {
  const stored = await hashPassword('Zo\u0308e likes cafe\u0301s');
  expect(await passwordMatches(stored, 'Z\u00f6e likes caf\u00e9s')).toBe(true);
});
