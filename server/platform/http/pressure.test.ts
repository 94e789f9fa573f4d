import underPressure, { type FastifyUnderPressureOptions } from '@fastify/under-pressure';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { neverTurnedAway, pressure } from './pressure.ts';
import { answerError } from './problem.ts';

const standStill = (ms: number) => {
  for (const until = Date.now() + ms; Date.now() < until; );
};

type Given = FastifyUnderPressureOptions & { turns: number; ms: number; bare?: true };

async function answers({ turns, ms, bare, ...options }: Given, config = {}) {
  const app = Fastify();
  await app.register(underPressure, { ...(bare ? { maxEventLoopDelay: 10_000 } : pressure), ...options });
  let carriedOut = 0;
  app.addHook('onSend', async () => new Promise((resolve) => setImmediate(resolve, undefined)));
  app.get('/', { config }, async () => {
    carriedOut += 1;
    return {};
  });
  await app.ready();
  const statuses: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    standStill(ms);
    await new Promise((resolve) => setTimeout(resolve, 1));
    statuses.push((await app.inject('/')).statusCode);
  }
  await app.close();
  expect(carriedOut).toBe(statuses.filter((status) => status === 200).length);
  return [...new Set(statuses)];
}

test('a process that stood still for a moment turns nobody away', async () => {
  const still = { turns: 3, ms: 60, sampleInterval: 20 };
  expect(await answers(still)).toEqual([200]);
  expect(await answers({ ...still, bare: true })).toContain(503);
});

test('one that is late again and again turns requests away, but says that it lives', async () => {
  const late = { turns: 25, ms: 30, sampleInterval: 200, maxEventLoopDelay: 5 };
  expect(await answers(late)).toContain(503);
  expect(await answers(late, neverTurnedAway)).toEqual([200]);
});

test('who is turned away hears that the server has too much to do, and not that its database is away', async () => {
  const app = Fastify();
  app.setErrorHandler(answerError);
  app.get('/', async (request, reply) => pressure.pressureHandler?.(request, reply, 'eventLoopDelay', 20_000));
  const answer = await app.inject('/');
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.json()).toMatchObject({
    status: 503,
    code: 'overloaded',
    title: 'The server has too much to do',
    detail: 'It was turned away before anything was done.',
  });
  await app.close();
});
