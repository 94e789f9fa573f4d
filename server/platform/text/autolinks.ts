import type { TokenizerObject } from 'marked';

/**
 * Links that are written as they are, without brackets. They are found where the parser itself finds them; but its own search
 * looks through a long word once for each letter of it, and this one once. The part of an address before the @ has at most 64
 * letters (RFC 5321, 4.5.3.1.1).
 */
const local = '[A-Za-z0-9._+-]';
const email = `${local}{1,64}@[\\w-]+(?:\\.[\\w-]*[A-Za-z0-9])+(?![\\w-])`;
const scheme = '[hH][tT][tT][pP][sS]?|[fF][tT][pP]';
const mailScheme = '(?:mailto|xmpp):';

const mailLink = new RegExp(`^(?:mailto:${email}|xmpp:${email}(?:/[A-Za-z0-9@.]+)?)`);
const webLink = new RegExp(`^(?:(?:${scheme})://|www\\.)[A-Za-z0-9-][^\\s<]*`);
const mailAddress = new RegExp(`^${email}`);

/** Text up to the next sign that may mean something, or to where one of the links above may begin. */
const text = new RegExp(
  `^(?:\`+|~+|[^\`~])(?:(?=[\`~])|[\\s\\S]*?(?:(?=[\\\\<!\\[\`*~_]| *\\n|(?:${scheme})://|(?<![^\\s*_~(])www\\.|$)|[^ ](?= *\\n)` +
    `|(?<![a-zA-Z0-9])(?=${mailScheme})|(?<!${local})(?=${local}{1,64}@)))`,
);

type Rules = { inline: Record<string, RegExp> };

export const autolinks: TokenizerObject<string, string> = {
  url(src) {
    const link = mailLink.exec(src)?.[0] ?? webLink.exec(src)?.[0];
    const shown = link === undefined ? mailAddress.exec(src)?.[0] : withoutEnd(link);
    if (shown === undefined) return undefined;
    const before = link === undefined ? 'mailto:' : shown.startsWith('www.') ? 'http://' : '';
    return {
      type: 'link',
      raw: shown,
      text: shown,
      href: before + shown,
      autolink: true,
      tokens: [{ type: 'text', raw: shown, text: shown }],
    };
  },
  /** The parser's own, with another rule of where a text ends. */
  inlineText() {
    const rules = this.rules as Rules;
    if (rules.inline['text'] !== text) this.rules = { ...this.rules, inline: { ...this.rules.inline, text } };
    return false;
  },
};

const ofSentence = new Set('?!.,:;*_\'"~)');

/** A link ends before the signs that end a sentence, before an entity at its end, and before a bracket that is never closed. */
export function withoutEnd(link: string): string {
  const { open, group } = brackets(link);
  let end = open;
  while (end > group && ofSentence.has(link.charAt(end - 1)))
    end = link.charAt(end - 1) === ';' ? entityAt(link, end) : end - 1;
  return link.slice(0, end);
}

/** Where the first bracket opens that is never closed, and where the last group of brackets before it ends. */
function brackets(link: string): { open: number; group: number } {
  let group = 0;
  for (;;) {
    const open = link.indexOf('(', group);
    if (open === -1) return { open: link.length, group };
    const close = link.indexOf(')', open);
    if (close === -1) return { open, group };
    group = close + 1;
  }
}

/** Where the entity begins that ends here; where none does, the place before its semicolon. */
function entityAt(link: string, end: number): number {
  let at = end - 2;
  while (/[a-zA-Z0-9]/.test(link.charAt(at))) at -= 1;
  return at < end - 2 && link.charAt(at) === '&' ? at : end - 1;
}
