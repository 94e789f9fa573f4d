import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostmaster, stopPostmaster } from '../server/platform/embedded/postmaster.ts';
import { processesWith } from '../server/platform/running/processes.ts';
import { endAll } from './programs.ts';

/** One temporary folder for all that a run makes, so that all of it is found again when the run is cut short. */
export type RunFolder = { path: string; env: NodeJS.ProcessEnv; remove(): Promise<void> };

/** Settings of a server that somebody has in their shell are not those of the tests. */
const ours = /^(INTERLOCK_.*|PORT|HOST|DATABASE_URL|DATABASE_OWNER_URL|TRUST_PROXY|LOG_LEVEL)$/;

export function makeRunFolder(): RunFolder {
  const path = mkdtempSync(join(tmpdir(), 'interlock-run-'));
  // The database's user must be able to walk through it when we run as root.
  chmodSync(path, 0o711);
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const remove = async () => {
    // A program may leave its group, but not the folder that it was given for what it makes.
    await endAll(() => processesWith('TMPDIR', path));
    await stopDatabases(path);
    rmSync(path, { recursive: true, force: true });
  };
  onSignal(remove);
  return { path, env: { ...Object.fromEntries(kept), TMPDIR: path }, remove };
}

function onSignal(remove: () => Promise<void>): void {
  let told = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (told) return;
      told = true;
      void remove().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
}

/** Databases run in a group of their own, which no signal of a terminal reaches. */
async function stopDatabases(path: string): Promise<void> {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('postmaster.pid'),
  );
  for (const file of files) {
    const dataDir = join(path, file, '..');
    const found = findPostmaster(dataDir);
    if (!found) continue;
    await stopPostmaster(dataDir, found.pid);
    rmSync(found.socketDir, { recursive: true, force: true });
  }
}
