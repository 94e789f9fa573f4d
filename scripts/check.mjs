import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';

await install();
become([join(root, 'scripts', 'check-suite.ts')], { cwd: root });
