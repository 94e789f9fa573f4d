import { expect, test } from 'vitest';
import { placeIn } from './next-in.ts';

const keys = ['a', 'b', 'c'];

test.each([
  ['what was chosen', keys, 'c', { key: 'a', at: 0 }, 2],
  ['the first to begin with', keys, undefined, undefined, 0],
  ['what came into the place of what was decided', ['a', 'c'], 'b', { key: 'b', at: 1 }, 1],
  ['the one before, where the last was decided', ['a', 'b'], 'c', { key: 'c', at: 2 }, 1],
  ['what was shown, where others came before it', ['z', 'a', 'c'], 'b', { key: 'c', at: 1 }, 2],
  ['nothing, where nothing waits any more', [], 'a', { key: 'a', at: 0 }, -1],
])('shown is %s', (_what, list, chosen, shown, at) => {
  expect(placeIn(list, chosen, shown)).toBe(at);
});
