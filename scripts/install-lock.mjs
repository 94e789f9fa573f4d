// Plain JavaScript and built-ins only, as everything that runs before the packages are there.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * One launcher at a time changes node_modules and what is built. The lock names the launcher and the npm it runs, so
 * that it holds while an npm outlives its killed launcher, and is free once all of them are gone.
 */
export async function holdLock(folder, say) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'install.lock');
  const mine = `${file}.${process.pid}`;
  const holders = [identityOf(process.pid)];
  writeFileSync(mine, holders.join('\n'));
  let told = false;
  while (!taken(mine, file)) {
    const text = textOf(file);
    if (text === '') continue;
    const living = text.split('\n').find(isLiving);
    if (living === undefined) {
      takeAway(file, text);
      continue;
    }
    if (!told) say(`Waiting for another start to finish installing (process ${living.split(' ')[0]})`);
    told = true;
    await pause(POLL_MS);
  }
  rmSync(mine);
  return {
    alsoHeldBy(pid) {
      holders.push(identityOf(pid));
      writeFileSync(mine, holders.join('\n'));
      renameSync(mine, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** A link is made whole or not at all, and never over another one: of many launchers one gets the lock. */
function taken(mine, file) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several launchers that saw the same dead lock, a slow one may catch the new lock of a fast one: it puts it back. */
function takeAway(file, text) {
  const caught = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, caught);
  } catch {
    return;
  }
  if (textOf(caught) !== text) taken(caught, file);
  rmSync(caught, { force: true });
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isLiving(identity) {
  const pid = Number(identity.split(' ')[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return pid > 0 && identityOf(pid) === identity;
}

/** With the time of its start, so that a number given out again to another program is not taken for the first. */
function identityOf(pid) {
  const stat = textOf(`/proc/${pid}/stat`);
  return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}
