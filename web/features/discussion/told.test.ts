import { expect, test } from 'vitest';
import { toldOf } from './told.ts';

test('a move tells its states and the words that came with it', () => {
  const told = toldOf({ from: 'in_review', to: 'closed', label: 'Close', reason: 'All went well' });
  expect(told).toEqual({ moved: { before: 'In review', after: 'Closed' }, words: ['All went well'], rest: {} });
});

test('ids stay in the audit log, what people wrote is told', () => {
  const told = toldOf({ round: 'rnd_1', needed: 2, comment: '' });
  expect(told).toEqual({ moved: undefined, words: [], rest: { needed: 2 } });
});
