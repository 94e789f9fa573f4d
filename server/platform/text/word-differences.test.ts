import { expect, test } from 'vitest';
import { wordFinder } from './word-differences.ts';

const numbered = (from: number, many: number) => Array.from({ length: many }, (_, n) => `step${from + n}`).join(' ');

test('what was taken out of a text and put in is said word by word', () => {
  expect(wordFinder()('Restart db-1 now', 'Restart db-2 now')).toEqual([
    { is: 'same', text: 'Restart db-' },
    { is: 'removed', text: '1' },
    { is: 'added', text: '2' },
    { is: 'same', text: ' now' },
  ]);
});

test('a plan that grew by thousands of words is still told word by word', () => {
  const plan = numbered(0, 500);
  expect(wordFinder()(plan, `${plan} ${numbered(500, 5_000)}`)).toHaveLength(2);
});

test('long texts that are rewritten are not compared to the end, and leave nothing for those after them', () => {
  const words = wordFinder();
  expect(words(numbered(0, 12_000), numbered(50_000, 12_000))).toBeNull();
  expect(words('Restart db-1', 'Restart db-2')).toBeNull();
  expect(wordFinder()('Restart db-1', 'Restart db-2')).not.toBeNull();
});

test('texts that share a word here and there are not compared to the end either', () => {
  const spread = (sign: string) =>
    Array.from({ length: 24_000 }, (_, n) => (n % 13 === 0 ? 'and' : `${sign}${n}`)).join(' ');
  expect(wordFinder()(spread('a'), spread('b'))).toBeNull();
});

test('a dozen long texts with a few edits each are all told word by word', () => {
  const words = wordFinder();
  const plan = numbered(0, 4_000);
  const edited = plan.replace('step17 ', 'step18b ').replace('step3000 ', '').concat(' at last');
  for (let field = 0; field < 12; field += 1) expect(words(plan, edited)).not.toBeNull();
});
