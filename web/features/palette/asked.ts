/** What somebody typed: where to look, and for what. */
export type Asked = { among: 'everything' | 'changes' | 'people' | 'commands'; words: string };

const prefixes: Readonly<Record<string, Asked['among']>> = { '#': 'changes', '@': 'people', '>': 'commands' };

/** `@ann` looks among people and groups, `#12` and `CHG-12` among changes, `>` among what can be done. */
export function askedOf(typed: string): Asked {
  const words = typed.trim();
  const among = prefixes[words.charAt(0)];
  if (among === undefined) return { among: /^chg-/i.test(words) ? 'changes' : 'everything', words };
  const rest = words.slice(1).trim();
  return { among, words: among === 'changes' && /^\d+$/.test(rest) ? `CHG-${rest}` : rest };
}

/** Whether every word that was typed begins a word of the name. */
export function isMeant(name: string, typed: string): boolean {
  const inName = wordsOf(name);
  return wordsOf(typed).every((word) => inName.some((other) => other.startsWith(word)));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
