import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

/** Asks for a password, and shows nothing of it; where the input is piped, its first line is taken. It is never an argument. */
export async function askSecret(what: string): Promise<string> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: process.stdin.isTTY === true });
  if (process.stdin.isTTY) process.stderr.write(`${what}: `);
  // A last line without its end comes first, and only then the end of all.
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => setImmediate(() => resolve(undefined))));
  const typed = await Promise.race([lines.question(''), ended]);
  lines.close();
  if (process.stdin.isTTY) process.stderr.write('\n');
  if (typed) return typed;
  return fail(codes.wrongUse, `${what} was not given: type it when you are asked, or pipe it in.`);
}
