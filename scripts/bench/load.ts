import { Agent, request } from 'node:http';

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

/** A keep-alive client with a bearer token; it throws on anything but 200. */
export function httpClient(address: string, token: string, lanes: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const { hostname, port } = new URL(address);
  return (method: string, path: string, body?: object, key?: string): Promise<Record<string, unknown>> =>
    new Promise((done, failed) => {
      const payload = body && JSON.stringify(body);
      const sent = request(
        {
          agent,
          hostname,
          port,
          method,
          path,
          headers: {
            authorization: `Bearer ${token}`,
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
            ...(key !== undefined && { 'idempotency-key': key }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const text = Buffer.concat(pieces).toString();
            if (response.statusCode === 200) done(JSON.parse(text));
            else failed(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          });
        },
      );
      sent.on('error', failed);
      sent.end(payload);
    });
}
