import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import type { z } from 'zod';
import type { Chance } from '../bench/chance.ts';
import { type Answered, type Speak, speaker } from '../bench/connection.ts';
import type { Book, Reading } from './book.ts';

/** One person's way to a server. Undefined is what was refused because others were faster, or a fault that is written down. */
export type Line = {
  read<I extends z.ZodObject, O extends z.ZodType>(
    what: Reading,
    route: Route<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O> | undefined>;
  act<I extends z.ZodObject, O extends z.ZodType>(
    route: Route<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O> | undefined>;
};

type Sent = { method: string; path: string; body: Record<string, unknown> | undefined };
/** Behind one address may stand several servers: each request reaches any of them. */
type Way = { speak: Speak; book: Book; by: Chance };

/** How often a client sends twice at once, and how often it hangs up before it has its answer. */
const AT_ONCE = 0.06;
const HANGS_UP = 0.06;
const LONGEST_PATIENCE_MS = 40;
const TRIES = 10;

export function lineOf(addresses: readonly string[], token: string, book: Book, by: Chance): Line {
  const speakers = addresses.map((address) => speaker(address, token));
  const way: Way = { speak: (...asked) => by.pick(speakers)(...asked), book, by };
  const sentBy = (route: Pick<Route, 'method' | 'path'>, input: object): Sent => ({
    method: route.method,
    ...requestOf(route, input as Record<string, unknown>),
  });
  return {
    read: async (what, route, input) => {
      const sent = sentBy(route, input);
      return whatCame(way, sent, await timed(way, what, sent)) as never;
    },
    act: async (route, input) => (await acted(way, sentBy(route, input))) as never,
  };
}

async function timed({ speak, book }: Way, what: Reading | 'act', { method, path, body }: Sent, key?: string) {
  const from = performance.now();
  const answer = await speak(method, path, body, key).catch((error: Error) => error);
  book.times[what].push(performance.now() - from);
  return answer;
}

/** Every act has a key. On a bad line it is sent again, with the same key, until there is an answer. */
async function acted(way: Way, sent: Sent): Promise<unknown> {
  const { book, by, speak } = way;
  const key = randomUUID();
  if (by.share(AT_ONCE)) {
    book.repeated.atOnce += 1;
    const [one, other] = await Promise.all([timed(way, 'act', sent, key), timed(way, 'act', sent, key)]);
    mustBeAlike(way, sent, one, other);
    return whatCame(way, sent, one);
  }
  if (by.share(HANGS_UP)) {
    book.repeated.again += 1;
    await speak(sent.method, sent.path, sent.body, key, by.below(LONGEST_PATIENCE_MS)).catch(() => undefined);
  }
  return whatCame(way, sent, await untilAnswered(way, sent, key));
}

async function untilAnswered(way: Way, sent: Sent, key: string): Promise<Answered | Error> {
  for (let turn = 1; ; turn++) {
    const answer = await timed(way, 'act', sent, key);
    if (answer instanceof Error || codeOf(answer) !== 'in_progress' || turn === TRIES) return answer;
    await pause(20 * turn);
  }
}

/** The same request with the same key is done once: both are told so, or neither. */
function mustBeAlike({ book }: Way, { method, path }: Sent, one: Answered | Error, other: Answered | Error): void {
  const [first, second] = [one, other].map((answer) =>
    answer instanceof Error ? answer.message : answer.status === 200 ? idIn(answer) : 'refused',
  );
  if (first !== second) book.faults.push(`${method} ${path}: sent twice at once, answered ${first} and ${second}`);
}

const idIn = ({ body }: Answered): string => {
  const { id, commentId } = JSON.parse(body) as { id?: string; commentId?: string };
  return id ?? commentId ?? '';
};
const codeOf = ({ status, body }: Answered): string | undefined =>
  status === 200 ? undefined : (/"code":"(\w+)"/.exec(body)?.[1] ?? `status ${status}`);

function whatCame({ book }: Way, { method, path }: Sent, answer: Answered | Error): unknown {
  if (!(answer instanceof Error) && answer.status === 200) return JSON.parse(answer.body);
  const why = answer instanceof Error ? answer.message : (codeOf(answer) ?? '');
  const isRace = !(answer instanceof Error) && answer.status === 409;
  if (isRace) book.races[why] = (book.races[why] ?? 0) + 1;
  else book.faults.push(`${method} ${path}: ${why}`);
  return undefined;
}
