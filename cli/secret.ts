import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

/** Asks for a password, and shows nothing of it; where the input is piped, its first line is taken. It is never an argument. */
export async function askSecret(what: string): Promise<string> {
  const typed = process.stdin.isTTY ? await typedSecret(what) : await pipedLine();
  if (typed) return typed;
  return fail(codes.wrongUse, `${what} was not given: type it when you are asked, or pipe it in.`);
}

/** The first line, also where it is the last one and has no end. */
async function pipedLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return undefined;
}

async function typedSecret(what: string): Promise<string | undefined> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: true });
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  process.stderr.write(`${what}: `);
  const typed = await Promise.race([lines.question(''), ended]);
  lines.close();
  process.stderr.write('\n');
  return typed;
}
