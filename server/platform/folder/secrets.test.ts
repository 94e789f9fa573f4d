import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSecrets, readSecretsKey } from './secrets.ts';

const secrets = openSecrets(Buffer.alloc(32, 1));
const others = openSecrets(Buffer.alloc(32, 2));

test('what is sealed is opened as what it was sealed as, by the same key, unaltered', () => {
  const sealed = secrets.seal('https://hooks.example.org/é', 'cht_1');
  expect(sealed.includes('hooks')).toBe(false);
  expect(secrets.open(sealed, 'cht_1')).toBe('https://hooks.example.org/é');
  expect(secrets.open(sealed, 'cht_2')).toBeUndefined();
  expect(others.open(sealed, 'cht_1')).toBeUndefined();
  expect(secrets.seal('https://hooks.example.org/é', 'cht_1')).not.toEqual(sealed);
  for (const at of [0, 15, sealed.length - 1]) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(secrets.open(altered, 'cht_1')).toBeUndefined();
  }
  expect(secrets.open(Buffer.alloc(5), 'cht_1')).toBeUndefined();
});

test('a signature holds for its text, its purpose and its key', () => {
  const signed = secrets.sign('{"for":"usr_1"}', 'decide');
  expect(secrets.verify(signed, 'decide')).toBe('{"for":"usr_1"}');
  const [, mark] = signed.split('.');
  const forged = `${Buffer.from('{"for":"usr_2"}').toString('base64url')}.${mark}`;
  for (const wrong of [forged, `${signed}x`, `${signed}.`, 'x', '', '.', signed.split('.')[0] ?? '']) {
    expect(secrets.verify(wrong, 'decide')).toBeUndefined();
  }
  expect(secrets.verify(signed, 'something else')).toBeUndefined();
  expect(others.verify(signed, 'decide')).toBeUndefined();
});

test('the key is drawn once, is readable by its owner alone, and is not taken where it is no key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = readSecretsKey(folder);
  expect(readSecretsKey(folder)).toEqual(key);
  const file = join(folder, 'secrets.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  expect(() => readSecretsKey(folder)).toThrow(file);
});
