import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';
import { buildWeb } from './web-build.mjs';

await install();
await buildWeb();
// The server watches for this process: without it nobody would hand it Ctrl-C.
const env = { INTERLOCK_LAUNCHER: String(process.pid) };
become([join(root, 'server', 'main.ts'), ...process.argv.slice(2)], { cwd: root, env });
