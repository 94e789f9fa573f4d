import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';
import { buildWeb } from './web-build.mjs';

await install();
await buildWeb();
const programs = { '--million': 'million.ts', '--users': 'users.ts' };
const given = process.argv.slice(2);
const chosen = Object.keys(programs).find((name) => given.includes(name));
const args = given.filter((arg) => arg !== chosen);
become([join(root, 'scripts', 'bench', programs[chosen] ?? 'main.ts'), ...args], { cwd: root });
