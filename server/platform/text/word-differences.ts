import type { NewField } from '@interlock/contract/decisions.ts';
import { diffArrays, wordsWithSpaceDiff } from 'diff';

type Words = NonNullable<NewField['words']>;

/** Of words with each other, for all texts of one answer; a fifth of a second at most. */
const MOST_COMPARED = 400_000;

/**
 * Says of text after text where it differs, word by word. Null for those that take more comparisons than are left: they are
 * shown as before and after.
 */
export function wordFinder(most = MOST_COMPARED): (before: string, after: string) => Words | null {
  let left = most;
  const comparator = (one: string, other: string) => {
    if (left <= 0) throw usedUp;
    left -= 1;
    return one === other;
  };
  return (before, after) => {
    try {
      return diffArrays(wordsIn(before), wordsIn(after), { comparator }).map(({ value, added, removed }) => ({
        is: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        text: value.join(''),
      }));
    } catch (error) {
      if (error !== usedUp) throw error;
      return null;
    }
  };
}

const wordsIn = (text: string): string[] => wordsWithSpaceDiff.tokenize(text);

const usedUp = new Error('Too many words to compare.');
