import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, node24, root, run, whileHeld } from './runtime.mjs';

const built = join(root, 'web', 'dist', 'index.html');

/** The screens are built when what they are made of is newer than they are. */
export async function buildWeb() {
  if (isFresh()) return;
  await whileHeld(async (lock) => {
    if (isFresh()) return;
    console.error('Building the screens');
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const done = await run(lock, node24(), [vite, 'build', '--logLevel', 'warn'], { cwd: join(root, 'web') });
    if (!done) giveUp('The screens could not be built; what went wrong stands above.');
  });
}

function isFresh() {
  if (!existsSync(built)) return false;
  const sources = [join(root, 'web'), join(root, 'contract'), join(root, 'package-lock.json')];
  return timeOf(built) > Math.max(...sources.map(newest));
}

function newest(path) {
  if (!statSync(path).isDirectory()) return timeOf(path);
  const inside = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules');
  return Math.max(0, ...inside.map((name) => newest(join(path, name))));
}

function timeOf(file) {
  return statSync(file).mtimeMs;
}
