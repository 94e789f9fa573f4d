import { expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, type Signed } from '../../testing/people.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { deactivatePerson } from '../identity/edit-person.ts';
import { countUnread, notifications } from '../inbox/notifications.view.ts';
import { type Notice, notify } from './index.ts';
import { readAllNotifications, readNotification } from './read-notifications.ts';
import { tidyNotifications } from './tidy-notifications.ts';

const db = await testDb();
const ada = await found(db);
const rita = await join(db, ada, { name: 'Rita', roles: ['initiator'] });
const carl = await join(db, ada, { name: 'Carl', roles: ['coordinator'] });
const gone = await join(db, ada, { name: 'Gone', roles: ['coordinator'] });
await deactivatePerson(testCtx(db, { actor: ada }), { personId: gone.id, version: 1 });
const { changeId: subject } = await raiseChange(testCtx(db, { actor: rita }), {
  modelId: 'mdl_normal',
  title: 'Upgrade the ledger',
});

let minute = 0;
const at = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000);

/** Each a minute after the last. */
const tell = (over: Partial<Notice> = {}, actor: Signed | null = rita) => {
  const ctx = testCtx(db, { ...(actor && { actor }), now: at(++minute) });
  const notice: Notice = { kind: 'mentioned', subject, to: [rita.id, carl.id, gone.id, carl.id, null], parts: {} };
  return ctx.transaction((tx) => notify(tx, ctx, { ...notice, ...over }));
};
const of = async (actor: Signed, asked: { unread?: boolean; cursor?: string; limit?: number } = {}) =>
  notifications(testCtx(db, { actor }), { limit: 50, ...asked });
const unread = async (actor: Signed) => (await countUnread(testCtx(db, { actor }))).count;
const readAll = (actor: Signed) => readAllNotifications(testCtx(db, { actor }), { upTo: at(minute).toISOString() });

test('everybody named hears of it once: not the one who did it, nobody twice, nobody who is deactivated', async () => {
  await tell({ parts: { words: 'What do you\nthink?' } });
  expect((await of(carl)).items).toMatchObject([
    {
      kind: 'mentioned',
      read: false,
      by: { name: 'Rita' },
      parts: { words: 'What do you think?' },
      about: { label: 'CHG-1', title: 'Upgrade the ledger' },
    },
  ]);
  expect(await unread(rita)).toBe(0);
  expect((await of(gone)).items).toEqual([]);
});

test('an act that is told again under its key is heard once, and as what it was told first', async () => {
  await readAll(carl);
  await tell({ key: 'comment:1' });
  await tell({ key: 'comment:1', kind: 'watched_change_commented' });
  await tell({ key: 'comment:2', kind: 'watched_change_commented' });
  expect((await of(carl, { unread: true })).items.map(({ kind }) => kind)).toEqual([
    'watched_change_commented',
    'mentioned',
  ]);
});

test('a job tells who it was, and the clock is nobody', async () => {
  await tell({ by: rita.id }, null);
  expect(await unread(rita)).toBe(0);
  await tell({ kind: 'reminder' }, null);
  expect((await of(rita)).items).toMatchObject([{ kind: 'reminder', by: null }]);
});

test('what was read is read, by oneself alone, and what came after one looked stays unread', async () => {
  await readAll(carl);
  expect(await unread(carl)).toBe(0);
  await tell();
  const [newest] = (await of(carl, { limit: 1 })).items;
  const seen = { notificationId: newest?.id ?? '' };
  await expect(readNotification(testCtx(db, { actor: rita }), seen)).rejects.toMatchObject({
    no: { code: 'not_found' },
  });
  expect(await unread(carl)).toBe(1);
  await readNotification(testCtx(db, { actor: carl }), seen);
  expect(await unread(carl)).toBe(0);
  await tell();
  await readAllNotifications(testCtx(db, { actor: carl }), { upTo: at(minute - 1).toISOString() });
  expect(await unread(carl)).toBe(1);
});

test('page by page everything comes once, the newest first', async () => {
  const whole = (await of(carl)).items.map(({ id }) => id);
  const paged: string[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await of(carl, { limit: 2, ...(cursor && { cursor }) });
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(whole.length).toBeGreaterThan(4);
  expect(paged).toEqual(whole);
  await expect(of(carl, { cursor: 'junk' })).rejects.toMatchObject({ no: { code: 'invalid' } });
});

test('what one may no longer see is neither shown nor counted', async () => {
  const abe = await join(db, ada, { name: 'Abe', roles: ['coordinator'] });
  await tell({ to: [abe.id] });
  expect(await unread(abe)).toBe(1);
  await db
    .updateTable('person')
    .set({ roles: ['approver'] })
    .where('id', '=', abe.id)
    .execute();
  const narrowed: Signed = { ...abe, permissions: new Set(['change.read'] as const) };
  expect(await unread(narrowed)).toBe(0);
  expect((await of(narrowed)).items).toEqual([]);
});

test('what is old is forgotten, what was never read later than what was', async () => {
  const later = (days: number) => tidyNotifications(testCtx(db, { now: at(days * 24 * 60) }));
  await readAll(carl);
  await tell();
  await later(91);
  expect((await of(carl)).items).toHaveLength(1);
  await later(366);
  expect((await of(carl)).items).toEqual([]);
});
