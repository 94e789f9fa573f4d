import { AsyncLocalStorage } from 'node:async_hooks';
import type { Route } from '@interlock/contract/route.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servedRoutes, workedJobs } from '../app.ts';
import { playAct, type Seen } from '../features/demo/play-act.step.ts';
import { setTheScene } from '../features/demo/set-the-scene.step.ts';
import type { Offered, Stage } from '../features/demo/stage.step.ts';
import { type Beat, beginning, planOf } from '../features/demo-story/index.ts';
import { authorize } from '../platform/authorize.ts';
import { type Actor, type Ctx, system } from '../platform/ctx.ts';
import { connect, type Db, type Tx } from '../platform/database/db.ts';
import { must } from '../platform/refusal.ts';
import { testCtx } from '../testing/ctx.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { footprintOver } from '../testing/footprint.ts';
import { found } from '../testing/people.ts';

const FAILS = 'this statement fails';
const now = new Date('2026-11-26T14:20:00Z');
/** Each kind of act is tried so often; then it is played as it is. */
const TRIED = 1;

/** What is shown once is not shown again to a repeat, so this one cannot be tried until it comes through. */
const shownOnce = ['POST /api/v1/people'];

let database: TestDatabase;
let db: Db;
let owner: Db;
let statement = 0;
let failing = Number.POSITIVE_INFINITY;
const { query } = pg.Client.prototype;
/** What others of this process send meanwhile is left alone. */
const acting = new AsyncLocalStorage<true>();
/** Fails before what is to be sent is sent, which may be several statements; its transaction then ends as for any other error. */
function failingQuery(this: pg.Client, ...given: unknown[]): unknown {
  if (acting.getStore() && ++statement === failing) throw new Error(FAILS);
  return Reflect.apply(query, this, given);
}

beforeAll(async () => {
  database = await testDatabase();
  db = connect(database.appUrl, { max: 4, onIdleError: () => {} });
  owner = connect(database.ownerUrl, { max: 1, onIdleError: () => {} });
  await found(db, beginning({ now, months: 3 }));
});
beforeAll(() => {
  pg.Client.prototype.query = failingQuery as typeof query;
});
afterAll(async () => {
  pg.Client.prototype.query = query;
  await Promise.all([db.destroy(), owner.destroy()]);
});

const offered = new Map(
  servedRoutes({ secure: false, dataInsideClone: false }).map((one) => [
    `${one.route.method} ${one.route.path}`,
    one as unknown as Offered,
  ]),
);
const jobs = workedJobs([]);

/** Per kind of act: how often it was tried, and how many statements it took at most. */
const tried = new Map<string, { times: number; statements: number }>();
const halfDone: string[] = [];
let acts = 0;

/**
 * Lets the first statement fail, then the second, and so on until the act comes through. After each failure nothing was
 * written, or, where only the answer was still to be read, all of it. The same key is sent each time, as a caller would.
 */
async function everyStatementFailing<T>(kind: string, act: (key: string) => Promise<T>): Promise<T> {
  const before = tried.get(kind) ?? { times: 0, statements: 0 };
  const key = `act ${++acts}`;
  failing = Number.POSITIVE_INFINITY;
  if (before.times >= TRIED || shownOnce.includes(kind)) return act(key);
  const start = await footprintOver(owner);
  const left: { nth: number; stands: Record<string, string> }[] = [];
  for (let nth = 1; ; nth++) {
    [statement, failing] = [0, nth];
    try {
      const answer = await acting.run(true, () => act(key));
      if (statement >= nth) halfDone.push(`${kind}: went on past its statement ${nth}, which failed`);
      failing = Number.POSITIVE_INFINITY;
      const end = await footprintOver(owner);
      for (const one of left) {
        if (!same(one.stands, start) && !same(one.stands, end)) {
          halfDone.push(`${kind}: half done where statement ${one.nth} fails: ${unlike(one.stands, start)}`);
        }
      }
      tried.set(kind, { times: before.times + 1, statements: Math.max(before.statements, nth - 1) });
      return answer;
    } catch (error) {
      failing = Number.POSITIVE_INFINITY;
      if (!(error instanceof Error) || error.message !== FAILS) throw error;
      left.push({ nth, stands: await footprintOver(owner) });
    }
  }
}

const same = (one: Record<string, string>, other: Record<string, string>) => unlike(one, other) === '';
const unlike = (one: Record<string, string>, other: Record<string, string>) =>
  Object.keys(one)
    .filter((table) => one[table] !== other[table])
    .join(', ');

const keyed = (actor: Actor, at: Date, key: string): Ctx => ({
  ...testCtx(db, { actor, now: at, via: 'api', command: { key, request: Buffer.from(key) } }),
  requestId: `req_${key.replace(' ', '_')}`,
});

/** As the demo's, but each act has a transaction of its own, as when somebody calls it. */
const stage: Stage = {
  at: (actor, at) => testCtx(db, { actor, now: at, via: 'demo' }),
  call: async (actor, at, route, input) => {
    const { method, path } = route as unknown as Route;
    const call = offered.get(`${method} ${path}`);
    if (!call) throw new Error(`nobody serves ${method} ${path}`);
    must(authorize(actor, route.permission));
    const parsed = route.input.parse(input);
    const handle = (key: string) => call.handle(keyed(actor, at, key), parsed as never, undefined as never);
    if (method === 'GET') return route.output.parse(await handle(`read ${++acts}`));
    const to = 'to' in parsed ? ` to ${String(parsed['to'])}` : '';
    return route.output.parse(await everyStatementFailing(`${method} ${path}${to}`, handle));
  },
  work: async (at, queue, data) => {
    const job = jobs.find((one) => one.queue === queue);
    if (!job) throw new Error(`nobody works ${queue}`);
    const handle = () => job.handle(testCtx(db, { actor: system, now: at, via: 'job' }), data as never);
    await everyStatementFailing(queue, handle);
  },
};

const kindOf = ({ act }: Beat): string =>
  [act.does, 'to' in act ? act.to : '', 'model' in act ? act.model : '', 'yes' in act ? act.yes : ''].join(' ');

/** Of all stories as few as have every kind of act in them. */
function ofEveryKind(beats: readonly Beat[]): Beat[] {
  const known = new Set<string>();
  const kept = new Set<number>();
  for (const [story, own] of Map.groupBy(beats, (beat) => beat.story)) {
    if (own.every((beat) => known.has(kindOf(beat)))) continue;
    kept.add(story);
    for (const beat of own) known.add(kindOf(beat));
  }
  return beats.filter((beat) => kept.has(beat.story));
}

test('whichever statement of an act fails, nothing of it stands, or all', async () => {
  const scene = await setTheScene(stage, db as Tx, beginning({ now, months: 3 }));
  const seen = new Map<number, Seen>();
  for (const beat of ofEveryKind(planOf({ seed: 'interlock', now, zone: 'Europe/Amsterdam', months: 3 }))) {
    seen.set(beat.story, await playAct(stage, scene, seen.get(beat.story), beat));
  }
  expect(halfDone).toEqual([]);
  const kinds = [...tried.keys()];
  expect(kinds.length).toBeGreaterThan(30);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'POST /api/v1/changes',
      'POST /api/v1/changes/:changeId/move to authorize',
      'POST /api/v1/changes/:changeId/move to closed',
      'POST /api/v1/changes/:changeId/approve',
      'POST /api/v1/changes/:changeId/cancel',
      'POST /api/v1/templates/:templateId/publish',
      'changes.miss_window',
    ]),
  );
  for (const [kind, { statements }] of tried) expect(statements, kind).toBeGreaterThan(0);
}, 300_000);
