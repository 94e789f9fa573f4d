import { expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';

const db = await testDb();
const sent = (key: string) => testCtx(db, { command: { key, request: Buffer.from(key) } });

test('a repeat gets what the first run answered, and its own work does not stand', async () => {
  const ids = (id: string) => sent('a list').transaction(async () => ({ ids: [id], next: null }));
  expect(await ids('chg_1')).toEqual({ ids: ['chg_1'], next: null });
  expect(await ids('chg_2')).toEqual({ ids: ['chg_1'], next: null });
});

test('no date is answered by what may be repeated: the repeat would get a text for it', async () => {
  // @ts-expect-error A date is nothing that JSON says as it is.
  const at = () => sent('a date').transaction(async () => ({ at: new Date('2026-03-02T09:00:00Z') }));
  expect(await at()).toEqual({ at: new Date('2026-03-02T09:00:00Z') });
  expect(await at()).toEqual({ at: '2026-03-02T09:00:00.000Z' });
});

test('what stands outside the key of a request may answer whatever it likes: it is never repeated', async () => {
  const at = (day: number) => sent('a day').ownTransaction(async () => new Date(Date.UTC(2026, 2, day)));
  expect([await at(2), await at(3)].map((one) => one.getUTCDate())).toEqual([2, 3]);
});
