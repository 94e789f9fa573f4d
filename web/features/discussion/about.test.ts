import { expect, test } from 'vitest';
import { aboutOf, detailOf } from './about.ts';

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

const called = { cancelled: { superseded: () => 'Superseded' }, field: (field: string) => field.toUpperCase() };

test.each([
  [
    'where a change went',
    { from: 'implement', to: 'review', label: 'Finish work' },
    ': Finish work, Implement → Review',
  ],
  ['why it went there', { from: 'draft', to: 'ask', reason: 'It hurries.' }, ': Draft → Ask – It hurries.'],
  ['which tasks are next', { tasks: ['TSK-1 Switch', 'TSK-2 Look'] }, ': TSK-1 Switch, TSK-2 Look'],
  [
    'which step of which task',
    { task: 'TSK-1', step: 'Turn', state: 'done', words: 'Quick.' },
    ': “Turn”, TSK-1 – Quick.',
  ],
  ['which fields', { task: 'TSK-1', fields: [{ field: 'title', before: 'A', after: 'B' }] }, ': TSK-1 – TITLE'],
  ['nothing more of what says all', {}, ''],
])('the log of a run says %s', (_what, parts, detail) => {
  expect(detailOf({ verb: 'task.edited', parts }, called)).toBe(detail);
});

test('a reason that is a code stands there in words', () => {
  const parts = { from: 'draft', reason: 'superseded', words: 'The new gate does it.' };
  expect(detailOf({ verb: 'change.cancelled', parts }, called)).toBe(': Superseded – The new gate does it.');
});
