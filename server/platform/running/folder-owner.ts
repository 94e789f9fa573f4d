import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, identityOf, isAlive, isErrno } from './processes.ts';

const LOCK_IS_ABANDONED_AFTER_MS = 5_000;

/**
 * Makes this process the only owner of a folder until it lets go or ends, however it ends.
 * Answers the function that lets go; throws a sentence naming the process that owns the folder already.
 */
export async function ownFolder(folder: string): Promise<() => void> {
  const file = join(folder, 'owner.pid');
  const me = identityOf(process.pid);
  await underLock(`${file}.lock`, () => {
    const owner = read(file);
    const pid = Number(owner.split(' ')[0]);
    if (owner !== '' && isAlive(pid) && identityOf(pid) === owner) {
      throw new Error(`Interlock is running on ${folder} already (process ${pid}).`);
    }
    writeFileSync(`${file}.new`, me);
    renameSync(`${file}.new`, file);
  });
  return () => {
    if (read(file) === me) rmSync(file, { force: true });
  };
}

/** Looking and claiming are one step, so that of several starters exactly one wins; the step takes a millisecond. */
async function underLock(lock: string, step: () => void): Promise<void> {
  if (!(await eventually(() => taken(lock), 2 * LOCK_IS_ABANDONED_AFTER_MS))) {
    throw new Error(`Another start holds ${lock}; remove that file if nothing is starting.`);
  }
  try {
    step();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    if (age(lock) > LOCK_IS_ABANDONED_AFTER_MS) rmSync(lock, { force: true });
    return false;
  }
}

function age(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
