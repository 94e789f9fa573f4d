import { connect, type Socket } from 'node:net';

export type Rate = { perSecond: number; p50: number; p95: number };

/** Does `count` pieces of work, `lanes` at a time, and answers the rate and the times of single pieces in milliseconds. */
export async function rateOf(
  count: number,
  lanes: number,
  work: (piece: number, lane: number) => Promise<void>,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async (_none, lane) => {
      for (let piece = next++; piece < count; piece = next++) {
        const from = performance.now();
        await work(piece, lane);
        times.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: count / seconds, p50: at(0.5), p95: at(0.95) };
}

type Answered = { status: number; body: string };

type Waiting = { done(answer: Answered): void; failed(error: Error): void };

/**
 * One connection that is kept, and opened anew where the server has closed it meanwhile; spoken to by hand, because a client
 * that does more than it must would be measured along with the server that it shares the machine with.
 */
function openConnection(host: string, port: number): (message: string) => Promise<Answered> {
  let socket: Socket | undefined;
  let waiting: Waiting | undefined;
  const settle = (): Waiting | undefined => {
    const whoWaits = waiting;
    waiting = undefined;
    return whoWaits;
  };
  const open = (): Socket => {
    const opened = connect({ host, port, noDelay: true });
    let read = Buffer.alloc(0);
    opened.on('data', (piece) => {
      read = read.length === 0 ? piece : Buffer.concat([read, piece]);
      const answer = answerIn(read);
      if (!answer) return;
      read = Buffer.alloc(0);
      settle()?.done(answer);
    });
    opened.on('error', (error) => settle()?.failed(error));
    opened.on('close', () => {
      socket = undefined;
      settle()?.failed(new Error('the server closed the connection'));
    });
    return opened.unref();
  };
  return (message) =>
    new Promise((done, failed) => {
      waiting = { done, failed };
      socket ??= open();
      socket.write(message);
    });
}

/** The answer once it is there as a whole; every answer of ours says how long it is. */
function answerIn(read: Buffer): Answered | undefined {
  const bodyAt = read.indexOf('\r\n\r\n') + 4;
  if (bodyAt < 4) return undefined;
  const head = read.toString('latin1', 0, bodyAt);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
  if (read.length < bodyAt + length) return undefined;
  return { status: Number(head.slice(9, 12)), body: read.toString('utf8', bodyAt, bodyAt + length) };
}

export type Ask = (method: string, path: string, body?: object, key?: string) => Promise<Record<string, unknown>>;

/** Clients on kept connections, one a lane, with a bearer token; they throw on anything but 200. */
export function httpClient(address: string, token: string, lanes: number): Ask {
  const { hostname, port, host } = new URL(address);
  const open = () => openConnection(hostname === 'localhost' ? '127.0.0.1' : hostname, Number(port));
  const idle = Array.from({ length: lanes }, open);
  return async (method, path, body, key) => {
    const payload = body && JSON.stringify(body);
    const head = [
      `${method} ${path} HTTP/1.1`,
      `host: ${host}`,
      `authorization: Bearer ${token}`,
      ...(payload === undefined
        ? []
        : ['content-type: application/json', `content-length: ${Buffer.byteLength(payload)}`]),
      ...(key === undefined ? [] : [`idempotency-key: ${key}`]),
    ];
    const send = idle.pop() ?? open();
    const { status, body: text } = await send(`${head.join('\r\n')}\r\n\r\n${payload ?? ''}`);
    idle.push(send);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}
