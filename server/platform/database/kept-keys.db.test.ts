import { beforeEach, expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { tidyPlatform } from '../jobs/jobs.ts';

const db = await testDb();
const first = new Date('2026-03-02T09:00:00Z');
const after = (hours: number) => new Date(first.getTime() + hours * 3_600_000);

let key = '';
let keys = 0;

/** The same command, sent after so many hours: which of its runs answers. */
const sent = (hours: number) => {
  const command = { key, request: Buffer.from('the same') };
  return testCtx(db, { now: after(hours), command }).transaction(async () => `the run after ${hours} h`);
};
const kept = () => db.selectFrom('idempotency_key').select('at').where('key', '=', key).execute();
const tidied = (hours: number) => tidyPlatform.run(testCtx(db, { now: after(hours) }));

beforeEach(async () => {
  key = `key-${++keys}`;
  await sent(0);
});

test('a key gives the first answer for a day, and does the work anew after that', async () => {
  expect(await sent(1)).toBe('the run after 0 h');
  expect(await sent(23)).toBe('the run after 0 h');
  expect(await sent(25)).toBe('the run after 25 h');
  expect(await sent(48)).toBe('the run after 25 h');
  expect(await sent(50)).toBe('the run after 50 h');
});

test('the tidying takes keys that are older than a day, and leaves those that still answer', async () => {
  await tidied(23);
  expect(await kept()).toEqual([{ at: first }]);
  expect(await sent(23)).toBe('the run after 0 h');
  await tidied(25);
  expect(await kept()).toEqual([]);
  expect(await sent(25)).toBe('the run after 25 h');
});
