#!/usr/bin/env node
import { commandLine, isPackage, settingsHere } from './place.mjs';
import { become, install } from './runtime.mjs';

const args = process.argv.slice(2);
const starts = args.length === 1 && args[0] === 'start';

await install();
if (starts && !isPackage) await (await import('./web-build.mjs')).buildWeb();
// A server watches for this process: without it nobody would hand it Ctrl-C.
become([commandLine, ...args], {
  env: { ...settingsHere(), ...(starts && { INTERLOCK_LAUNCHER: String(process.pid) }) },
});
