import { become, install, root } from './runtime.mjs';
import { serverArguments } from './server-arguments.mjs';
import { buildWeb } from './web-build.mjs';

await install();
await buildWeb();
// The server watches for this process: without it nobody would hand it Ctrl-C.
const env = { INTERLOCK_LAUNCHER: String(process.pid) };
become([...serverArguments, ...process.argv.slice(2)], { cwd: root, env });
