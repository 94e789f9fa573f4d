import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';
import { buildWeb } from './web-build.mjs';

// What is timed is a warm machine: packages installed, pages built.
await install();
await buildWeb();
become([join(root, 'scripts', 'first-look.ts'), ...process.argv.slice(2)], { cwd: root });
