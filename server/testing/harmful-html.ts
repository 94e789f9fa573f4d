const shown: Record<string, readonly string[]> = {
  a: ['href', 'title', 'rel', 'target'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  ol: ['start'],
  ...Object.fromEntries(
    ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'em', 'strong', 'del', 'ul']
      .concat(['li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'])
      .map((tag) => [tag, []]),
  ),
};

const TAG = /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*) ?\/?>/;
/** Another scheme than ours, or another host without a scheme. */
const ASTRAY = /^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:|^[/\\]{2}/i;

/**
 * What in a piece of HTML is more than text, the few tags that we show and links to the web or to mail; nothing where it is
 * harmless. It reads the bytes by itself, so that it does not share a mistake with what made them.
 */
export function harmIn(html: string): string[] {
  const harm: string[] = [];
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    const [whole, , tag = '', attributes = ''] = TAG.exec(html.slice(at)) ?? [];
    const allowed = Object.hasOwn(shown, tag) ? shown[tag] : undefined;
    if (whole === undefined || allowed === undefined) {
      harm.push(html.slice(at, at + 60));
      continue;
    }
    for (const [given, name = '', value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      const astray = name === 'href' && ASTRAY.test(decoded(value));
      if (!allowed.includes(name) || astray) harm.push(`${tag}${given}`);
    }
  }
  return harm;
}

/** As a browser reads an address: entities and the blanks that it skips are gone. */
const decoded = (value: string) =>
  value
    .replace(/&#x([0-9a-f]+);?/gi, (_match, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);?/g, (_match, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip exactly these
    .replace(/[\u0000-\u0020]/g, '');

const alone = new Set(['br', 'hr', 'input']);

/** The tags that are opened and never closed, or closed and never opened; nothing where a piece of HTML is whole. */
export function leftOpen(html: string): string[] {
  const open: string[] = [];
  const astray: string[] = [];
  for (const [whole, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (alone.has(name)) continue;
    if (!slash) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else astray.push(whole);
  }
  return [...astray, ...open];
}
