import type { IncomingHttpHeaders } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { no, Refusal, refuse } from '../refusal.ts';

/** Going through a longer text once takes long enough to let others have their turn before it is gone through again. */
const LONG = 1024 * 1024;

/** Bodies are JSON that says each thing once: where two readers would each believe another half, nobody reads it. */
export function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addHook('preParsing', async ({ headers }) => mustBePlain(headers));
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const read = async (): Promise<unknown> => {
      mustBeUnicode(request.headers);
      const text = textOf(typeof body === 'string' ? Buffer.from(body) : body);
      const turn = async () => {
        if (text.length > LONG) await breathe();
      };
      await turn();
      const parsed = await new Promise<unknown>((got, failed) => {
        parse(request, text, (error, value) => (error ? failed(unreadable(error)) : got(value)));
      });
      await turn();
      const wrong = wrongShape(text) ?? brokenText(text, parsed);
      await turn();
      if (wrong === undefined) return parsed;
      const path = wrong.path.slice(0, LONGEST_PATH) || 'body';
      throw new Refusal(no('invalid', `Look at ${path}.`, { errors: [{ ...wrong, path }] }));
    };
    read().then((parsed) => done(null, parsed), done);
  });
}

/** Nothing here unpacks what comes packed: taken as it is, it would be another thing than was sent. */
function mustBePlain(headers: IncomingHttpHeaders): void {
  const packed = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (packed === '' || packed === 'identity' || !bringsBody(headers)) return;
  refuse('media_type', 'The body comes with a Content-Encoding, and none is unpacked here.', {
    next: 'Send it as it is.',
  });
}

const bringsBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** JSON between programs is UTF-8; what is ASCII is that too. */
const charsets = ['utf-8', 'utf8', 'us-ascii'];

function mustBeUnicode({ 'content-type': type = '' }: IncomingHttpHeaders): void {
  const named = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1]?.toLowerCase();
  if (named === undefined || charsets.includes(named)) return;
  refuse('media_type', 'JSON is read as UTF-8, and this says that it is something else.', {
    next: 'Send it as UTF-8.',
  });
}

/** The text of these bytes; what is no UTF-8 is refused, because reading it would put other letters in its place. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('invalid', 'The body is not UTF-8.', {
      errors: [{ path: 'body', message: 'bytes that are no text in UTF-8' }],
      next: 'Send it as UTF-8.',
    });
  }
}

/** The parser says no more than that it gave up: what is not JSON, or brings a name along that JavaScript itself gives a meaning to. */
function unreadable(error: Error): Error {
  if (!('statusCode' in error) || error.statusCode !== 400) return error;
  return new Refusal(no('invalid', error.message, { errors: [{ path: 'body', message: 'no JSON that can be read' }] }));
}

/** Where a text or a name holds what no database can store; the body is walked only where it may hold some. */
export function brokenText(text: string, parsed: unknown): Wrong | undefined {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return undefined;
  const look = (value: unknown, path: string): Wrong | undefined => {
    if (typeof value === 'string') return wrongWith(value, path);
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [name, inner] of Object.entries(value)) {
      const found = wrongWith(name, path) ?? look(inner, path === '' ? name : `${path}.${name}`);
      if (found) return found;
    }
    return undefined;
  };
  return look(parsed, '');
}

const LONGEST_PATH = 200;

function wrongWith(given: string, at: string): Wrong | undefined {
  const path = at.slice(0, LONGEST_PATH);
  if (given.includes('\0')) return { path, message: 'text without zero bytes' };
  return given.isWellFormed() ? undefined : { path, message: 'text without halves of characters' };
}

/** Nothing of ours goes as deep; whoever walks through a body later may call themself for each level. */
const DEEPEST = 100;

type Wrong = { path: string; message: string };

/**
 * A name that one object of this JSON text has twice, however it is written, or a nesting that is too deep: whichever comes first.
 * The text is known to be JSON.
 */
export function wrongShape(text: string): Wrong | undefined {
  /** The names of each object that is open; an array has none. */
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      const end = endOfString(text, at);
      if (expectsName) {
        const name: string = JSON.parse(text.slice(at, end + 1));
        if (open.at(-1)?.has(name)) return { path: name, message: 'is there twice' };
        open.at(-1)?.add(name);
      }
      at = end;
      expectsName = false;
    } else if (letter === '{' || letter === '[') {
      if (open.length === DEEPEST) return { path: '', message: `nested more than ${DEEPEST} deep` };
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
