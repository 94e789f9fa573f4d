import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseUser } from '../embedded/database-user.ts';
import { databaseHome, openDataFolder } from './data-folder.ts';

const isRoot = process.getuid?.() === 0;
const nobody: DatabaseUser = { name: 'nobody', uid: 65_534, gid: 65_534, dedicated: false };
const dedicated: DatabaseUser = { name: 'interlock', uid: 65_534, gid: 65_534, dedicated: true };

let folder = '';
let lines: string[] = [];
const log = (line: string) => lines.push(line);

beforeEach(() => {
  folder = mkdtempSync('/tmp/interlock-data-');
  chmodSync(folder, 0o755);
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function dataFolder(name: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(path);
  chmodSync(path, mode);
  return path;
}

const homeOf = (dataDir: string, user?: DatabaseUser) => databaseHome(dataDir, user, log, join(folder, 'system'));

test('a data folder has one owner at a time, and is free again once closed', async () => {
  const path = join(folder, 'new', 'data');
  const first = await openDataFolder(path);
  await expect(openDataFolder(path)).rejects.toThrow('already');
  first.close();
  expect(existsSync(join(path, 'owner.pid'))).toBe(false);
  (await openDataFolder(path)).close();
});

test('a data folder that cannot be made is refused with the name of the setting', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openDataFolder(join(folder, 'file', 'data'))).rejects.toThrow('INTERLOCK_DATA');
});

test('an ordinary user has the database in the data folder, and nothing is said of it', () => {
  const dataDir = dataFolder('data');
  expect(homeOf(dataDir)).toBe(join(dataDir, 'postgres'));
  expect(lines).toEqual([]);
});

describe.runIf(isRoot)('under root', () => {
  test('it lies in the data folder where its user can reach that', () => {
    const dataDir = dataFolder('data');
    expect(homeOf(dataDir, dedicated)).toBe(join(dataDir, 'postgres'));
    expect(lines).toEqual([]);
  });

  test('running as nobody is warned of', () => {
    homeOf(dataFolder('data'), nobody);
    expect(lines).toEqual([expect.stringMatching(/^Warning: the database runs as "nobody"/)]);
  });

  test('it lies apart where its user cannot, and the first line says so', () => {
    const dataDir = dataFolder('data', 0o700);
    const home = homeOf(dataDir, nobody);
    expect(home).toBe(join(folder, 'system', readFileSync(join(dataDir, 'id'), 'utf8').trim()));
    expect(lines[0]).toBe(`The database lies in ${home}: the user "nobody", as whom it runs, cannot reach ${dataDir}`);
  });

  test('two data folders never share a database, and a new one in the same place is a new system', () => {
    const one = homeOf(dataFolder('one', 0o700), nobody);
    const two = homeOf(dataFolder('two', 0o700), nobody);
    rmSync(join(folder, 'one'), { recursive: true });
    const again = homeOf(dataFolder('one', 0o700), nobody);
    expect(new Set([one, two, again]).size).toBe(3);
  });

  test('it stays where it was made when the data folder becomes reachable, or no longer is', () => {
    const closed = dataFolder('closed', 0o700);
    const apart = homeOf(closed, nobody);
    mkdirSync(join(apart, 'pgdata'));
    chmodSync(closed, 0o755);
    expect(homeOf(closed, nobody)).toBe(apart);

    const open = dataFolder('open');
    mkdirSync(join(homeOf(open, nobody), 'pgdata'), { recursive: true });
    chmodSync(open, 0o700);
    expect(homeOf(open, nobody)).toBe(join(open, 'postgres'));
  });

  test('a start that was killed while it wrote the id does not stop the next one', () => {
    const dataDir = dataFolder('data', 0o700);
    writeFileSync(join(dataDir, 'id.new'), 'ab');
    const home = homeOf(dataDir, nobody);
    expect(homeOf(dataDir, nobody)).toBe(home);
    expect(readFileSync(join(dataDir, 'id'), 'utf8')).toMatch(/^[0-9a-f]{16}\n$/);
    expect(existsSync(join(dataDir, 'id.new'))).toBe(false);
  });

  test('an id that was left empty is found again by the database that was made for it', () => {
    const dataDir = dataFolder('data', 0o700);
    const home = homeOf(dataDir, nobody);
    writeFileSync(join(dataDir, 'id'), '');
    expect(homeOf(dataDir, nobody)).toBe(home);
    expect(lines).toContain(`${join(dataDir, 'id')} was empty; it names ${home} again`);
  });

  test('an id that was left empty before there was a database is drawn; between several the operator chooses', () => {
    const dataDir = dataFolder('data', 0o700);
    writeFileSync(join(dataDir, 'id'), '');
    const home = homeOf(dataDir, nobody);
    expect(lines[0]).toBe(`${join(dataDir, 'id')} was empty; a new one is drawn`);
    const second = join(folder, 'system', '0123456789abcdef');
    cpSync(home, second, { recursive: true });
    writeFileSync(join(dataDir, 'id'), '\n');
    expect(() => homeOf(dataDir, nobody)).toThrow(
      /is empty, and several databases were made for it: .*0123456789abcdef/,
    );
    writeFileSync(join(dataDir, 'id'), 'nonsense');
    expect(() => homeOf(dataDir, nobody)).toThrow('must hold the 16 characters');
  });

  test('a moved data folder keeps its database; a copied one is refused rather than sharing it', () => {
    const dataDir = dataFolder('data', 0o700);
    const home = homeOf(dataDir, nobody);
    const moved = join(folder, 'moved');
    renameSync(dataDir, moved);
    expect(homeOf(moved, nobody)).toBe(home);

    const copied = join(folder, 'copied');
    cpSync(moved, copied, { recursive: true });
    chmodSync(copied, 0o700);
    expect(() => homeOf(copied, nobody)).toThrow(`is a copy of ${moved}`);
    rmSync(join(copied, 'id'));
    expect(homeOf(copied, nobody)).not.toBe(home);
  });
});
