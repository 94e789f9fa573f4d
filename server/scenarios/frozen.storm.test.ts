import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CrashPoint } from '../platform/jobs/crash-points.ts';
import { eventually } from '../platform/running/processes.ts';
import { arrivedAt } from '../testing/arrivals.ts';
import { type Site, siteOn } from '../testing/crash-storm.ts';
import { copyOf } from '../testing/database.ts';
import type { Doomed } from '../testing/doomed.ts';
import { type DueWork, dueWork } from '../testing/due-work.ts';
import { endState, type Known, knownIn } from '../testing/end-state.ts';
import { type MailServer, mailServer } from '../testing/mail-server.ts';
import { type Receiver, receiver } from '../testing/receiver.ts';
import { runSql } from '../testing/run-sql.ts';

let post: MailServer;
let room: Receiver;
let scene: DueWork;
let known: Known;

const site = async () =>
  siteOn(await copyOf(scene.database), {
    ...{ SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>', OUTBOUND_ALLOW: '127.0.0.1' },
    INTERLOCK_URL: 'https://changes.example.org',
  });

beforeAll(async () => {
  [post, room] = await Promise.all([mailServer(), receiver()]);
  scene = await dueWork({ posts: `${room.url}/services/secret`, everybody: 'everybody@example.org' });
  known = await knownIn(scene.database);
}, 120_000);

afterAll(async () => {
  await post.close();
  room.close();
});

/** A server that stops in the middle of several things, as it is, with all that it holds. */
async function frozenAt(at: Site, points: CrashPoint[]): Promise<Doomed> {
  const server = at.start({ points, signal: 'SIGSTOP', atMost: points.length, folder: 'frozen' });
  const all = () => points.every((point) => server.passed().includes(point));
  expect(await eventually(all, 120_000), `${server.passed()}\n${server.said()}`).toBe(true);
  return server;
}

/** What PostgreSQL does by itself to whoever leaves a transaction open for a minute. */
const endForgotten = ({ database }: Site) =>
  runSql(
    database.ownerUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );

const takenBy = (at: Site) =>
  runSql(at.database.ownerUrl, `select id from delivery where state = 'sending' order by id`);

/** To the instant at which each was over: whoever writes late leaves its mark there. */
const deliveries = (at: Site) =>
  runSql(at.database.ownerUrl, 'select id, state, tries, ended_at::text from delivery order by id');

test('a server that was frozen beyond its leases wakes up too late: another has done its work, and nothing is done twice', async () => {
  const calm = await site();
  const alone = calm.start();
  await calm.settles();
  await alone.kill();

  const shared = await site();
  const frozen = await frozenAt(shared, ['mail: sent, not recorded', 'recurring.raise: before commit']);
  const sending = await takenBy(shared);
  expect(sending.length).toBeGreaterThan(0);
  await shared.timePasses();
  await endForgotten(shared);
  const other = shared.start({ folder: 'other' });
  await shared.settles();
  const done = await endState(shared.database, known);
  const sent = await deliveries(shared);

  frozen.child.kill('SIGCONT');
  const answers = async () => (await fetch(`${frozen.address()}/readyz`).catch(() => undefined))?.status === 200;
  expect(await eventually(answers, 120_000), frozen.said()).toBe(true);
  await shared.timePasses();
  await shared.settles();
  for (const server of [frozen, other]) await server.kill();

  expect(await endState(shared.database, known)).toEqual(done);
  expect(await deliveries(shared)).toEqual(sent);
  expect(done).toEqual(await endState(calm.database, known));
  const [ours, theirs] = [await arrivedAt(shared, { post, room }, known), await arrivedAt(calm, { post, room }, known)];
  expect(ours.faults).toEqual([]);
  expect(ours.contents).toEqual(theirs.contents);
  // What was on its way when its server froze came again, under the same id; nothing else did.
  const twice = [...ours.times].filter(([, times]) => times > 1).map(([id]) => id);
  expect(twice.length).toBeGreaterThan(0);
  expect(sending.map(({ id }) => id)).toEqual(expect.arrayContaining(twice));
}, 900_000);
