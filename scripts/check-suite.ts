// The quick gate: what `npm run check` runs once Node and the packages are there.
import { runGate } from './gate.ts';
import { makeRunFolder } from './run-folder.ts';

const folder = makeRunFolder();
const rules = {
  name: 'tests of rules',
  args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'rules', '--reporter=dot'],
};
const { passed, failed } = await runGate(folder.env, [rules]);
await folder.remove();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
