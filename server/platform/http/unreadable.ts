import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { RefusalCode } from '@interlock/contract/refusals.ts';
import type { FastifyInstance } from 'fastify';
import { titleOf } from '../refusal.ts';

type Unreadable = { status: number; code: RefusalCode; detail: string };

const reasons: Record<string, Unreadable> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'too_large', detail: 'Its headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'too_slow', detail: 'It did not come to its end in time.' },
};
const noHttp: Unreadable = { status: 400, code: 'invalid', detail: 'This is not HTTP as it is written down.' };

/** The headers that every answer of ours has, asked for once: what cannot be read as a request passes none of our hooks. */
export function unreadableAnswerer(app: () => FastifyInstance): (error: Error, socket: Socket) => void {
  let ours: Promise<string> | undefined;
  return (error, socket) => {
    const code = 'code' in error ? String(error.code) : '';
    if (code === 'ECONNRESET' || socket.destroyed) return;
    ours ??= headersOf(app());
    void ours.then(
      (headers) => {
        if (socket.writable) socket.write(answerTo(reasons[code] ?? noHttp, headers));
        socket.destroy();
      },
      () => socket.destroy(),
    );
  };
}

/** A client that waits for more than `100-continue` is told that it will not come. */
export function refuseExpectations(app: FastifyInstance): void {
  app.server.on('checkExpectation', ({ socket }: { socket: Socket }) => {
    void headersOf(app).then((headers) => {
      if (socket.writable) socket.write(answerTo(notExpected, headers));
      socket.destroy();
    });
  });
}
const notExpected: Unreadable = { status: 417, code: 'invalid', detail: 'It expects what this server does not do.' };

const varying = new Set(['content-length', 'content-type', 'connection', 'date', 'x-request-id', 'cache-control']);
const perCaller = /^x-ratelimit|^retry-after|^keep-alive/;

async function headersOf(app: FastifyInstance): Promise<string> {
  const { headers } = await app.inject('/healthz');
  return Object.entries(headers)
    .filter(([name]) => !varying.has(name) && !perCaller.test(name))
    .map(([name, value]) => `${name}: ${String(value)}\r\n`)
    .join('');
}

function answerTo({ status, code, detail }: Unreadable, headers: string): string {
  const requestId = `req_${randomUUID()}`;
  const type = `urn:interlock:refusal:${code}`;
  const body = JSON.stringify({ type, title: titleOf(code), status, code, detail, requestId });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}`,
    'cache-control: no-store\r\ncontent-type: application/problem+json\r\nconnection: close\r\n',
    `x-request-id: ${requestId}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ].join('');
}
