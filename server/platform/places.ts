import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** In a package all of the program lies compiled in one folder, one below the root; in a clone these are its sources. */
const isCompiled = !import.meta.url.endsWith('.ts');

/** Where the clone or the installed package lies. */
export const root: string = fileURLToPath(new URL(isCompiled ? '..' : '../..', import.meta.url));
export const migrationsFolder: URL = new URL('server/migrations/', pathToFileURL(root));
export const webFolder: string = `${root}web/dist`;
export const version: string = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version;
