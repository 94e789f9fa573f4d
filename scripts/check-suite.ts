// The quick gate: what `npm run check` runs once Node and the packages are there.
import { runGate } from './gate.ts';
import { makeRunFolder } from './run-folder.ts';

const folder = makeRunFolder();
const rules = {
  name: 'tests of rules',
  args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'rules', '--reporter=dot'],
};
const { passed, failures } = await runGate(folder.env, [rules]);
await folder.remove();
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
