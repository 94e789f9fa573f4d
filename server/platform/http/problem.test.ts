import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerError } from './problem.ts';

type How = { method?: 'GET' | 'POST'; key?: string; committed?: boolean };

/** What a call answers that breaks with this error. */
async function answered(error: object, { method = 'POST', key, committed = false }: How = {}) {
  const app = Fastify();
  app.setErrorHandler(answerError);
  app.route({
    method,
    url: '/',
    handler: async (request) => {
      request.hasCommitted = committed;
      throw Object.assign(new Error('broken'), error);
    },
  });
  const answer = await app.inject({ method, url: '/', headers: key === undefined ? {} : { 'idempotency-key': key } });
  return { status: answer.statusCode, ...answer.json() };
}

const gone = { code: 'ECONNREFUSED', syscall: 'connect' };
const noneFree = { message: 'timeout exceeded when trying to connect' };

test.each([
  ['a socket that is not there', { code: 'ENOENT', syscall: 'connect' }],
  ['a connection that broke', { code: 'EPIPE', syscall: 'write' }],
  ['a name that nobody knows', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
  ['a server that shuts down', { code: '57P01' }],
])('%s is the database being away', async (_what, error) => {
  expect(await answered(error)).toMatchObject({ status: 503, code: 'unavailable' });
});

test.each(['open', 'stat', 'unlink', 'spawn'])(
  'a file that is not there on %s is a bug, and no database',
  async (syscall) => {
    expect(await answered({ code: 'ENOENT', syscall })).toMatchObject({ status: 500, code: 'internal' });
  },
);

test('a call that got no connection was turned away before anything was done, unless a part of it was', async () => {
  expect(await answered(noneFree)).toMatchObject({
    status: 503,
    code: 'overloaded',
    detail: 'The database had no connection free. It was turned away before anything was done.',
  });
  expect(await answered(noneFree, { committed: true, key: 'one' })).toMatchObject({
    code: 'unavailable',
    detail: 'Whether it was done is not known.',
  });
});

test('only whoever sent an Idempotency-Key is told to send it again with it', async () => {
  expect(await answered(gone, { key: 'one' })).toMatchObject({
    next: 'Send it again with the same Idempotency-Key: it is done at most once.',
  });
  expect(await answered(gone)).toMatchObject({ next: 'Look whether it was done before you send it again.' });
  expect(await answered(gone, { method: 'GET' })).toMatchObject({
    detail: 'The database did not answer.',
    next: 'Ask again in a moment.',
  });
});

test('where the database has no room, the disk is what is full, and nobody looks for the database', async () => {
  expect(await answered({ code: '53100' })).toMatchObject({
    ...{ status: 507, code: 'disk_full', title: 'The disk of the server is full' },
    detail: 'The database has no room for it. Nothing was kept.',
  });
});
