import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
/** Where to call, and the secret that lets us in. */
export type Server = { address: string; secret: string };

const root = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_ADDRESS = 'http://127.0.0.1:7450';
const Told = z.object({ address: z.url(), pid: z.number().int().positive() });

/**
 * The server that the environment names, or the one on this machine. The operator's key goes to this machine's own server
 * only: with another address it would tell a stranger the key to everything here.
 */
export function serverOf(environment: Environment, clone: string = root): Server {
  const url = environment['INTERLOCK_URL']?.trim();
  const token = environment['INTERLOCK_TOKEN']?.trim();
  const dataDir = dataFolder(environment, clone);
  const address = addressFor(environment, clone);
  if (token) return { address, secret: sendable(token) };
  if (url && address !== localAddress(dataDir)) {
    return fail(
      codes.unreachable,
      'INTERLOCK_URL is set and INTERLOCK_TOKEN is not.',
      "Set INTERLOCK_TOKEN to an API token (from Profile); or, on the server's machine, unset INTERLOCK_URL to act as its operator.",
    );
  }
  return { address, secret: operatorKey(dataDir) };
}

/** Where the server is, for whoever brings their own way in. */
export function addressFor(environment: Environment, clone: string = root): string {
  const url = environment['INTERLOCK_URL']?.trim();
  return url ? addressOf(url) : (localAddress(dataFolder(environment, clone)) ?? DEFAULT_ADDRESS);
}

const dataFolder = (environment: Environment, clone: string): string =>
  fromClone(clone, environment['INTERLOCK_DATA']?.trim() || 'data');
const fromClone = (clone: string, path: string): string => (isAbsolute(path) ? path : join(clone, path));

function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password) return parsed.origin;
  return fail(codes.wrongUse, 'INTERLOCK_URL must be an address such as https://changes.example.org.');
}

/** What the running server wrote down; nothing where none runs. */
function localAddress(dataDir: string): string | undefined {
  const text = read(join(dataDir, 'server.json'));
  const told = text === undefined ? undefined : Told.safeParse(parsed(text));
  if (!told?.success || !isRunning(told.data.pid)) return undefined;
  return new URL(told.data.address).origin;
}

function operatorKey(dataDir: string): string {
  const file = join(dataDir, 'operator.key');
  const key = read(file)?.trim();
  if (key) return sendable(key);
  return fail(
    codes.unreachable,
    `There is no running server here: ${file} is not there.`,
    'Start it with npm start or interlock start, name its folder in INTERLOCK_DATA, or set INTERLOCK_URL and INTERLOCK_TOKEN.',
  );
}

/** A secret travels in a header: what cannot, was pasted wrongly, and is not repeated here. */
function sendable(secret: string): string {
  if (/^[\x21-\x7E]{1,500}$/.test(secret)) return secret;
  return fail(codes.wrongUse, 'INTERLOCK_TOKEN is no API token.');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return fail(
      codes.unreachable,
      `${file} cannot be read.`,
      'It is for the user who runs the server: run this command as that user, or set INTERLOCK_TOKEN.',
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
