type Token = string | [string] | [string, string, Record<string, Token[]>];

/**
 * Our texts in ICU's form, as far as we use it: `{name}` and `{count, plural, one {# change} other {# changes}}`. The general
 * parser weighs more than the shell; a test holds this one to it over the whole catalogue.
 */
export function compiled(message: string): Token[] {
  if (!message.includes('{')) return [message];
  return tokensOf(message, 0, false).tokens;
}

function tokensOf(message: string, from: number, counts: boolean): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let text = '';
  let at = from;
  const put = (token?: Token) => {
    if (text !== '') tokens.push(text);
    text = '';
    if (token !== undefined) tokens.push(token);
  };
  for (; at < message.length && message[at] !== '}'; at += 1) {
    const letter = message[at] ?? '';
    if (letter === '{') {
      const { token, end } = argumentOf(message, at + 1);
      put(token);
      at = end;
    } else if (letter === '#' && counts) put('#');
    else text += letter;
  }
  put();
  return { tokens, end: at };
}

/** What stands between braces; `end` is where the closing one is. */
function argumentOf(message: string, from: number): { token: Token; end: number } {
  const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,\s*)?/.exec(message.slice(from));
  const [whole = '', name = '', kind] = head ?? [];
  let at = from + whole.length;
  if (kind === undefined) return { token: [name], end: at };
  const cases: Record<string, Token[]> = {};
  for (let found = caseAt(message, at); found; found = caseAt(message, at)) {
    const { tokens, end } = tokensOf(message, at + found.length, true);
    cases[found.key] = tokens;
    at = end + 1;
  }
  return { token: [name, kind, cases], end: message.indexOf('}', at) };
}

function caseAt(message: string, at: number): { key: string; length: number } | undefined {
  const [whole, key] = /^\s*=?(\w+)\s*\{/.exec(message.slice(at)) ?? [];
  return whole === undefined || key === undefined ? undefined : { key, length: whole.length };
}
