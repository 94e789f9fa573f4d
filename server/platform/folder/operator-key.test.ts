import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetKilledServer, writeOperatorKey, writeServerAddress } from './operator-key.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'interlock-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('the operator key is long, in a file of its owner alone, and gone when taken away', () => {
  const { key, remove } = writeOperatorKey(dataDir);
  const file = join(dataDir, 'operator.key');
  expect(key).toMatch(/^ilk_op_[\w-]{43}$/);
  expect(readFileSync(file, 'utf8')).toBe(`${key}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  remove();
  expect(existsSync(file)).toBe(false);
});

test('every start has another key, also after one that was killed and left a readable file', () => {
  const first = writeOperatorKey(dataDir).key;
  writeFileSync(join(dataDir, 'operator.key.new'), 'left over', { mode: 0o644 });
  const second = writeOperatorKey(dataDir).key;
  expect(second).not.toBe(first);
  expect(statSync(join(dataDir, 'operator.key')).mode & 0o777).toBe(0o600);
});

test('the command line finds the address of the running server and its process', () => {
  const remove = writeServerAddress(dataDir, 'http://127.0.0.1:7450');
  const file = join(dataDir, 'server.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ address: 'http://127.0.0.1:7450', pid: process.pid });
  remove();
  expect(existsSync(file)).toBe(false);
});

test('what a killed server left is taken away, and nothing else', () => {
  writeOperatorKey(dataDir);
  writeServerAddress(dataDir, 'http://127.0.0.1:7450');
  writeFileSync(join(dataDir, 'id'), 'kept');
  forgetKilledServer(dataDir);
  expect(readdirSync(dataDir)).toEqual(['id']);
});
