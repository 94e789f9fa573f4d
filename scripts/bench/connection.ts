import { connect, type Socket } from 'node:net';

export type Answered = { status: number; body: string };
type Send = (message: string, patienceMs?: number) => Promise<Answered>;

type Waiting = { done(answer: Answered): void; failed(error: Error): void };

/**
 * One connection that is kept, and opened anew where the server has closed it meanwhile; spoken to by hand, because a client
 * that does more than it must would be measured along with the server that it shares the machine with.
 */
function openConnection(host: string, port: number): Send {
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
    const ended = (error: Error) => {
      if (socket !== opened) return;
      socket = undefined;
      settle()?.failed(error);
    };
    opened.on('error', ended);
    opened.on('close', () => ended(new Error('the connection was closed')));
    return opened.unref();
  };
  const speak = (message: string) =>
    new Promise<Answered>((done, failed) => {
      waiting = { done, failed };
      socket ??= open();
      socket.write(message);
    });
  return async (message, patienceMs) => {
    if (patienceMs === undefined) return speak(message);
    const hangUp = setTimeout(() => socket?.destroy(), patienceMs);
    return speak(message).finally(() => clearTimeout(hangUp));
  };
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

/** After `patienceMs` it hangs up; whether what it asked for was done is then not known. */
export type Speak = (
  method: string,
  path: string,
  body?: object,
  key?: string,
  patienceMs?: number,
) => Promise<Answered>;

/** A client on kept connections, as many as it has requests under way, with a bearer token. */
export function speaker(address: string, token: string): Speak {
  const { hostname, port, host } = new URL(address);
  const open = () => openConnection(hostname === 'localhost' ? '127.0.0.1' : hostname, Number(port));
  const idle: Send[] = [];
  return async (method, path, body, key, patienceMs) => {
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
    try {
      return await send(`${head.join('\r\n')}\r\n\r\n${payload ?? ''}`, patienceMs);
    } finally {
      idle.push(send);
    }
  };
}
