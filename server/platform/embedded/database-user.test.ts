import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePrivateFolder } from './database-user.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync('/tmp/interlock-private-');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a private folder is made, or closed to everybody else where it was there before', () => {
  const fresh = join(folder, 'fresh');
  makePrivateFolder(fresh, undefined);
  const open = join(folder, 'open');
  mkdirSync(open, { mode: 0o755 });
  makePrivateFolder(open, undefined);
  expect([fresh, open].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
});

test.each([
  ['a link to a folder', (path: string, target: string) => symlinkSync(target, path)],
  ['a file', (path: string) => writeFileSync(path, '')],
])('%s in its place is refused, and what it leads to stays as it was', (_what, put) => {
  const target = join(folder, 'target');
  mkdirSync(target, { mode: 0o755 });
  put(join(folder, 'private'), target);
  expect(() => makePrivateFolder(join(folder, 'private'), undefined)).toThrow('belongs to somebody else');
  expect(statSync(target).mode & 0o777).toBe(0o755);
});
