import type { FastifyInstance } from 'fastify';
import { no, Refusal } from './refusal.ts';

/** Bodies are JSON that says each thing once: where two readers would each believe another half, nobody reads it. */
export function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    parse(request, text, (error, parsed) => {
      const name = error ? undefined : repeatedName(text);
      if (name === undefined) return done(error, parsed);
      const path = name.slice(0, 200);
      done(new Refusal(no('invalid', `Look at ${path}.`, { errors: [{ path, message: 'is there twice' }] })));
    });
  });
}

/** The first name that one object of this JSON text has twice, however it is written. The text is known to be JSON. */
export function repeatedName(text: string): string | undefined {
  /** The names of each object that is open; an array has none. */
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      const end = endOfString(text, at);
      if (expectsName) {
        const name: string = JSON.parse(text.slice(at, end + 1));
        if (open.at(-1)?.has(name)) return name;
        open.at(-1)?.add(name);
      }
      at = end;
      expectsName = false;
    } else if (letter === '{' || letter === '[') {
      open.push(letter === '{' ? new Set() : undefined);
      expectsName = letter === '{';
    } else if (letter === '}' || letter === ']') {
      open.pop();
      expectsName = false;
    } else if (letter === ',') expectsName = open.at(-1) !== undefined;
  }
  return undefined;
}

/** Where the string that begins here ends: at a quote with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
