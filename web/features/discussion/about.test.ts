import { expect, test } from 'vitest';
import { aboutOf } from './about.ts';

test.each([
  ['a step that was ticked', { task: 'TSK-1 Restart', step: 'Switch', state: 'done' }, '“Switch”, TSK-1 Restart'],
  ['a step that was left out', { task: 'TSK-1', step: 'Switch', state: 'skipped' }, '“Switch” (Skipped), TSK-1'],
  ['a task', { task: 'TSK-1 Restart', words: 'Done early.' }, 'TSK-1 Restart'],
  ['the next tasks', { tasks: ['TSK-1 Restart', 'TSK-2 Look'] }, 'TSK-1 Restart, TSK-2 Look'],
  ['a round', { round: 'rnd_1', name: 'Security', comment: 'Fine.' }, 'Security'],
  ['an announcement that was held back', { announcement: 'The ledger rests', because: 'too_late' }, 'The ledger rests'],
  ['an announcement that was sent', { audience: 'Users', subject: 'The ledger rests', body: 'x' }, 'The ledger rests'],
  ['more time', { minutes: 30, words: 'The copy is slow.' }, '30 min'],
  ['a file', { file: 'fil_1', name: 'log.txt', sha256: 'x' }, 'log.txt'],
  ['a move', { from: 'draft', to: 'assess' }, ''],
])('of %s it is said which', (_what, parts, about) => {
  expect(aboutOf(parts)).toBe(about);
});
