import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, type DatabaseUser } from '../embedded/database-user.ts';
import { ownFolder } from '../running/folder-owner.ts';
import { sentenceOf } from '../running/start-failure.ts';

export type DataFolder = { path: string; close(): void };

const SYSTEM_HOME = '/var/lib/interlock';

/** Makes the data folder if need be and claims it for this process; a second server on it is refused with a sentence. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  try {
    // Under root the database's user has to walk through it; what it holds is private file by file.
    mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    throw new Error(`INTERLOCK_DATA: ${path} cannot be created. ${sentenceOf(error)}`, { cause: error });
  }
  const real = realpathSync(path);
  return { path: real, close: await ownFolder(real) };
}

/**
 * Where the embedded database of this data folder lives. It stays where it was first made; a new one lies in the data
 * folder, or under /var/lib/interlock when the database's user cannot reach that, and then the first line says so.
 */
export function databaseHome(
  dataDir: string,
  user: DatabaseUser | undefined,
  log: (line: string) => void,
  systemHome: string = SYSTEM_HOME,
): string {
  const inside = join(dataDir, 'postgres');
  const outside = join(systemHome, idOf(dataDir, systemHome, log));
  const home = isThere(inside) || (!isThere(outside) && canReach(user, dataDir)) ? inside : outside;
  if (home === outside) {
    const why = user ? `: the user "${user.name}", as whom it runs, cannot reach ${dataDir}` : '';
    log(`The database lies in ${outside}${why}`);
    bind(outside, dataDir);
  }
  if (user && !user.dedicated) {
    log('Warning: the database runs as "nobody"; create a system user for it: useradd --system interlock');
  }
  return home;
}

function isThere(home: string): boolean {
  return existsSync(join(home, 'pgdata'));
}

/** Drawn once: a new data folder is a new system, also where one with the same path was before. */
function idOf(dataDir: string, systemHome: string, log: (line: string) => void): string {
  const file = join(dataDir, 'id');
  const kept = existsSync(file) ? readText(file) : undefined;
  if (kept !== undefined && /^[0-9a-f]{16}$/.test(kept)) return kept;
  if (kept) throw new Error(`${file} must hold the 16 characters that Interlock wrote there.`);
  const id = (kept === '' && idBefore(dataDir, systemHome, log)) || randomBytes(8).toString('hex');
  writeWhole(file, `${id}\n`);
  return id;
}

/** An older version left the file empty when it was killed, or the disk was full; the database knows whose it is. */
function idBefore(dataDir: string, systemHome: string, log: (line: string) => void): string | undefined {
  const file = join(dataDir, 'id');
  const ours = (existsSync(systemHome) ? readdirSync(systemHome) : []).filter((name) => {
    const owner = join(systemHome, name, 'data-folder');
    return existsSync(owner) && readText(owner) === dataDir;
  });
  if (ours.length > 1) {
    const which = ours.map((name) => join(systemHome, name)).join(', ');
    throw new Error(
      `${file} is empty, and several databases were made for it: ${which}. Write the last part of the right one's path into it.`,
    );
  }
  log(
    ours[0]
      ? `${file} was empty; it names ${join(systemHome, ours[0])} again`
      : `${file} was empty; a new one is drawn`,
  );
  return ours[0];
}

/** A moved data folder keeps its database; a copied one would share it with the first, and is refused. */
function bind(home: string, dataDir: string): void {
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const file = join(home, 'data-folder');
  const before = existsSync(file) ? readText(file) : dataDir;
  if (before !== dataDir && sameId(before, dataDir)) {
    throw new Error(`${dataDir} is a copy of ${before} and would share its database: remove ${join(dataDir, 'id')}.`);
  }
  if (before !== dataDir || !existsSync(file)) writeWhole(file, `${dataDir}\n`);
}

/** Written beside it and renamed: a full disk or a kill leaves what was there before, and never half a file. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { flush: true });
  renameSync(`${file}.new`, file);
}

function sameId(one: string, other: string): boolean {
  const file = join(one, 'id');
  return existsSync(file) && readText(file) === readText(join(other, 'id'));
}

const readText = (file: string): string => readFileSync(file, 'utf8').trim();
