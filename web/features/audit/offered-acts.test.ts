import { expect, test } from 'vitest';
import { offeredActs } from './offered-acts.ts';

const words: Record<string, string> = {
  'change.moved': 'moved the change',
  'model.published': 'published a model',
  'task.held': 'put on hold',
  'change.held': 'put on hold',
};
const offered = (sought: string) =>
  offeredActs([...Object.keys(words), 'change.moved'], (verb) => words[verb] ?? verb, sought);

test.each([
  ['moved the change', ['change.moved']],
  [' Moved THE change ', ['change.moved']],
  ['model.pub', ['model.published']],
  ['no such act', []],
  ['', ['change.moved', 'model.published', 'change.held', 'task.held']],
])('whoever seeks %j is offered the acts that are told so, each once', (sought, expected) => {
  expect(offered(sought).map(({ id }) => id)).toEqual(expected);
});

test('of acts that are told alike each is offered under a name of its own', () => {
  expect(offered('hold').map(({ name }) => name)).toEqual(['put on hold (change.held)', 'put on hold (task.held)']);
});
