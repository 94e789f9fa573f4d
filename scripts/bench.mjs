import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';
import { buildWeb } from './web-build.mjs';

await install();
await buildWeb();
const million = process.argv.includes('--million');
const args = process.argv.slice(2).filter((arg) => arg !== '--million');
become([join(root, 'scripts', 'bench', million ? 'million.ts' : 'main.ts'), ...args], { cwd: root });
