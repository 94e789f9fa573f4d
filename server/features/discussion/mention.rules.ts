const MOST = 20;

/** What is quoted as code names nobody. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const mention = /(?<![\w@.+-])@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

/** The e-mail addresses that a text calls by `@sam@example.org`, each once, in small letters. */
export function mentionsIn(text: string): string[] {
  const named = [...text.replace(code, ' ').matchAll(mention)].map(([, email = '']) => email.toLowerCase());
  return [...new Set(named)].slice(0, MOST);
}
