import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { bodyWithin } from './body-time.ts';
import { readJsonOnly } from './json-body.ts';
import { answerError } from './problem.ts';

/** What comes back, over a connection that stays open, to a body of which these pieces come. */
async function answerTo(...pieces: string[]): Promise<string> {
  const app = Fastify();
  onTestFinished(() => app.close());
  app.setErrorHandler(answerError);
  readJsonOnly(app);
  app.post('/', { preParsing: bodyWithin(100) }, async (request) => ({ kept: request.body }));
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const socket = connect(Number(port), '127.0.0.1');
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece.toString('utf8');
    if (heard.includes('kept')) socket.end();
  });
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 6\r\n\r\n');
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return heard;
}

test('a body that does not come to its end in time is refused, and its connection is let go', async () => {
  const answer = await answerTo('"ab');
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"too_slow"');
});

test('one that comes in pieces, but in time, is read', async () => {
  expect(await answerTo('"ab', 'cd"')).toContain('{"kept":"abcd"}');
});
