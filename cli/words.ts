const LONGEST = 2_000;

/** Text from elsewhere as one harmless line: nothing in it moves the cursor, colours the terminal or turns reading round. */
export function plain(text: string): string {
  const shortened = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return shortened
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
}

/** One JSON document; what a terminal could obey stands escaped in it. */
export function json(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export const say = (line: string): void => console.log(plain(line));

/** Text of several lines, each one harmless, under a margin. */
export const indented = (text: string, margin = '  '): string[] =>
  text.split(/\r\n|\r|\n/).map((line) => `${margin}${line}`.trimEnd());

/** What a command found: as JSON for programs, else in lines for people. */
export function answer(options: { json?: true }, value: unknown, lines: () => readonly string[]): void {
  if (options.json) console.log(json(value));
  else for (const line of lines()) say(line);
}
