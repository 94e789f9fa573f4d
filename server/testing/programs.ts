import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where `npm test` has the programs compiled, as a package has them: they start in half the time. */
const compiled = process.env['COMPILED'] ?? '';

const at = (name: string, source: string) =>
  compiled !== '' && existsSync(join(compiled, name)) ? join(compiled, name) : join(root, source);

export const serverProgram: string = at('main.js', 'server/main.ts');
export const commandLine: string = at('cli.js', 'cli/main.ts');
