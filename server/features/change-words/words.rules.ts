const MOST_WORDS = 12;
/** Words and what joins them without a blank, as in `web-01.example.com`. Other signs part words as a blank does. */
const joined = /[\p{L}\p{M}\p{N}]+(?:[-.:@_]+[\p{L}\p{M}\p{N}]+)*/gu;
const joints = /[-.:@_]+/;

/** What was typed without a blank between, as one; anything that is no word is left out. */
export const namesIn = (typed: string): string[] => (typed.match(joined) ?? []).slice(0, MOST_WORDS);

export const wordsIn = (name: string): string[] => name.split(joints).slice(0, MOST_WORDS);

/**
 * Every word that was typed must begin a word of the change; words that were typed as one, by a hyphen or a dot, stand in it side
 * by side. The migration that writes the column parts words by the same signs.
 */
export const searchOf = (typed: string): string => namesIn(typed).map(nameSought).join(' & ');

/** One of them. A change's number among other words is that of the change itself, or of one that its words name. */
export function nameSought(name: string): string {
  const number = numberIn(name);
  return number === undefined ? sideBySide(name) : `('CHG${number}' | 'CHG' <-> '${number}')`;
}

/** The words of a name in their order, the last of them as the beginning of one; `part` is the weight of where they stand. */
export function sideBySide(name: string, part = ''): string {
  const words = wordsIn(name);
  const weighed = part === '' ? '' : `:${part}`;
  return words
    .map((word, at) => (at === words.length - 1 ? `'${word}':*${part}` : `'${word}'${weighed}`))
    .join(' <-> ');
}

/** The number of a change, where that is all that the name says. */
export const numberIn = (name: string): string | undefined => /^chg[-.:@_]+(\d{1,15})$/i.exec(name)?.[1];

/** A name as it is kept whole, as the beginning of one; undefined where that is not done: for one word, and for what is not of ASCII. */
export const wholeName = (name: string): string | undefined =>
  joints.test(name) && /^[\u0021-\u007e]{1,200}$/.test(name) ? `'=${name.toLowerCase()}':*` : undefined;
