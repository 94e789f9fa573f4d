/** A small random generator: the same seed gives the same organisation each time that it is made. */
export type Chance = {
  below(n: number): number;
  /** Low numbers far more often than high ones, as people, words and teams are spread. */
  low(n: number): number;
  share(part: number): boolean;
  pick<T>(from: readonly T[]): T;
};

export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    low: (n) => Math.floor(next() ** 3 * n),
    share: (part) => next() < part,
    pick: (from) => from[below(from.length)] as (typeof from)[number],
  };
}

const beginnings =
  'al ber cor dan el fer gan hol in jor kel lum mar nor ol pel quer ros sal tor ul ver wal xen yor zim'.split(' ');
const middles = 'a e i o u an er is on ur'.split(' ');
const ends = 'ba den fix gate hub key line mont net port ring set tab ware'.split(' ');

/** 3,640 words that nobody uses, beside some that everybody does. */
export const invented: readonly string[] = beginnings.flatMap((first) =>
  middles.flatMap((middle) => ends.map((last) => `${first}${middle}${last}`)),
);
const common =
  'the of and to in for on with is at by from service server database network users update system change'.split(' ');

/** A text of so many words: every third one is common, the others are spread as words are. */
export function prose(by: Chance, words: number): string {
  const chosen = Array.from({ length: words }, (_none, at) =>
    at % 3 === 2 ? common[by.low(common.length)] : invented[by.low(invented.length)],
  );
  const text = chosen.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
