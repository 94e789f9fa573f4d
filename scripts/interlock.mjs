#!/usr/bin/env node
import { join } from 'node:path';
import { become, install, root } from './runtime.mjs';

await install();
become([join(root, 'cli', 'main.ts'), ...process.argv.slice(2)]);
