import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editAudienceRoute, writeAnnouncementRoute } from '@interlock/contract/announcements.ts';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { type Run, showRunRoute } from '@interlock/contract/change-runs.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { addRuleRoute } from '@interlock/contract/communication.ts';
import { addChatRoute, listDeliveriesRoute } from '@interlock/contract/deliveries.ts';
import { acceptLinkRoute, signInRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { runClock } from '@interlock/contract/run-clock.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clonedDatabase, type TestDatabase } from '../server/testing/database.ts';
import { lookBack, show } from '../server/testing/journey.ts';
import { type MailServer, mailServer } from '../server/testing/mail-server.ts';
import { addNightModel } from '../server/testing/night.ts';
import { type Receiver, receiver } from '../server/testing/receiver.ts';
import { type ServerProcess, serverProcess } from '../server/testing/server-process.ts';
import { allScopes, clientOf, move, PASSWORD, type Somebody, signedIn } from '../server/testing/world.ts';
import { desk, openBrowser, phone, visit } from './testing/browser.ts';

let folder: string;
let database: TestDatabase;
let post: MailServer;
let room: Receiver;
let browser: Browser;
let server: ServerProcess;
let port: string;
let admin: Somebody;
let carl: Somebody;
let mona: Somebody;
let sam: Somebody;
let laptop: Page;
let watched: Page;

const freePort = (): Promise<string> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => resolve(String(typeof at === 'object' ? at?.port : '')));
    });
  });

/** The server as people run it; started again it stands at the same address. */
const start = () =>
  serverProcess({
    ...{ PORT: port, INTERLOCK_DATA: join(folder, 'data'), OUTBOUND_ALLOW: '127.0.0.1' },
    ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    ...{ SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>' },
    ...{ INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: PASSWORD },
  });

async function person(name: string, roles: Role[]): Promise<Somebody> {
  const email = `${name.toLowerCase()}@example.org`;
  const { link } = await admin.browser.call(invitePersonRoute, { name, email, roles });
  const given = { secret: new URL(link).hash.slice(1), password: PASSWORD };
  return signedIn(
    server.address,
    await clientOf(server.address, {}).send('POST', acceptLinkRoute.path, given),
    allScopes,
  );
}

/** Somebody at a browser of their own, signed in as the one who has their cookie. */
async function sits(who: Somebody, options: typeof desk): Promise<Page> {
  const page = await visit(browser, server.address, options);
  page.setDefaultTimeout(30_000);
  const [name = '', value = ''] = who.cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.address }]);
  return page;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-night-'));
  database = await clonedDatabase();
  [post, room, browser, port] = await Promise.all([mailServer(), receiver(), openBrowser(), freePort()]);
  await addNightModel(database, 'mdl_night');
  server = await start();
  const credentials = { email: 'ada@example.org', password: PASSWORD };
  const answer = await clientOf(server.address, {}).send('POST', signInRoute.path, credentials);
  admin = await signedIn(server.address, answer, allScopes);
  carl = await person('Carl', ['coordinator']);
  mona = await person('Mona', ['change_manager']);
  sam = await person('Sam', ['specialist']);
  const chat = await mona.call(addChatRoute, {
    name: 'Operations',
    format: 'slack',
    url: `${room.url}/services/secret`,
  });
  await mona.call(addRuleRoute, {
    ...{ name: 'Moves into the room', events: ['watched_change_moved', 'backing_out'], stateKinds: [], minutes: null },
    ...{ condition: null, audience: [], groupId: null, bell: false, mail: false, chatIds: [chat.id] },
    ...{ pace: 'at_once', urgent: true, active: true },
  });
  await mona.call(editAudienceRoute, { audienceId: 'aud_users', version: 1, addresses: ['everybody@example.org'] });
  laptop = await sits(sam, desk);
  watched = await sits(mona, phone);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  room?.close();
  await post?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const steps = ['Promote the replica:20', 'Switch the application:10', 'Turn the readers:5'];
const clock = (at: number) => new Date(at).toISOString().slice(0, 16);

/** A change whose window has just begun, with announcements for its start and its end. */
async function planned(): Promise<ChangeDetail> {
  const people = { assigneeId: sam.id, coordinatorId: carl.id, managerId: mona.id };
  const { id: changeId } = await carl.call(raiseChangeRoute, {
    modelId: 'mdl_night',
    title: 'Move the ledger',
    ...people,
  });
  const lines = (of: string[]) =>
    of.map((line) => ({ text: line.split(':')[0] ?? '', minutes: Number(line.split(':')[1]) }));
  for (const [kind, title, of] of [
    ['implementation', 'Switch', steps],
    ['backout', 'Back', ['Switch back:15']],
  ] as const) {
    const { version } = await show(carl, { id: changeId });
    await carl.call(addTaskRoute, { changeId, version, kind, title, ownerId: sam.id, steps: lines([...of]) });
  }
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const window = { start: clock(minute - 60_000), end: clock(minute + 89 * 60_000), zone: 'UTC' };
  const change = await move(carl, await show(carl, { id: changeId }), 'scheduled', { window });
  for (const occasion of ['at_start', 'at_end'] as const) {
    const words = { subject: `The ledger ${occasion}`, body: 'Book after midnight.' };
    await carl.call(writeAnnouncementRoute, { changeId, audienceId: 'aud_users', occasion, ...words, release: true });
  }
  return change;
}

const runOf = async (change: { id: string }): Promise<Run> => {
  const { run } = await sam.call(showRunRoute, { changeId: change.id });
  if (!run) throw new Error('the run is not told');
  return run;
};
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const standsAt = (page: Page, step: string) => page.getByRole('heading', { level: 2, name: step }).waitFor();

type Faults = { beforeStep?: () => Promise<void>; inStep?: () => Promise<void> };

const begunMails = () => post.mails.filter(({ headers }) => headers['subject'] === 'The ledger at_start').length;

/** The night as it is played in two browsers: one works, one watches. */
async function played(change: ChangeDetail, { beforeStep, inStep }: Faults = {}) {
  const began = Date.now();
  const told = begunMails();
  const moved = await move(sam, change, 'implement');
  const switching = (await runOf(moved)).tasks.find(({ title }) => title === 'Switch')?.number ?? '';
  await laptop.goto(`/changes/${change.number}/run`);
  await watched.goto(`/changes/${change.number}/run`);
  await press(laptop, `Start ${switching}`);
  await standsAt(laptop, 'Promote the replica');
  await beforeStep?.();
  await press(laptop, 'Done');
  await inStep?.();
  await standsAt(laptop, 'Switch the application');
  await standsAt(watched, 'Switch the application');
  const midway = await runOf(moved);
  await press(laptop, 'Done');
  await standsAt(laptop, 'Turn the readers');
  await standsAt(watched, 'Turn the readers');
  await press(laptop, 'Done');
  await press(laptop, `Finish ${switching}`);
  await laptop.getByText('Nothing is left to do here.').waitFor();
  await watched.getByText('Nothing is left to do here.').waitFor();
  // A night takes longer than its first announcement: of work that is over nobody is told that it has begun.
  await vi.waitFor(() => expect(begunMails()).toBeGreaterThan(told), { timeout: 150_000, interval: 500 });
  await move(sam, await show(sam, moved), 'review');
  const ended = await runOf(moved);
  await lookBack(carl, moved);
  const closing = { closureCode: 'successful', closureNotes: 'As planned.' };
  return { began, midway, ended, change: await move(carl, await show(carl, moved), 'closed', closing) };
}

type Night = Awaited<ReturnType<typeof played>>;

/** What a night comes to, without what is different for every night: its number and the hour. */
async function accountOf({ midway, ended, change }: Night) {
  const end = Date.parse(midway.end ?? '');
  const { noReturn } = runClock({ tasks: midway.tasks, end: midway.end, now: Date.now() });
  const { items } = await admin.call(listAuditRoute, { object: change.id, limit: 200 });
  return {
    tasks: ended.tasks.map(({ title, state, steps: lines }) => [
      title,
      state,
      lines.map(({ text, state: is }) => [text, is]),
    ]),
    pointOfNoReturn: noReturn === null ? null : (end - noReturn) / 60_000,
    outcome: [change.state.key, change.outcome],
    // Each act once, in its order; whether an announcement goes out before or after the next step is a matter of seconds.
    acts: items
      .map(({ verb }) => verb)
      .filter((verb) => verb !== 'change.announced')
      .reverse(),
    announced: items.filter(({ verb }) => verb === 'change.announced').length,
  };
}

/** Whoever dies between sending and marking sends again under the same id, by which a receiver knows it. */
const once = <T>(all: readonly T[], idOf: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [idOf(one), one])).values(),
];

/** Everything that was told of a change to the outside, as its readers have it. What comes late names state and window as they are by then. */
function toldOf(change: ChangeDetail) {
  const bare = (text: string) =>
    text
      .replaceAll(change.number, 'CHG')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'then')
      .replace(/State: \w+/g, 'State: now')
      .replace(/^Planned: .*\r?\n/gm, '');
  const about = (text: string) => text.includes(`${change.number}`);
  const posts = once(room.posts, ({ headers }) => String(headers['x-interlock-delivery']))
    .map(({ body }) => JSON.stringify(body))
    .filter(about)
    .map(bare);
  const mails = once(post.mails, ({ headers }) => headers['message-id'] ?? '')
    .filter(({ text }) => about(text))
    .map(({ to, text }) => bare(`${to}: ${text}`));
  return { posts: posts.toSorted(), mails: mails.toSorted() };
}

/** Until nothing is on its way any more but the mail of the day. What failed the operator has sent again, as the page lets them. */
const allDelivered = () =>
  vi.waitFor(
    async () => {
      const { items: failed } = await admin.call(listDeliveriesRoute, { state: ['failed'], limit: 50 });
      for (const { id } of failed) await admin.send('POST', `/api/v1/deliveries/${id}/again`, {});
      const state = ['waiting' as const, 'sending' as const, 'failed' as const];
      const { items } = await admin.call(listDeliveriesRoute, { state, limit: 200 });
      const soon = items.filter(({ dueAt }) => Date.parse(dueAt ?? '') < Date.now() + 10 * 60_000);
      expect(soon.map(({ kind, state: stands }) => [kind, stands])).toEqual([]);
    },
    { timeout: 200_000, interval: 1_000 },
  );

test('a night in which the server is killed in the middle of a step and the room does not answer ends as one in which nothing happens', async () => {
  const calm = await played(await planned());
  await vi.waitFor(() => expect(toldOf(calm.change).posts.length).toBeGreaterThanOrEqual(3), { timeout: 60_000 });
  await allDelivered();

  let refused = 0;
  const change = await planned();
  // From here on the room says that it is down, to whatever is posted to it.
  for (let nth = 0; nth < 2; nth++) {
    room.manners.push((response) => {
      refused += 1;
      response.writeHead(503).end();
    });
  }
  const before = begunMails();
  const wild = await played(change, {
    // What is out at the very moment of the kill is sent again when its lease ends, minutes later: that is tried elsewhere.
    beforeStep: async () => {
      await vi.waitFor(() => expect(begunMails()).toBeGreaterThan(before), { timeout: 60_000 });
      await vi.waitFor(() => expect(refused).toBeGreaterThan(0), { timeout: 60_000 });
      await vi.waitFor(
        async () => {
          const state = ['sending' as const];
          expect((await admin.call(listDeliveriesRoute, { state, limit: 1 })).items).toEqual([]);
        },
        { timeout: 60_000, interval: 200 },
      );
    },
    inStep: async () => {
      await server.kill();
      await laptop.getByText('No connection to the server.').waitFor({ timeout: 30_000 });
      await watched.getByText('No connection to the server.').waitFor({ timeout: 30_000 });
      expect(await laptop.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
      server = await start();
      await laptop.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
      // Whether the press came through before the server died, the page now says; if it did not, it is pressed again.
      const first = laptop.getByRole('heading', { level: 2, name: 'Promote the replica' });
      if (await first.isVisible()) await press(laptop, 'Done');
    },
  });
  const late = { timeout: 200_000, interval: 1_000 };
  expect((await accountOf(calm)).announced).toBe(2);
  await vi.waitFor(async () => expect(await accountOf(wild)).toEqual(await accountOf(calm)), late);
  for (const night of [calm, wild]) {
    for (const at of [night.ended.actualStart, night.ended.actualEnd]) {
      expect(Date.parse(at ?? '')).toBeGreaterThanOrEqual(night.began - 1000);
      expect(Date.parse(at ?? '')).toBeLessThanOrEqual(Date.now());
    }
  }
  // What the room refused it was sent again, word for word; beyond that nothing came twice, and nothing of another content.
  await vi.waitFor(() => expect(toldOf(wild.change).posts).toHaveLength(toldOf(calm.change).posts.length), late);
  await allDelivered();
  expect(toldOf(wild.change)).toEqual(toldOf(calm.change));
  const announced = once(
    post.mails.filter(({ to }) => to === 'everybody@example.org'),
    ({ headers }) => headers['message-id'] ?? '',
  );
  expect(announced.map(({ headers }) => headers['subject']).toSorted()).toEqual([
    ...['The ledger at_end', 'The ledger at_end', 'The ledger at_start', 'The ledger at_start'],
  ]);
}, 600_000);
