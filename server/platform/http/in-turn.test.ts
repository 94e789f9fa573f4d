import { route } from '@interlock/contract/route.ts';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor, Ctx } from '../ctx.ts';
import { AT_ONCE, inTurns, MOST_WAITING } from './in-turn.ts';
import { serve, serveAll } from './serve.ts';

/** Calls of people that end when the test says so. */
function calls() {
  const inTurn = inTurns();
  const begun: string[] = [];
  const ends = new Map<string, (how: 'well' | 'badly') => void>();
  const send = (who: string, name: string) =>
    inTurn(who, async () => {
      begun.push(name);
      const how = await new Promise<'well' | 'badly'>((resolve) => ends.set(name, resolve));
      if (how === 'badly') throw new Error('broken');
    }).catch((error: unknown) => error);
  const end = async (name: string, how: 'well' | 'badly' = 'well') => {
    ends.get(name)?.(how);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const flood = (count: number) => Array.from({ length: count }, (_, n) => send('ann', `ann ${n}`));
  return { begun, send, end, flood };
}

test('what one person sends at once beyond a few waits, in the order in which it came, and nobody else does', async () => {
  const { begun, send, end, flood } = calls();
  flood(AT_ONCE + 2);
  send('bob', 'bob');
  expect(begun).toEqual([...Array.from({ length: AT_ONCE }, (_, n) => `ann ${n}`), 'bob']);
  await end('ann 3');
  expect(begun.at(-1)).toBe(`ann ${AT_ONCE}`);
  await end('ann 5', 'badly');
  expect(begun.at(-1)).toBe(`ann ${AT_ONCE + 1}`);
});

test('a program with 32 connections is never turned away', async () => {
  const { end, flood } = calls();
  const sent = flood(32);
  for (let n = 0; n < 32; n++) await end(`ann ${n}`);
  expect(await Promise.all(sent)).toEqual(Array(32).fill(undefined));
});

test('past a long line somebody is turned away before anything was done, until there is room again', async () => {
  const { begun, send, end, flood } = calls();
  flood(AT_ONCE + MOST_WAITING);
  expect(await send('ann', 'too many')).toMatchObject({ no: { code: 'too_many_requests', retryAfterSeconds: 1 } });
  for (let n = 0; n < AT_ONCE + MOST_WAITING; n++) await end(`ann ${n}`);
  expect(begun).toHaveLength(AT_ONCE + MOST_WAITING);
  send('ann', 'later');
  expect(begun.at(-1)).toBe('later');
});

test('it holds for the calls of everybody who is signed in, each by themselves', async () => {
  const asked = route({
    ...{ method: 'GET', path: '/api/v1/slow', permission: 'signed_in', summary: 'Slow.' },
    ...{ input: z.object({}), output: z.object({}) },
  });
  const begun: string[] = [];
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = serve(asked, async ({ actor }) => {
    begun.push(actor.id);
    await gate;
    return {};
  });
  const app = Fastify();
  serveAll(app, [slow], {
    authenticate: async ({ headers }) => ({ kind: 'person', id: String(headers['x-who']) }) as Actor,
    ctxOf: ({ actor }) => ({ actor }) as Ctx,
    now: () => new Date(),
    uploads: { uploads: '/nonexistent', mostBytes: 1 },
  });
  const ask = (who: string) => app.inject({ url: '/api/v1/slow', headers: { 'x-who': who } });
  const sent = Array.from({ length: AT_ONCE + 5 }, () => ask('ann'));
  await expect.poll(() => begun.length).toBe(AT_ONCE);
  sent.push(ask('bob'));
  await expect.poll(() => begun.at(-1)).toBe('bob');
  expect(begun).toHaveLength(AT_ONCE + 1);
  letGo();
  expect(new Set((await Promise.all(sent)).map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
});
