import { randomUUID } from 'node:crypto';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { z } from 'zod';
import { type Code, codes } from './codes.ts';
import { fail } from './failure.ts';
import type { Server } from './server.ts';
import { version } from './version.ts';

const Problem = z.object({
  status: z.number(),
  code: z.string(),
  title: z.string().default(''),
  detail: z.string().default(''),
  next: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** Makes one call of the contract. A refusal ends the command with its sentences; the secret is never among them. */
export async function call<I extends z.ZodObject, O extends z.ZodType>(
  server: Server,
  route: Route<I, O>,
  input: z.input<I>,
): Promise<z.output<O>> {
  const { path, body: sent } = requestOf(route, { ...input });
  const headers = {
    ...(route.method !== 'GET' && { 'idempotency-key': randomUUID() }),
    ...(sent && { 'content-type': 'application/json' }),
    authorization: `Bearer ${server.secret}`,
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
  if (!answer.ok) return refuse(answer.status, body);
  const output = route.output.safeParse(body);
  if (output.success) return output.data;
  return fail(
    codes.unreachable,
    `${server.address} answers, but not as Interlock ${version} does.`,
    'Is INTERLOCK_URL right?',
  );
}

const codeOf: Record<number, Code> = {
  400: codes.wrongUse,
  401: codes.unreachable,
  403: codes.unreachable,
  413: codes.wrongUse,
};

function refuse(status: number, body: unknown): never {
  const problem = Problem.safeParse(body);
  const code = codeOf[status] ?? (status >= 500 ? codes.unreachable : codes.refused);
  if (!problem.success) return fail(code, `The server answered ${status}, and nothing that this command understands.`);
  const { title, detail, next, errors } = problem.data;
  const fields = errors.map(({ path, message }) => `  ${path || 'request'}: ${message}`);
  return fail(
    code,
    `${title} (${problem.data.code}).`,
    ...[detail].filter(Boolean),
    ...fields,
    ...(next ? [next] : []),
  );
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
