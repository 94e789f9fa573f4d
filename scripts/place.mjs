// Plain JavaScript and built-ins only, as everything that runs before the packages are there.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm pack` makes of a clone holds no sources, only what was made of them. */
export const isPackage = !existsSync(join(root, 'cli', 'main.ts'));

/** What is brought along and can be brought again. An installed package may belong to another user, and the next one replaces it. */
export const runtimeFolder = isPackage
  ? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'interlock')
  : join(root, '.runtime');

/** The program behind the command `interlock`. */
export const commandLine = isPackage ? join(root, 'dist', 'cli.js') : join(root, 'cli', 'main.ts');

/**
 * An installed Interlock keeps its data in the home of its user, and takes relative paths from where it is called: what lies
 * in the package goes with the next version. A clone does as its server says.
 */
export function settingsHere({ INTERLOCK_DATA: data, INTERLOCK_FILES: files, XDG_DATA_HOME: given } = process.env) {
  if (!isPackage) return {};
  const share = given || join(homedir(), '.local', 'share');
  const isRelative = files?.includes('/') && !isAbsolute(files);
  return {
    INTERLOCK_DATA: data?.trim() ? resolve(data.trim()) : join(share, 'interlock'),
    ...(isRelative && { INTERLOCK_FILES: resolve(files) }),
  };
}
