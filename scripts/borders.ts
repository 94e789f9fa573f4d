// Says who imports or writes what it may not, and fails then. The rules and their reasons are in scripts/borders/.
import { fileURLToPath } from 'node:url';
import { checkBorders } from './borders/check.ts';

const { modules, findings } = checkBorders(fileURLToPath(new URL('..', import.meta.url)), 50);
for (const finding of findings) console.error(finding);
console.log(`${modules} modules, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
