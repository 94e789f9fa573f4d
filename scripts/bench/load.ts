import { speaker } from './connection.ts';

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

export type Ask = (method: string, path: string, body?: object, key?: string) => Promise<Record<string, unknown>>;

/** A client on kept connections with a bearer token; it throws on anything but 200. */
export function httpClient(address: string, token: string): Ask {
  const speak = speaker(address, token);
  return async (method, path, body, key) => {
    const { status, body: text } = await speak(method, path, body, key);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}
