import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';
import { buildWeb } from './web-build.mjs';

await install();
await buildWeb();
become([join(root, 'scripts', 'dev-servers.ts')], { cwd: root });
