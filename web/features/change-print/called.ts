/** A call such as `@mia@example.org`, as the server makes HTML of it: the sign, and the address as a link to write a mail to. */
const call = /(?<![\w@.+-])@<a href="mailto:([^"]+)"[^>]*>\1<\/a>/g;

/** The addresses that texts call, each once, in small letters. */
export const calledIn = (htmls: readonly string[]): string[] => [
  ...new Set(htmls.flatMap((html) => [...html.matchAll(call)].map(([, email = '']) => email.toLowerCase()))),
];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '');

/** Paper leads nowhere: who is called stands there by name. An address that is nobody's stays as it is. */
export const byName = (html: string, names: ReadonlyMap<string, string>): string =>
  html.replace(call, (whole, email: string) => {
    const name = names.get(email.toLowerCase());
    return name === undefined ? whole : `@${escaped(name)}`;
  });
