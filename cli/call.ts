import { randomUUID } from 'node:crypto';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import type { z } from 'zod';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { type Advice, refuse } from './refused.ts';
import type { Server } from './server.ts';
import { version } from './version.ts';

/** Where a call goes and as whom, by the secret of a token or the cookie of a session; and until when an answer is of use. */
export type Caller = Server & { cookie?: string; signal?: AbortSignal };

/** Makes one call of the contract. A refusal ends the command with its sentences; the secret is never among them. */
export async function call<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
  advice: Advice = {},
): Promise<z.output<O>> {
  const { body } = await answerTo(server, route, input, advice);
  return outputIn(server, route, body);
}

/** As `call`, for a call that takes a file. */
export async function sendFile<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
  file: Blob,
): Promise<z.output<O>> {
  const answer = await heard(server, route, requestOf(route, { ...input }).path, { type: FILE, body: file });
  return outputIn(server, route, await bodyOf(server, answer, {}));
}

/** The text of a file that a call answers. */
export async function fileFrom<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<string> {
  return new Response(await bytesFrom(server, route, input)).text();
}

/** The bytes of a file that a call answers, as they come. */
export async function bytesFrom<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<ReadableStream<Uint8Array>> {
  const answer = await heard(server, route, requestOf(route, { ...input }).path);
  if (answer.ok && answer.body) return answer.body;
  await bodyOf(server, answer, {});
  return strange(server);
}

const FILE = 'application/octet-stream';

function outputIn<I extends z.ZodObject, O extends z.ZodType>(server: Caller, route: Route<I, O>, body: unknown) {
  const output = route.output.safeParse(body);
  return output.success ? output.data : strange(server);
}

const strange = ({ address }: Caller): never =>
  fail(codes.unreachable, `${address} answers, but not as Interlock ${version} does.`, 'Is INTERLOCK_URL right?');

type Answered = { body: unknown; headers: Headers };

/** As `call`, for whoever needs the answer as it came. */
export async function answerTo<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
  advice: Advice = {},
): Promise<Answered> {
  const { path, body: sent } = requestOf(route, { ...input });
  const json = sent && { type: 'application/json', body: JSON.stringify(sent) };
  const answer = await heard(server, route, path, json);
  return { body: await bodyOf(server, answer, advice), headers: answer.headers };
}

async function heard(
  server: Caller,
  { method }: Pick<Route, 'method'>,
  path: string,
  sent?: { type: string; body: string | Blob },
): Promise<Response> {
  const headers = {
    ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
    ...(sent && { 'content-type': sent.type }),
    ...asWhom(server),
    accept: 'application/json',
    'user-agent': `interlock-cli/${version}`,
  };
  try {
    return await fetch(`${server.address}${path}`, {
      method,
      headers,
      ...(sent && { body: sent.body }),
      redirect: 'error',
      ...(server.signal && { signal: server.signal }),
    });
  } catch (error) {
    return unheard(server, error);
  }
}

/** What an answer says; a refusal ends the command. */
async function bodyOf(server: Caller, answer: Response, advice: Advice): Promise<unknown> {
  const text = await answer.text().catch((error: unknown) => unheard(server, error));
  const body = parsed(text);
  return answer.ok ? body : refuse(answer.status, body, { ...adviceFor(server), ...advice });
}

const unheard = ({ address }: Caller, error: unknown): never =>
  fail(
    codes.unreachable,
    `${address} cannot be reached${whyOf(error)}.`,
    'Is the server running? INTERLOCK_URL names another one.',
  );

/** A session acts only from Interlock's own address, as the browser says it. */
function asWhom({ address, secret, cookie }: Caller): Record<string, string> {
  if (cookie !== undefined) return { cookie, origin: address };
  return secret === '' ? { origin: address } : { authorization: `Bearer ${secret}` };
}

function adviceFor({ secret, cookie }: Caller): Advice {
  if (cookie !== undefined || !secret.startsWith('ilk_op_')) return {};
  return { forbidden: "You act as this machine's operator. Set INTERLOCK_TOKEN to act as yourself." };
}

function whyOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
