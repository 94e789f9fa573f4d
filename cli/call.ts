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
  const output = route.output.safeParse(body);
  if (output.success) return output.data;
  return fail(
    codes.unreachable,
    `${server.address} answers, but not as Interlock ${version} does.`,
    'Is INTERLOCK_URL right?',
  );
}

/** A file that a call answers. */
export async function fileFrom<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<string> {
  return (await answerTo(server, route, input)).text;
}

type Answered = { body: unknown; text: string; headers: Headers };

/** As `call`, for whoever needs the answer as it came. */
export async function answerTo<I extends z.ZodObject, O extends z.ZodType>(
  server: Caller,
  route: Route<I, O>,
  input: z.input<I>,
  advice: Advice = {},
): Promise<Answered> {
  const { path, body: sent } = requestOf(route, { ...input });
  const headers = {
    ...(route.method !== 'GET' && { 'idempotency-key': randomUUID() }),
    ...(sent && { 'content-type': 'application/json' }),
    ...asWhom(server),
    accept: 'application/json',
    'user-agent': `interlock-cli/${version}`,
  };
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${server.address}${path}`, {
      method: route.method,
      headers,
      ...(sent && { body: JSON.stringify(sent) }),
      redirect: 'error',
      ...(server.signal && { signal: server.signal }),
    });
    text = await answer.text();
  } catch (error) {
    return fail(
      codes.unreachable,
      `${server.address} cannot be reached${whyOf(error)}.`,
      'Is the server running? INTERLOCK_URL names another one.',
    );
  }
  const body = parsed(text);
  if (!answer.ok) return refuse(answer.status, body, { ...adviceFor(server), ...advice });
  return { body, text, headers: answer.headers };
}

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
