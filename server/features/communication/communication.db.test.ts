import type { RuleInput } from '@interlock/contract/communication.ts';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { openSecrets } from '../../platform/folder/secrets.ts';
import { openMail } from '../../platform/outgoing/mail.ts';
import { openPost } from '../../platform/outgoing/post.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { mailServer } from '../../testing/mail-server.ts';
import { addModel, oneRound } from '../../testing/models.ts';
import { outbox } from '../../testing/outbox.ts';
import { found, join, MORNING, type Signed } from '../../testing/people.ts';
import { receiver } from '../../testing/receiver.ts';
import { moveChange } from '../change-flow/move-change.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { commentOnChange } from '../change-people/comment-on-change.ts';
import { restrictChange } from '../change-people/restrict-change.ts';
import { watchChange } from '../change-people/watch-change.ts';
import { loadChange } from '../changes/index.ts';
import { addChat } from '../deliveries/edit-chats.ts';
import { holdOutbound } from '../deliveries/index.ts';
import { releaseOutbound, sendAgain } from '../deliveries/release-outbound.ts';
import { invitePerson } from '../identity/invite-person.ts';
import { editMyTelling } from './edit-choice.ts';
import { addRule, deleteRule, editRule } from './edit-rules.ts';
import { tryRule } from './rules.view.ts';
import { sweepNear } from './tell-near.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const server = await mailServer();
const room = await receiver();
afterAll(async () => {
  await Promise.all([server.close(), db.destroy()]);
  room.close();
});

const real = openMail({ url: server.url, from: 'Interlock <i@example.org>' }, 'changes.example.org');
const secrets = openSecrets(Buffer.alloc(32, 7));
/** What happens to the process right after a mail has left. */
let afterSending: () => void = () => {};
const mail = real && {
  ...real,
  send: async (...given: Parameters<typeof real.send>) => {
    const sent = await real.send(...given);
    afterSending();
    return sent;
  },
};
const box = outbox(db, { mail, post: openPost({ allow: ['127.0.0.1'] }), secrets }, MORNING);

const ada = await found(db);
const someone = (name: string, roles: Parameters<typeof join>[2]['roles'], groupIds: string[] = []) =>
  join(db, ada, { name, roles, groupIds });
const rita = await someone('Rita', ['initiator']);
const carl = await someone('Carl', ['coordinator']);
const mona = await someone('Mona', ['change_manager']);
const sam = await someone('Sam', ['specialist']);
await someone('Abe', ['approver'], ['grp_approvers']);
await addModel(database, {
  id: 'mdl_one',
  key: 'one',
  name: 'One',
  definition: oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } }),
});

beforeEach(async () => {
  await box.work();
  server.mails.length = 0;
  server.manners.length = 0;
  room.posts.length = 0;
  room.manners.length = 0;
  afterSending = () => {};
  box.pass(60);
});

const raised = async (over: Record<string, unknown> = {}) => {
  const asked = { modelId: 'mdl_one', title: 'Upgrade the ledger', assigneeId: sam.id, ...over };
  return (await raiseChange(box.ctx(rita), asked)).changeId;
};
const ask = async (changeId: string) => moveChange(box.ctx(rita), [], { changeId, version: 1, to: 'ask' });
const comment = (by: Signed, changeId: string, text: string) => commentOnChange(box.ctx(by), { changeId, text });
const mails = () => server.mails.map(({ to, headers }) => `${to} ${headers['subject']}`);
const states = async () => {
  const rows = await db.selectFrom('delivery').select(['state', 'problem']).orderBy('at', 'desc').limit(3).execute();
  return rows.map(({ state, problem }) => [state, problem].filter(Boolean).join(': '));
};

describe('a mail', () => {
  test('tells approvers that they are asked, once, in the thread of the change, with a link from the public address', async () => {
    const changeId = await raised();
    await box.work();
    await ask(changeId);
    await box.work();
    const number = (await loadChange(db, changeId))?.number;
    expect(mails()).toEqual([
      `sam@example.org ${number}: Upgrade the ledger`,
      `abe@example.org ${number}: Upgrade the ledger`,
    ]);
    const [, asked] = server.mails;
    expect(asked?.headers).toMatchObject({
      'in-reply-to': `<${changeId}@changes.example.org>`,
      'message-id': expect.stringMatching(/^<dlv_\w+@changes\.example\.org>$/),
    });
    for (const said of [asked?.text, asked?.html]) {
      expect(said).toContain('Your decision is asked for in Ask.');
      expect(said).toContain(`https://changes.example.org/changes/${number}`);
    }
  });

  test('is not sent of what did not commit', async () => {
    const changeId = await raised();
    await box.work();
    server.mails.length = 0;
    const ctx = box.ctx(rita);
    const broken = { ...ctx, transaction: () => ctx.transaction(async () => Promise.reject(new Error('undone'))) };
    await expect(commentOnChange(broken, { changeId, text: '@sam@example.org' })).rejects.toThrow('undone');
    await box.tick();
    expect(mails()).toEqual([]);
  });

  test('names of a restricted change only the number', async () => {
    const changeId = await raised({ restricted: true });
    await comment(rita, changeId, 'A secret word, @sam@example.org');
    await box.work();
    expect(server.mails).toHaveLength(2);
    const said = JSON.stringify(server.mails);
    expect(said).toContain((await loadChange(db, changeId))?.number);
    for (const word of ['ledger', 'secret', 'Rita']) expect(said).not.toContain(word);
  });

  test('is not sent to somebody who may no longer see it when it would go', async () => {
    const changeId = await raised({ assigneeId: null });
    await box.work();
    await comment(rita, changeId, 'Look, @carl@example.org');
    const version = (await loadChange(db, changeId))?.version ?? 0;
    await restrictChange(box.ctx(rita), { changeId, version, restricted: true, readerIds: [] });
    await box.work();
    expect(mails()).toEqual([]);
  });

  test('asks nobody for a decision that is asked for no more', async () => {
    const changeId = await raised({ assigneeId: null });
    await box.work();
    await ask(changeId);
    server.manners.push(451);
    await box.work();
    await db
      .updateTable('approval_round')
      .set({ status: 'voided', closed_at: box.clock.now })
      .where('subject', '=', changeId)
      .execute();
    box.pass(2);
    await box.tick();
    expect([mails(), (await states())[0]]).toEqual([[], 'dropped: Their decision is not asked for any more.']);
  });
});

describe('sending', () => {
  test('that is killed between sending and marking sends again under the same id, and then no more', async () => {
    const changeId = await raised({ assigneeId: null });
    await comment(rita, changeId, '@carl@example.org');
    afterSending = () => {
      throw new Error('killed');
    };
    await expect(box.work()).rejects.toThrow('killed');
    afterSending = () => {};
    await box.tick();
    expect(server.mails).toHaveLength(1);
    box.pass(6);
    await box.tick();
    box.pass(6);
    await box.tick();
    expect(new Set(server.mails.map(({ headers }) => headers['message-id'])).size).toBe(1);
    expect(server.mails).toHaveLength(2);
    expect(await states()).toContain('sent');
  });

  test('that fails is tried again later, given up in the end, and sent when the operator says so', async () => {
    await comment(rita, await raised({ assigneeId: null }), '@carl@example.org');
    server.manners.push(...Array<number>(8).fill(451));
    await box.work();
    expect((await states())[0]).toMatch(/^failed: The mail server: .*not here/);
    for (let hours = 0; hours < 50; hours += 2) {
      box.pass(120);
      await box.tick();
    }
    expect((await states())[0]).toMatch(/^given_up/);
    expect(mails()).toEqual([]);
    const { id } = await db
      .selectFrom('delivery')
      .select('id')
      .where('state', '=', 'given_up')
      .executeTakeFirstOrThrow();
    await expect(sendAgain(box.ctx(mona), { deliveryId: id })).rejects.toMatchObject({ no: { code: 'forbidden' } });
    await sendAgain(box.ctx(ada), { deliveryId: id });
    await box.work();
    expect(server.mails.map(({ to, headers }) => [to, headers['x-interlock-delivery']])).toEqual([
      ['carl@example.org', id],
    ]);
  });

  test('is held back after a restore, until the operator sends what has waited', async () => {
    await db.transaction().execute((tx) => holdOutbound(tx, { since: box.clock.now, because: 'a restore' }));
    await comment(rita, await raised({ assigneeId: null }), '@carl@example.org');
    await box.tick();
    expect(mails()).toEqual([]);
    await releaseOutbound(box.ctx(ada), { waiting: 'send' });
    await box.work();
    expect(mails()).toHaveLength(1);
    await expect(releaseOutbound(box.ctx(ada), { waiting: 'drop' })).rejects.toMatchObject({
      no: { code: 'nothing_held' },
    });
  });

  test('or drops it, and goes on with what comes', async () => {
    await db.transaction().execute((tx) => holdOutbound(tx, { since: box.clock.now, because: 'a restore' }));
    const changeId = await raised({ assigneeId: null });
    await comment(rita, changeId, '@carl@example.org');
    await box.work();
    await releaseOutbound(box.ctx(ada), { waiting: 'drop' });
    await box.tick();
    expect([mails(), (await states())[0]]).toEqual([[], 'dropped: Dropped by the operator after a restore.']);
    await comment(rita, changeId, 'Again, @carl@example.org');
    await box.work();
    expect(mails()).toHaveLength(1);
  });

  test('an invitation leaves no readable link behind, before it is sent or after', async () => {
    const eve = { name: 'Eve', email: 'eve@example.org', roles: ['initiator'] as const, groupIds: [] };
    const { link, mailed } = await invitePerson(box.ctx(ada), eve);
    const secret = new URL(link).hash.slice(1);
    const kept = async () =>
      (
        await sql<{
          n: string;
        }>`select count(*) as n from delivery where strpos(encode(coalesce(sealed, ''), 'escape'), ${secret}) > 0
        or strpos(parts::text, ${secret}) > 0`.execute(db)
      ).rows[0]?.n;
    expect([mailed, await kept()]).toEqual([true, '0']);
    await box.work();
    expect(server.mails[0]).toMatchObject({ to: 'eve@example.org', text: expect.stringContaining(link) });
    expect(await db.selectFrom('delivery').select('sealed').where('kind', '=', 'invitation').execute()).toEqual([
      { sealed: null },
    ]);
  });
});

describe('what somebody chose', () => {
  const choose = (by: Signed, over: object) =>
    editMyTelling(box.ctx(by), { topics: {}, digestHour: 8, quiet: null, version: 0, ...over } as never);

  test('is collected into one mail of the day, without what they may no longer see', async () => {
    const wim = await someone('Wim', ['coordinator']);
    const [first = '', second = '', third = ''] = [
      await raised({ title: 'First', assigneeId: null }),
      await raised({ title: 'Second', assigneeId: null }),
      await raised({ title: 'Third', assigneeId: null }),
    ];
    for (const changeId of [first, second, third]) await watchChange(box.ctx(wim), { changeId });
    for (const changeId of [first, second, first, third]) {
      await comment(carl, changeId, 'Rehearsed.');
      await box.work();
    }
    const version = (await loadChange(db, third))?.version ?? 0;
    await restrictChange(box.ctx(rita), { changeId: third, version, restricted: true, readerIds: [] });
    await box.tick();
    expect(mails().filter((said) => said.startsWith('wim'))).toEqual([]);
    box.pass(24 * 60);
    await box.tick();
    await box.tick();
    const digest = server.mails.filter(({ to }) => to === 'wim@example.org');
    expect(digest.map(({ headers }) => headers['subject'])).toEqual(['Interlock: what happened to 2 changes']);
    expect(digest[0]?.text.match(/Carl commented/g)).toHaveLength(3);
    expect(digest[0]?.text).not.toContain('Third');
  });

  test('keeps their quiet hours, but for what is urgent; and what they want none of is not sent', async () => {
    const wilma = await someone('Wilma', ['coordinator']);
    const now = box.clock.now.toISOString().slice(11, 16);
    const hour = Number(now.slice(0, 2));
    const quiet = { from: `${String(hour).padStart(2, '0')}:00`, to: `${String((hour + 2) % 24).padStart(2, '0')}:00` };
    await choose(wilma, { quiet });
    const changeId = await raised({ assigneeId: null });
    await comment(rita, changeId, 'Hello @wilma@example.org');
    await box.tick();
    expect(mails()).toEqual([]);
    box.pass(121);
    await box.tick();
    expect(mails()).toHaveLength(1);
    await choose(wilma, { topics: { talk: 'off' }, version: 1 });
    await comment(rita, changeId, 'Hello again, @wilma@example.org');
    await box.tick();
    expect(mails()).toHaveLength(1);
    await expect(choose(wilma, { version: 1 })).rejects.toMatchObject({ no: { code: 'changed_meanwhile' } });
  });
});

const rule = (over: Partial<RuleInput>): RuleInput => ({
  ...{
    name: `R${Math.random()}`,
    events: ['watched_change_commented'],
    stateKinds: [],
    minutes: null,
    condition: null,
  },
  ...{
    audience: [],
    groupId: null,
    bell: false,
    mail: false,
    chatIds: [],
    pace: 'at_once',
    urgent: false,
    active: true,
  },
  ...over,
});

describe('a rule', () => {
  test('tells whom it names, once with the others, and not the one who did it; and nobody once it is off', async () => {
    const name = 'Comments to those in charge';
    const audience = ['requester', 'manager', 'coordinator'] as const;
    const ruleId = await addRule(box.ctx(mona), rule({ name, audience: [...audience], mail: true }));
    const changeId = await raised({ coordinatorId: carl.id, managerId: mona.id, assigneeId: null });
    await box.work();
    server.mails.length = 0;
    await comment(carl, changeId, 'Rehearsed, @rita@example.org');
    await box.work();
    expect(mails().map((said) => said.split(' ')[0])).toEqual(['rita@example.org', 'mona@example.org']);
    await expect(tryRule(box.ctx(mona), { ruleId, change: 'CHG-99999' })).rejects.toMatchObject({
      no: { code: 'invalid' },
    });
    const number = (await loadChange(db, changeId))?.number ?? '';
    expect((await tryRule(box.ctx(mona), { ruleId, change: number })).people).toMatchObject([
      { person: { name: 'Carl' }, as: ['coordinator'], mail: 'at_once' },
      { person: { name: 'Mona' }, as: ['manager'] },
      { person: { name: 'Rita' }, as: ['requester'] },
    ]);
    await editRule(box.ctx(mona), { ruleId, version: 1, active: false });
    server.mails.length = 0;
    await comment(carl, changeId, 'Again');
    await box.work();
    expect(mails()).toEqual([]);
    await expect(deleteRule(box.ctx(mona), { ruleId: 'rul_work' })).rejects.toMatchObject({
      no: { code: 'rule_shipped' },
    });
    await deleteRule(box.ctx(mona), { ruleId });
  });

  test('speaks only of changes for which its condition holds', async () => {
    const condition = 'change.impact == "high"';
    const ruleId = await addRule(box.ctx(ada), rule({ audience: ['requester'], mail: true, condition }));
    for (const impact of ['low', 'high']) {
      await comment(carl, await raised({ title: `Of ${impact} impact`, impact, assigneeId: null }), 'Hm');
      await box.work();
    }
    expect(mails()).toEqual([expect.stringContaining('Of high impact')]);
    await deleteRule(box.ctx(ada), { ruleId });
  });

  test('that cannot be asked, or tells nobody, is refused by the field that is to blame', async () => {
    const adding = (over: Partial<RuleInput>) =>
      addRule(box.ctx(ada), rule({ audience: ['watchers'], mail: true, ...over }));
    await expect(adding({ condition: 'change.nothing ==' })).rejects.toMatchObject({
      no: { errors: [{ path: 'condition' }] },
    });
    await expect(adding({ chatIds: ['cht_nothing'] })).rejects.toMatchObject({ no: { errors: [{ path: 'chatIds' }] } });
    await expect(adding({ name: 'Mentions' })).rejects.toMatchObject({ no: { code: 'name_taken' } });
    await expect(addRule(box.ctx(carl), rule({}))).rejects.toMatchObject({ no: { code: 'forbidden' } });
  });

  test('of the clock tells once when the start is near, and again only where the window moves', async () => {
    const changeId = await raised({ coordinatorId: carl.id });
    await box.work();
    server.mails.length = 0;
    const schedule = (minutes: number) =>
      db
        .updateTable('change')
        .set({
          ...{ state_kind: 'scheduled', window_start_local: '2026-01-01T00:00', window_end_local: '2026-01-01T01:00' },
          window_zone: 'UTC',
          planned_start: new Date(box.clock.now.getTime() + minutes * 60_000),
          planned_end: new Date(box.clock.now.getTime() + (minutes + 60) * 60_000),
        })
        .where('id', '=', changeId)
        .execute();
    await schedule(90);
    await box.tick();
    expect(mails()).toEqual([]);
    box.pass(31);
    await box.tick();
    await box.tick();
    expect(
      mails()
        .map((said) => said.split(' ')[0])
        .toSorted(),
    ).toEqual(['carl@example.org', 'rita@example.org', 'sam@example.org']);
    await schedule(45);
    await box.tick();
    expect(mails()).toHaveLength(6);
  });
});

test('a rule of the clock whose condition turns true by the clock alone tells within the minute', async () => {
  const changeId = await raised({ title: 'Nearer and nearer', coordinatorId: carl.id });
  await box.work();
  server.mails.length = 0;
  const start = new Date(box.clock.now.getTime() + 10 * 60 * 60_000);
  await db
    .updateTable('change')
    .set({
      ...{ state_kind: 'scheduled', window_start_local: '2026-01-01T00:00', window_end_local: '2026-01-01T01:00' },
      ...{ window_zone: 'UTC', planned_start: start, planned_end: new Date(start.getTime() + 60 * 60_000) },
    })
    .where('id', '=', changeId)
    .execute();
  const condition = 'change.hoursUntilStart < 9.75';
  const over = { events: ['start_near' as const], minutes: 24 * 60, condition };
  const ruleId = await addRule(box.ctx(mona), rule({ ...over, audience: ['coordinator'], mail: true }));
  await box.tick();
  box.pass(15);
  await box.tick();
  expect(mails()).toEqual([]);
  box.pass(1);
  await box.tick();
  expect(mails()).toEqual([expect.stringMatching(/^carl@.*Nearer and nearer/)]);
  box.pass(1);
  await box.tick();
  expect(mails()).toHaveLength(1);
  await deleteRule(box.ctx(mona), { ruleId });
  await db.updateTable('change').set({ state_kind: 'draft' }).where('id', '=', changeId).execute();
});

test('a rule of the clock tells of every change that is near, however many there are at once', async () => {
  const at = new Date(box.clock.now.getTime() + 10 * 60_000);
  const near = {
    ...{ model_id: 'mdl_normal', model_version: 1, title: 'One of many' },
    ...{ state: 'scheduled', state_kind: 'scheduled' as const },
    ...{ priority: 4, raised_by: rita.id, created_at: box.clock.now, updated_at: box.clock.now },
    ...{ window_start_local: '2026-01-01T00:00', window_end_local: '2026-01-01T01:00', window_zone: 'UTC' },
    ...{ planned_start: at, planned_end: new Date(at.getTime() + 60_000) },
  };
  const ids = Array.from({ length: 1_203 }, (_none, nth) => `chg_many_${nth}`);
  await db
    .insertInto('change')
    .values(ids.map((id) => ({ ...near, id })))
    .execute();
  const sent = new Set<string>();
  const keys = new Set<string>();
  const enqueue = async (_tx: unknown, _queue: string, key: string, data: object) => {
    sent.add((data as { changeId: string }).changeId);
    keys.add(key);
  };
  const sweep = () => sweepNear(testCtx(db, { now: box.clock.now, via: 'job', enqueue }));
  await sweep();
  expect(ids.filter((id) => !sent.has(id))).toEqual([]);
  const looks = keys.size;
  await sweep();
  expect(keys.size).toBe(looks);
  // What a condition said of the change before may not be so after an edit.
  await db
    .updateTable('change')
    .set({ version: 2 })
    .where('id', '=', ids[0] ?? '')
    .execute();
  await sweep();
  expect(keys.size).toBeGreaterThan(looks);
  await db.deleteFrom('change').where('id', 'in', ids).execute();
});

describe('a room of a chat', () => {
  test.each(['slack', 'teams'] as const)(
    'of %s gets a post of what a rule says, and none about a restricted change',
    async (format) => {
      const url = `${room.url}/${format}-secret`;
      const chatId = await addChat(box.ctx(mona), { name: `Ops in ${format}`, format, url });
      const ruleId = await addRule(box.ctx(mona), rule({ chatIds: [chatId] }));
      await comment(carl, await raised({ assigneeId: null }), 'Rehearsed.');
      await comment(rita, await raised({ title: 'Hidden', restricted: true, assigneeId: null }), 'Secretly.');
      await box.work();
      const id = expect.stringMatching(/^dlv_/);
      expect(room.posts).toMatchObject([{ path: `/${format}-secret`, headers: { 'x-interlock-delivery': id } }]);
      expect(JSON.stringify(room.posts[0]?.body)).toContain('Carl commented.');
      const rows = await sql<{ all: string }>`select (select jsonb_agg(c) from chat_channel c)::text
      || (select jsonb_agg(p.body) from audit_part p)::text as all`.execute(db);
      expect(rows.rows[0]?.all).not.toContain(`${format}-secret`);
      await deleteRule(box.ctx(mona), { ruleId });
    },
  );

  test('that is slow, fails and lies is tried again by itself, and hears of each act under one id', async () => {
    const chatId = await addChat(box.ctx(mona), { name: 'Flaky', format: 'slack', url: room.url });
    const ruleId = await addRule(box.ctx(mona), rule({ chatIds: [chatId] }));
    room.manners.push((answer) => answer.writeHead(503, { 'retry-after': '600' }).end());
    room.manners.push((answer) => answer.destroy());
    await comment(carl, await raised({ assigneeId: null }), 'Rehearsed.');
    await box.work();
    box.pass(5);
    await box.tick();
    expect(room.posts).toHaveLength(1);
    box.pass(6);
    await box.tick();
    box.pass(6);
    await box.tick();
    expect(room.posts).toHaveLength(3);
    expect(new Set(room.posts.map(({ headers }) => headers['x-interlock-delivery'])).size).toBe(1);
    await deleteRule(box.ctx(mona), { ruleId });
  });
});
