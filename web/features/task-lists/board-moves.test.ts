import { expect, test } from 'vitest';
import { asksFirst, moveTo } from './board-moves.ts';

test.each([
  ['open', 'in_progress', 'start'],
  ['failed', 'in_progress', 'start'],
  ['open', 'done', 'finish'],
  ['in_progress', 'done', 'finish'],
  ['in_progress', 'failed', 'fail'],
  ['pending', 'in_progress', undefined],
  ['failed', 'done', undefined],
  ['done', 'open', undefined],
  ['in_progress', 'open', undefined],
] as const)('a task that is %s goes to %s by %s', (state, to, move) => {
  expect(moveTo({ state }, to)).toBe(move);
});

test('what asks for words, evidence, findings or open steps is asked first', () => {
  const plain = { kind: 'build' as const, steps: { done: 2, all: 2 } };
  expect(asksFirst(plain, 'start')).toBe(false);
  expect(asksFirst(plain, 'finish')).toBe(false);
  expect(asksFirst(plain, 'fail')).toBe(true);
  expect(asksFirst({ ...plain, kind: 'test' }, 'finish')).toBe(true);
  expect(asksFirst({ ...plain, steps: { done: 1, all: 2 } }, 'finish')).toBe(true);
});
