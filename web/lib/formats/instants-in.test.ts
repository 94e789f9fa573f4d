import { expect, test } from 'vitest';
import { instantsIn } from './instants-in.ts';

test.each([
  [
    'A backup of 2026-11-28T09:52:03.123Z was restored.',
    [{ words: 'A backup of ' }, { at: '2026-11-28T09:52:03.123Z' }, { words: ' was restored.' }],
  ],
  ['2026-11-28T09:52Z', [{ at: '2026-11-28T09:52Z' }]],
  ['Nothing of the kind, on 2026-11-28.', [{ words: 'Nothing of the kind, on 2026-11-28.' }]],
  ['', []],
])('%j is cut where instants stand', (words, pieces) => {
  expect(instantsIn(words)).toEqual(pieces);
});
