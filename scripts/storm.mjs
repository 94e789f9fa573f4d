import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';

await install();
become([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'storm'], { cwd: root });
