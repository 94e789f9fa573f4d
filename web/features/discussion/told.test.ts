import { expect, test } from 'vitest';
import { codesInWords, toldOf } from './told.ts';

test('a move tells its name, its states and the words that came with it', () => {
  const told = toldOf({ from: 'in_review', to: 'closed', label: 'Close', reason: 'All went well' });
  expect(told).toEqual({
    moved: { before: 'In review', after: 'Closed' },
    move: 'Close',
    words: ['All went well'],
    edits: [],
    rest: {},
  });
});

test('an approval that leaves the change where it is tells of no move', () => {
  expect(toldOf({ from: 'authorize', to: 'authorize' })).toMatchObject({ moved: undefined, rest: {} });
});

test('ids stay in the audit log, what people wrote is told', () => {
  const told = toldOf({ round: 'rnd_1', modelId: 'mdl_normal', needed: 2, comment: '' });
  expect(told).toEqual({ moved: undefined, move: undefined, words: [], edits: [], rest: { needed: 2 } });
});

test('an edit tells its fields with what they were and what they are', () => {
  const edit = { field: 'title', before: 'One', after: 'Two' };
  expect(toldOf({ fields: [edit], address: 'x' })).toMatchObject({ edits: [edit], rest: { address: 'x' } });
});

test('why a change was cancelled is told in words, and what somebody wrote as a reason stays as it is', () => {
  const parts = { from: 'assess', reason: 'superseded', words: 'The new gate does it.' };
  const words = { superseded: () => 'Superseded' };
  expect(codesInWords({ verb: 'change.cancelled', parts }, words)).toEqual({ ...parts, reason: 'Superseded' });
  expect(codesInWords({ verb: 'change.moved', parts }, words)).toEqual(parts);
});
