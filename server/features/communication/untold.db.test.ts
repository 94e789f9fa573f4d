import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { openSecrets } from '../../platform/folder/secrets.ts';
import { openMail } from '../../platform/outgoing/mail.ts';
import { openPost } from '../../platform/outgoing/post.ts';
import { testDatabase } from '../../testing/database.ts';
import { mailServer } from '../../testing/mail-server.ts';
import { outbox } from '../../testing/outbox.ts';
import { found, join, MORNING } from '../../testing/people.ts';
import { runSql } from '../../testing/run-sql.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { commentOnChange } from '../change-people/comment-on-change.ts';
import { mayKnowOf } from '../changes/index.ts';
import { tellAgain } from '../notifications/tell-again.ts';
import { tidyNotifications } from '../notifications/tidy-notifications.ts';
import { untold } from '../notifications/untold.view.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const server = await mailServer();
afterAll(async () => {
  await Promise.all([server.close(), db.destroy()]);
});
const mail = openMail({ url: server.url, from: 'Interlock <i@example.org>' }, 'changes.example.org');
const outside = { mail, post: openPost({ allow: [] }), secrets: openSecrets(Buffer.alloc(32, 7)) };
const box = outbox(db, outside, MORNING);
const ada = await found(db);
const rita = await join(db, ada, { name: 'Rita', roles: ['initiator'] });
const sam = await join(db, ada, { name: 'Sam', roles: ['specialist'] });
const mona = await join(db, ada, { name: 'Mona', roles: ['change_manager'] });

beforeEach(async () => {
  await runSql(database.ownerUrl, 'delete from notice');
  await box.work();
  server.mails.length = 0;
  box.pass(60);
});

/** Somebody is mentioned, and the notice of it is such that telling it fails. */
async function broken({ restricted = false } = {}): Promise<string> {
  const { changeId } = await raiseChange(box.ctx(rita), { modelId: 'mdl_normal', title: 'Upgrade', restricted });
  await box.work();
  server.mails.length = 0;
  await commentOnChange(box.ctx(rita), { changeId, text: 'Look, @sam@example.org' });
  await runSql(database.ownerUrl, `update notice set parts = '{"words": 5}'`);
  return changeId;
}
const mend = () => runSql(database.ownerUrl, `update notice set parts = '{"words": "Look"}'`);
const shown = async () => (await untold(box.ctx(ada), mayKnowOf, { limit: 25 })).items;
const to = () => server.mails.map((one) => one.to);

test('an act that cannot be told on holds up no other, and is tried at longer and longer intervals until it is given up', async () => {
  await broken();
  const { changeId: other } = await raiseChange(box.ctx(rita), {
    modelId: 'mdl_normal',
    title: 'Renew',
    assigneeId: sam.id,
  });
  await box.work();
  expect(to()).toEqual(['sam@example.org']);
  const tries: number[] = [];
  for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 1) {
    const [one] = await shown();
    if (one && tries.at(-1) !== one.tries) tries.push(one.tries);
    const wait = one?.dueAt ? (Date.parse(one.dueAt) - box.clock.now.getTime()) / 60_000 : 60;
    minutes += Math.max(wait, 1);
    box.pass(Math.max(wait, 1));
    await box.tick();
  }
  expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const [givenUp, ...rest] = await shown();
  expect(rest).toEqual([]);
  expect(givenUp).toMatchObject({
    kind: 'mentioned',
    tries: 8,
    dueAt: null,
    problem: expect.stringContaining('words'),
  });
  expect(givenUp?.about.id).not.toBe(other);
  expect(to()).toEqual(['sam@example.org']);
});

test('an act that was put off is told, once, when its time comes and what was wrong is mended', async () => {
  await broken();
  await box.tick();
  await mend();
  await box.tick();
  expect(to()).toEqual([]);
  box.pass(2);
  await box.tick();
  box.pass(2);
  await box.tick();
  expect(to()).toEqual(['sam@example.org']);
  expect(await shown()).toEqual([]);
});

test('an administrator has an act that was given up told at once; nobody else may', async () => {
  await broken();
  await box.work();
  const [one] = await shown();
  const noticeId = one?.id ?? '';
  await expect(tellAgain(box.ctx(mona), { noticeId })).rejects.toMatchObject({ no: { code: 'forbidden' } });
  await mend();
  await tellAgain(box.ctx(ada), { noticeId });
  await box.work();
  expect(to()).toEqual(['sam@example.org']);
  await expect(tellAgain(box.ctx(ada), { noticeId })).rejects.toMatchObject({ no: { code: 'not_found' } });
});

test('of a restricted change an administrator who may not see it sees no act that was put off', async () => {
  await broken({ restricted: true });
  await box.work();
  const [kept] = await runSql(database.ownerUrl, 'select max(tries) as tries from notice');
  expect(kept?.['tries']).toBe(1);
  expect(await shown()).toEqual([]);
});

test('what was given up is forgotten after a year', async () => {
  await broken();
  await box.work();
  await runSql(database.ownerUrl, `update notice set due_at = null, given_up_at = '${MORNING.toISOString()}'`);
  await tidyNotifications(box.ctx());
  expect(await shown()).toHaveLength(1);
  box.pass(366 * 24 * 60);
  await tidyNotifications(box.ctx());
  expect(await shown()).toEqual([]);
});
