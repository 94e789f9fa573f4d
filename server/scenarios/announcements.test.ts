import {
  addAudienceRoute,
  deleteAudienceRoute,
  draftAnnouncementRoute,
  editAnnouncementRoute,
  editAudienceRoute,
  listAnnouncementsRoute,
  listAudiencesRoute,
  type Occasion,
  releaseAnnouncementRoute,
  withdrawAnnouncementRoute,
  writeAnnouncementRoute,
} from '@interlock/contract/announcements.ts';
import { commentOnChangeRoute } from '@interlock/contract/changes.ts';
import { addChatRoute } from '@interlock/contract/deliveries.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { backOutRoute } from '@interlock/contract/task-work.ts';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { announceDue } from '../features/announcements/announce-due.ts';
import { connect } from '../platform/database/db.ts';
import { testCtx } from '../testing/ctx.ts';
import { cancel, edit, makeGroup, show } from '../testing/journey.ts';
import { mailServer } from '../testing/mail-server.ts';
import { addNightModel, nightWindow, scheduledNight } from '../testing/night.ts';
import { receiver } from '../testing/receiver.ts';
import { runSql } from '../testing/run-sql.ts';
import { move, world } from '../testing/world.ts';

const post = await mailServer();
const room = await receiver();
const bank = await world('2026-03-02T09:00:00Z', {
  SMTP_URL: post.url,
  MAIL_FROM: 'Interlock <interlock@example.org>',
  OUTBOUND_ALLOW: '127.0.0.1',
});
const db = connect(bank.database.appUrl, { max: 2, onIdleError: () => {} });
afterAll(async () => {
  await db.destroy();
  await post.close();
  room.close();
});
await addNightModel(bank.database, 'mdl_night');
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const desk = await bank.person('Dora Desk', ['initiator']);
const eve = await bank.person('Eve Elsewhere', ['specialist']);
const group = await makeGroup(bank.admin, 'Service desk', [desk]);
const url = `${room.url}/services/secret`;
const chat = await mona.call(addChatRoute, { name: 'Operations', format: 'slack', url });
await mona.call(editAudienceRoute, { audienceId: 'aud_users', version: 1, addresses: ['everybody@example.org'] });
await mona.call(editAudienceRoute, { audienceId: 'aud_support', version: 1, groupIds: [group.id], chatIds: [chat.id] });

type Written = { changeId: string; audienceId?: string; occasion: Occasion; minutes?: number; release?: boolean };
const write = (given: Written) =>
  carl.call(writeAnnouncementRoute, {
    ...{ audienceId: 'aud_users', subject: 'The ledger moves', body: 'Tonight.\n\nBook before ten.' },
    ...given,
  });
const all = async ({ id }: { id: string }) => (await carl.call(listAnnouncementsRoute, { changeId: id })).items;
/** What the clock's job does for one change, at the instant that the test's clock shows; it sends nothing to the outside. */
const look = ({ id }: { id: string }) =>
  announceDue(testCtx(db, { now: bank.clock.now, via: 'job' }), { changeId: id });
/** Any act on a change has it looked at, in the running server. */
const touch = ({ id }: { id: string }) => carl.call(commentOnChangeRoute, { changeId: id, text: 'Seen.' });
const at = (time: string) => bank.clock.set(`2026-03-02T${time}:00Z`);
const mails = (to: string) => post.mails.filter((mail) => mail.to === to);
const arrive = (to: string, many: number) =>
  vi.waitFor(() => expect(mails(to)).toHaveLength(many), { timeout: 15_000 });

async function tonight() {
  at('09:00');
  return scheduledNight(carl, sam);
}

beforeEach(() => {
  post.mails.length = 0;
  room.posts.length = 0;
});

describe('an announcement', () => {
  test('is drafted from the change, edited, sent, and kept as it was sent', async () => {
    const change = await tonight();
    const asked = { changeId: change.id, audienceId: 'aud_users', occasion: 'before' as const };
    const draft = await carl.call(draftAnnouncementRoute, asked);
    expect(draft).toMatchObject({ subject: 'Planned work: Move the ledger' });
    expect(draft.body).toContain('On 2026-03-02 from 22:00 to 23:30 (UTC)');
    const { items } = await write({ changeId: change.id, occasion: 'now', release: true });
    expect(items).toMatchObject([
      { state: 'sent', sent: { by: { id: carl.id }, reach: { people: 0, addresses: 1, rooms: 0 } }, troubled: 0 },
    ]);
    await arrive('everybody@example.org', 1);
    const [mail] = mails('everybody@example.org');
    expect(mail).toMatchObject({ headers: { subject: 'The ledger moves' } });
    expect(mail?.text).toMatch(/^Tonight\.\r?\n\r?\nBook before ten\./);
    expect(mail?.text).toContain('told as Users');
    expect(mail?.text).not.toContain('/changes/');
    const sent = { announcementId: items[0]?.id ?? '', version: items[0]?.version ?? 0 };
    for (const act of [releaseAnnouncementRoute, withdrawAnnouncementRoute]) {
      expect(await carl.refused(act, sent)).toMatchObject({ status: 409, code: 'announcement_over' });
    }
    const anew = { ...sent, body: 'Never mind.' };
    expect(await carl.refused(editAnnouncementRoute, anew)).toMatchObject({ code: 'announcement_over' });
  });

  test('reaches the people of a group by mail and bell, and a room by a post; each once', async () => {
    const change = await tonight();
    await write({ changeId: change.id, audienceId: 'aud_support', occasion: 'now', release: true });
    await arrive('dora.desk@example.org', 1);
    await vi.waitFor(() => expect(room.posts).toHaveLength(1), { timeout: 15_000 });
    expect(JSON.stringify(room.posts[0]?.body)).toContain('Book before ten.');
    expect(mails('dora.desk@example.org')[0]?.text).toContain(`/changes/${change.number}`);
    const { items } = await desk.call(listNotificationsRoute, {});
    expect(items.filter(({ about }) => about.id === change.id)).toMatchObject([
      { kind: 'announced', parts: { words: 'The ledger moves' } },
    ]);
  });

  test('is written by those who answer for the change, and by nobody else', async () => {
    const change = await tonight();
    const given = { changeId: change.id, audienceId: 'aud_users', occasion: 'now' as const, subject: 'A', body: 'B' };
    await sam.call(writeAnnouncementRoute, given);
    expect(await eve.refused(writeAnnouncementRoute, given)).toMatchObject({ status: 403 });
    expect(await eve.call(listAnnouncementsRoute, { changeId: change.id })).toMatchObject({ mayWrite: false });
  });

  test('is one of at most a hundred of its change', async () => {
    const change = await tonight();
    const row = `'ann_many_' || n, '${change.id}', 'aud_users', 'now', 'A', 'B', 'withdrawn', '${carl.id}', now()`;
    await runSql(
      bank.database.ownerUrl,
      `insert into announcement (id, change_id, audience_id, occasion, subject, body, state, written_by, written_at)
        select ${row} from generate_series(1, 100) n`,
    );
    const given = { changeId: change.id, audienceId: 'aud_users', occasion: 'now' as const, subject: 'A', body: 'B' };
    expect(await carl.refused(writeAnnouncementRoute, given)).toMatchObject({ status: 400, code: 'invalid' });
  });

  test('to an audience that reaches nobody is refused, with who says where it is reached', async () => {
    const change = await tonight();
    const given = { changeId: change.id, audienceId: 'aud_management', occasion: 'now' as const, release: true };
    expect(await carl.refused(writeAnnouncementRoute, { ...given, subject: 'A', body: 'B' })).toMatchObject({
      ...{ status: 409, code: 'announcement_nobody' },
      next: expect.stringContaining('Communication'),
    });
    expect(await all(change)).toEqual([]);
  });
});

describe('an announcement that is ready goes out by itself', () => {
  test('so many minutes before the start, once, however often it is looked at', async () => {
    const change = await tonight();
    const { items } = await write({ changeId: change.id, occasion: 'before', minutes: 60, release: true });
    expect(items).toMatchObject([{ state: 'ready', dueAt: '2026-03-02T21:00:00.000Z' }]);
    at('20:59');
    await look(change);
    expect(await all(change)).toMatchObject([{ state: 'ready' }]);
    at('21:00');
    await Promise.all([touch(change), touch(change), touch(change)]);
    await arrive('everybody@example.org', 1);
    expect(await all(change)).toMatchObject([{ state: 'sent', sent: { by: null } }]);
    await look(change);
    expect(mails('everybody@example.org')).toHaveLength(1);
  });

  test('when the work begins and when it is done, without anybody doing anything', async () => {
    let change = await tonight();
    await write({ changeId: change.id, occasion: 'at_start', release: true });
    await write({ changeId: change.id, occasion: 'at_end', release: true });
    await write({ changeId: change.id, occasion: 'on_backout', release: true });
    at('22:05');
    change = await move(sam, change, 'implement');
    await arrive('everybody@example.org', 1);
    at('23:00');
    await move(sam, await show(sam, change), 'review');
    await arrive('everybody@example.org', 2);
    await vi.waitFor(
      async () => expect((await all(change)).map(({ state }) => state)).toEqual(['withdrawn', 'sent', 'sent']),
      { timeout: 15_000 },
    );
  });

  test('when the way back begins; then no text says that all went well', async () => {
    let change = await tonight();
    await write({ changeId: change.id, occasion: 'at_end', release: true });
    await write({ changeId: change.id, occasion: 'on_backout', release: true });
    at('22:05');
    change = await move(sam, change, 'implement');
    const { id: changeId, version } = await show(sam, change);
    await sam.call(backOutRoute, { changeId, version, words: 'Totals are wrong.' });
    await arrive('everybody@example.org', 1);
    const { items } = await carl.call(listNotificationsRoute, {});
    expect(items.filter(({ about }) => about.id === changeId).map(({ kind }) => kind)).toContain('backing_out');
    await move(sam, await show(sam, change), 'review');
    await vi.waitFor(async () => expect((await all(change))[1]).toMatchObject({ state: 'draft', held: 'backed_out' }), {
      timeout: 15_000,
    });
    expect(mails('everybody@example.org')).toHaveLength(1);
  });
});

describe('what an announcement says may not be so any more', () => {
  test('when the window moves: it is held, those who answer for the change are told, and it is released anew', async () => {
    let change = await tonight();
    await write({ changeId: change.id, occasion: 'before', minutes: 60, release: true });
    change = await edit(carl, await show(carl, change), { window: { ...nightWindow, end: '2026-03-02T23:45' } });
    await look(change);
    const [held] = await all(change);
    expect(held).toMatchObject({ state: 'draft', held: 'window_moved' });
    const { items } = await sam.call(listNotificationsRoute, {});
    expect(items.filter(({ about }) => about.id === change.id).map(({ kind }) => kind)).toContain('announcement_held');
    const read = { announcementId: held?.id ?? '', version: held?.version ?? 0 };
    const again = await carl.call(editAnnouncementRoute, { ...read, body: 'Until a quarter to twelve.' });
    expect(again.items).toMatchObject([{ state: 'draft', held: null }]);
    await carl.call(releaseAnnouncementRoute, { ...read, version: again.items[0]?.version ?? 0 });
    at('21:00');
    await touch(change);
    await arrive('everybody@example.org', 1);
    expect(mails('everybody@example.org')[0]?.text).toContain('Until a quarter to twelve.');
  });

  test('when the change is cancelled; that it will not take place is then sent by hand', async () => {
    const change = await tonight();
    await write({ changeId: change.id, occasion: 'at_start', release: true });
    await cancel(carl, await show(carl, change));
    await vi.waitFor(async () => expect(await all(change)).toMatchObject([{ held: 'cancelled' }]), { timeout: 15_000 });
    const asked = { changeId: change.id, audienceId: 'aud_users', occasion: 'now' as const };
    expect((await carl.call(draftAnnouncementRoute, asked)).subject).toBe('Will not take place: Move the ledger');
    await write({ changeId: change.id, occasion: 'now', release: true });
    await arrive('everybody@example.org', 1);
  });

  test('when it is taken back: it stays on record and never goes out', async () => {
    const change = await tonight();
    const { items } = await write({ changeId: change.id, occasion: 'before', minutes: 60, release: true });
    await carl.call(withdrawAnnouncementRoute, { announcementId: items[0]?.id ?? '', version: items[0]?.version ?? 0 });
    at('21:00');
    await look(change);
    expect(await all(change)).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('an audience', () => {
  test('is added, and deleted only while nothing was announced to it; those that came along stay', async () => {
    const branch = { name: 'Branches', addresses: ['branches@example.org'], groupIds: [], chatIds: [] };
    const { id: audienceId } = await mona.call(addAudienceRoute, branch);
    expect(await mona.refused(addAudienceRoute, { ...branch, name: 'branches' })).toMatchObject({
      errors: [{ path: 'name' }],
    });
    const change = await tonight();
    await write({ changeId: change.id, audienceId, occasion: 'now' });
    expect(await mona.refused(deleteAudienceRoute, { audienceId })).toMatchObject({ code: 'audience_kept' });
    expect(await mona.refused(deleteAudienceRoute, { audienceId: 'aud_users' })).toMatchObject({
      code: 'audience_kept',
    });
    const { id: spare } = await mona.call(addAudienceRoute, { ...branch, name: 'Spare' });
    await mona.call(deleteAudienceRoute, { audienceId: spare });
    const { items } = await carl.call(listAudiencesRoute, {});
    expect(items.map(({ name }) => name)).toEqual(['Management', 'Operations', 'Support', 'Users', 'Branches']);
  });

  test.each([
    ['a group that is not there', { groupIds: ['grp_none'] }, 'groupIds.0'],
    ['a room that is not there', { chatIds: ['cht_none'] }, 'chatIds.0'],
    ['an address twice', { addresses: ['a@example.org', 'A@example.org'] }, 'addresses.1'],
    ['an address that is none', { addresses: ['nobody'] }, 'addresses.0'],
  ])('is not reached by %s', async (_what, given, path) => {
    expect(await mona.refused(editAudienceRoute, { audienceId: 'aud_operations', version: 1, ...given })).toMatchObject(
      {
        errors: [{ path }],
      },
    );
  });
});
