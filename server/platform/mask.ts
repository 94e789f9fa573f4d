/** Puts `[secret]` in the place of secrets, whatever form a text carries them in. */
export type Mask = {
  of(text: string): string;
  /** From now on this one too. What is short is no secret: it would be found in every word. */
  learn(secret: string): void;
};

type Lines = { write(text: string): void };

const SHORTEST = 6;
/** A bare word or number that is shorter may stand in any sentence; longer ones do not come about by themselves. */
const NO_WORD = 12;
const MOST = 200;
const HIDDEN = '[secret]';
const BASE64 = '[A-Za-z0-9+/_-]';

/**
 * What we draw ourselves bears its name, and a link that is signed begins as JSON does in base64; both are known by that, the
 * name also in base64, where it reads in three ways.
 */
const ours = new RegExp(
  [
    'ilk_[a-z]+_[\\w-]{20,}',
    'eyJ[\\w-]{20,}\\.[\\w-]{43}',
    `${BASE64}{0,2}(?:aWxrX|lsa1|pbGtf)${BASE64}{40,}={0,2}`,
  ].join('|'),
  'g',
);

/** Whatever a form of a secret looks like, its longest word stands in it as it is: where it does not, nothing is looked for. */
type Form = { word: string; pattern: RegExp };

/**
 * A password that is a common word is hidden where a password stands, in an address or behind its name: hidden everywhere, it would
 * tear up the log, and tell by its holes what it is. `anywhere` is for what the one says whom it was told.
 */
type Words = 'in their place' | 'anywhere';

export function openMask(known: readonly (string | undefined)[], words: Words = 'in their place'): Mask {
  const learnt = new Map<string, Form[]>();
  const mask: Mask = {
    of: (text) => {
      const found = [...learnt.values()].flat().filter(({ word }) => text.includes(word));
      return [...found.map(({ pattern }) => pattern), ours].reduce(
        (left, pattern) => left.replace(pattern, hide),
        text,
      );
    },
    learn: (secret) => {
      if (secret.length < SHORTEST || learnt.has(secret)) return;
      const [oldest] = learnt.keys();
      if (learnt.size >= MOST && oldest !== undefined) learnt.delete(oldest);
      learnt.set(secret, words === 'in their place' && isWord(secret) ? formsOfWord(secret) : formsOf(secret));
    },
  };
  for (const secret of [...known].sort(byLength)) if (secret !== undefined) mask.learn(secret);
  return mask;
}

/** After a stroke the first letter belongs to it, as in the end of a line within JSON. */
const hide = (found: string, at: number, whole: string): string =>
  whole[at - 1] === '\\' ? `${found.slice(0, 1)}${HIDDEN}` : HIDDEN;

/** One that holds another is looked for before it. */
const byLength = (a = '', b = '') => b.length - a.length;

/** The password in an address, as it is meant and as it stands there. */
export function passwordsIn(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  return password === '' ? [] : [password, unescaped(password)];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Masks whole lines: a piece waits for the end of its line, so that no secret is cut in two. */
export function maskedLines(to: Lines, mask: Mask): Lines {
  let begun = '';
  return {
    write: (text) => {
      const whole = begun + text;
      const end = whole.lastIndexOf('\n') + 1;
      begun = whole.slice(end);
      if (end > 0) to.write(mask.of(whole.slice(0, end)));
    },
  };
}

/** Of one secret: as it is, each sign escaped for JSON or for an address or not, in base64, and in hexadecimal. */
function formsOf(secret: string): Form[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    { word: longestWord(secret), pattern: new RegExp([...secret].map(letterIn).join(''), 'g') },
    ...[0, 1, 2].map((before) => inBase64(bytes, before)),
    ...[hex, hex.toUpperCase()].map((word) => ({ word, pattern: new RegExp(word, 'g') })),
  ];
}

/** What a password is called, in settings, addresses and messages. */
const NAMES = '(?:[pP](?:ass|ASS)(?:word|WORD|wd|WD|phrase)?|[pP][wW][dD]|[sS](?:ecret|ECRET))';

const isWord = (secret: string): boolean => secret.length < NO_WORD && /^(?:[A-Za-z][a-z]*|[A-Z]+|\d+)$/.test(secret);

/** A word has no signs to escape; what stands around it may have them. In base64 and in hexadecimal it is no word. */
function formsOfWord(secret: string): Form[] {
  const [, ...others] = formsOf(secret);
  const inAddress = `(?<=(?::|%(?:25)*3[aA]))${secret}(?=@|%(?:25)*40)`;
  const behindName = `(?<=${NAMES}[^A-Za-z0-9]{1,12})${secret}(?![A-Za-z0-9])`;
  return [
    { word: secret, pattern: new RegExp(inAddress, 'g') },
    { word: secret, pattern: new RegExp(behindName, 'g') },
    ...others,
  ];
}

const longestWord = (text: string): string =>
  (text.match(/[A-Za-z0-9]+/g) ?? []).reduce((longest, word) => (word.length > longest.length ? word : longest), '');

const short: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** What is escaped twice has more than one stroke, and a percent sign of its own. */
function letterIn(letter: string): string {
  if (/[A-Za-z0-9]/.test(letter)) return letter;
  const percent = [...Buffer.from(letter)].map((byte) => `%(?:25)*${anyCase(byte.toString(16).padStart(2, '0'))}`);
  const units = letter.split('').map((unit) => `\\\\+u${anyCase(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
  return `(?:${[
    `\\\\{0,8}${letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')}`,
    ...(letter in short ? [`\\\\+${short[letter]}`] : []),
    ...(letter === ' ' ? ['\\+'] : []),
    percent.join(''),
    units.join(''),
  ].join('|')})`;
}

const anyCase = (hex: string): string => hex.replace(/[a-f]/gi, (one) => `[${one.toLowerCase()}${one.toUpperCase()}]`);

/** Where it begins in the middle of three bytes, the first letters tell of what stands before it, and the last of what follows. */
function inBase64(bytes: Buffer, before: number): Form {
  const written = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const own = written.slice([0, 2, 3][before], Math.floor(((before + bytes.length) * 8) / 6));
  const either = own.replace(/[+/]/g, (letter) => (letter === '+' ? '(?:[+-]|%2[bB])' : '(?:\\\\*[/]|_|%2[fF])'));
  return {
    word: longestWord(own),
    pattern: new RegExp(`${BASE64}?${either}${BASE64}?(?:=|%3[dD]){0,2}`, 'g'),
  };
}
