const MOST = 20;

/** What is quoted as code names nobody. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const mention = /(?<![\w@.+-])@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

/** The addresses that a text calls and an earlier one did not, each with the line that calls it. */
export function mentionedIn(text: string, before: string): Map<string, string> {
  const known = new Set(mentionsIn(before));
  const lines = text.replace(code, ' ').split('\n');
  const anew = mentionsIn(text).filter((email) => !known.has(email));
  return new Map(anew.map((email) => [email, lines.find((line) => mentionsIn(line).includes(email)) ?? '']));
}

/** The e-mail addresses that a text calls by `@sam@example.org`, each once, in small letters. */
export function mentionsIn(text: string): string[] {
  const named = [...text.replace(code, ' ').matchAll(mention)].map(([, email = '']) => email.toLowerCase());
  return [...new Set(named)].slice(0, MOST);
}
