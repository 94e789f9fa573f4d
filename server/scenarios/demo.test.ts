import { generateKeyPairSync } from 'node:crypto';
import { editAudienceRoute, listAnnouncementsRoute, listAudiencesRoute } from '@interlock/contract/announcements.ts';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { commentOnChangeRoute, listActivityRoute, listChangesRoute } from '@interlock/contract/changes.ts';
import { fillDemoRoute, removeDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { exportChangesRoute } from '@interlock/contract/exports.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { meRoute } from '@interlock/contract/identity.ts';
import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { countUnreadRoute } from '@interlock/contract/notifications.ts';
import { listOverridesRoute } from '@interlock/contract/overrides.ts';
import { overviewRoute } from '@interlock/contract/overview.ts';
import { listPeopleRoute, resetLinkRoute } from '@interlock/contract/people.ts';
import { requestOf } from '@interlock/contract/route.ts';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { proofOf } from '../../cli/audit-proof.ts';
import { takeInWords } from '../features/change-words/take-in-words.ts';
import { mayKnowOf } from '../features/changes/index.ts';
import { handOutSealed } from '../features/sealing/hand-out-sealed.ts';
import { beginLog, sealBatch, signHead, type Walk } from '../features/sealing/seal-events.ts';
import { nobody } from '../platform/ctx.ts';
import { connect } from '../platform/database/db.ts';
import { publicBytes } from '../platform/tlog.ts';
import { typed } from '../testing/command-line.ts';
import { testCtx } from '../testing/ctx.ts';
import { show } from '../testing/journey.ts';
import { type MailServer, mailServer } from '../testing/mail-server.ts';
import { runSql } from '../testing/run-sql.ts';
import { untold, watch } from '../testing/watched.ts';
import { OPERATOR_KEY, raise, type World, world } from '../testing/world.ts';

const NOW = '2026-11-26T14:20:00Z';
let house: World;
let post: MailServer;
const sql = (statement: string) => runSql(house.database.ownerUrl, statement);
const count = async (what: string) => Number((await sql(`select count(*) as n from ${what}`))[0]?.['n']);

beforeAll(async () => {
  post = await mailServer();
  house = await world(NOW, { SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>' });
  const addresses = ['everybody@example.org'];
  await house.admin.call(editAudienceRoute, { audienceId: 'aud_users', version: 1, addresses });
  await watch(house.database);
}, 30_000);
afterAll(() => post.close());

describe('a demo of a month', () => {
  test('is filled by a job, in one piece, while nothing real is there', async () => {
    expect(await house.admin.call(showDemoRoute, {})).toMatchObject({ state: 'none', offered: true });
    const said = await typed({ address: house.address, token: OPERATOR_KEY }, 'demo', '--months', '1');
    expect(said).toMatchObject({
      code: 0,
      err: '',
      lines: [expect.stringMatching(/^The demo is there: \d+ acts/), expect.any(String)],
    });
    expect(await house.admin.call(showDemoRoute, {})).toMatchObject({ state: 'filled', problem: null, offered: false });
    expect(await house.admin.refused(fillDemoRoute, {})).toMatchObject({ status: 409, code: 'demo_state' });
    expect(await untold(house.database)).toEqual([]);
  }, 70_000);

  test('shows changes of every model in every state, and something that waits for whoever asked for it', async () => {
    const { admin } = house;
    const kinds = await sql('select distinct state_kind as kind from change');
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual([
      'assess',
      'authorize',
      'build',
      'cancelled',
      'closed',
      'draft',
      'implement',
      'review',
      'scheduled',
    ]);
    expect(await count('(select distinct model_id from change) models')).toBe(4);
    const overview = await admin.call(overviewRoute, { zone: 'Europe/Amsterdam' });
    expect(overview).toMatchObject({ running: 1, missed: 1, begun: { people: true, change: true } });
    expect(overview.success.now.ends['successful']).toBeGreaterThan(10);
    const { items } = await admin.call(inboxRoute, { limit: 100 });
    expect(items.filter(({ kind }) => kind === 'decide').length).toBeGreaterThanOrEqual(4);
    expect(items.some(({ kind }) => kind === 'move')).toBe(true);
  });

  test('has every change wait in the list, and in a file, for what explaining it says', async () => {
    const { admin } = house;
    const { items } = await admin.call(listChangesRoute, { limit: 200, wait: 'true' });
    expect(items.length).toBeGreaterThan(40);
    const explained = [];
    for (const { id: changeId } of items) explained.push((await admin.call(explainChangeRoute, { changeId })).wait);
    expect(items.map(({ wait }) => wait)).toEqual(explained);
    expect(new Set(explained.map((wait) => wait?.kind))).toEqual(new Set(['hold', 'ready', 'blocked', undefined]));
    const { path } = requestOf(exportChangesRoute, { columns: ['number', 'wait'] });
    const file = String((await admin.send('GET', path)).body['text']);
    const cells = new Map(parse(file).map(([number, said]: string[]) => [number, said]));
    for (const { number, wait } of items) expect(cells.get(number)).toBe(wait?.words ?? '');
    const [plain] = (await admin.call(listChangesRoute, { limit: 1 })).items;
    expect(plain).not.toHaveProperty('wait');
  }, 30_000);

  test('shows a move that went past a guard with a reason, lessons that are not due yet, and incidents of the days after their change', async () => {
    const { admin } = house;
    const { items } = await admin.call(listOverridesRoute, { limit: 10 });
    expect(items.length).toBeGreaterThan(0);
    for (const one of items) expect(one).toMatchObject({ degree: 'justify', words: expect.stringMatching(/\w/) });
    const lessons = await admin.call(listImprovementsRoute, { limit: 100 });
    const open = lessons.items.filter(({ state }) => state === 'open' || state === 'in_progress');
    const ahead = open.filter(({ dueOn }) => dueOn > NOW.slice(0, 10));
    expect(ahead.length).toBeGreaterThan(2);
    expect(ahead.length).toBeGreaterThan(open.length / 2);
    const days = await sql(
      `select extract(epoch from incident.recorded_at - change.actual_end) / 86400 as days, incident.opened_at < incident.recorded_at as before
       from incident join incident_link link on link.incident_id = incident.id join change on change.id = link.change_id`,
    );
    expect(days.length).toBeGreaterThan(0);
    for (const one of days) {
      expect(one['before']).toBe(true);
      expect(Number(one['days'])).toBeGreaterThan(0);
      expect(Number(one['days'])).toBeLessThan(4);
    }
  });

  test('tells nobody of its past: no bell, no mail, no post', async () => {
    expect(await house.admin.call(countUnreadRoute, {})).toEqual({ count: 0, newest: null });
    expect(await count('notification')).toBe(0);
    expect(await count('delivery')).toBe(0);
    expect(await count('notice')).toBe(0);
  });

  test('shows announcements that were sent, are ready, are drafted, and are held back with why; none of them leaves the house', async () => {
    const { admin } = house;
    const shown = await sql(`select distinct state, held from announcement order by state, held`);
    expect(shown).toEqual(
      expect.arrayContaining([
        ...[
          { state: 'draft', held: null },
          { state: 'draft', held: 'window_moved' },
        ].map((one) => expect.objectContaining(one)),
        ...['ready', 'sent'].map((state) => expect.objectContaining({ state, held: null })),
      ]),
    );
    const running = await admin.call(listChangesRoute, { state: 'implement' });
    const { items } = await admin.call(listAnnouncementsRoute, { changeId: running.items[0]?.id ?? '' });
    expect(items.map(({ audience, occasion, state, sent }) => [audience.name, occasion, state, sent?.reach])).toEqual([
      ['Users', 'at_end', 'ready', undefined],
      ['Support', 'on_backout', 'ready', undefined],
      ['Operations', 'at_start', 'sent', { people: 9, addresses: 0, rooms: 0 }],
      ['Users', 'before', 'sent', { people: 4, addresses: 0, rooms: 0 }],
    ]);
    expect(items.at(-1)?.body).toMatch(/we work on.*Please save your work before it begins\.$/s);
    expect(items[2]).toMatchObject({ sent: { at: '2026-11-26T13:50:00.000Z', by: null } });
    expect(await count('delivery')).toBe(0);
  });

  test('has whoever asked decide for an approver who is away: their yes passes a round', async () => {
    const { admin } = house;
    const { items } = await admin.call(inboxRoute, { limit: 100 });
    const waiting = items.find(({ kind, change }) => kind === 'decide' && change.model.name === 'Normal');
    const change = await show(admin, waiting?.change ?? { id: '' });
    expect(change.rounds[0]).toMatchObject({ mayDecide: true, decidesFor: { name: 'Ingrid Solberg' } });
    const round = change.rounds[0];
    const votes = {
      changeId: change.id,
      version: change.version,
      roundId: round?.id,
      forPersonId: round?.decidesFor?.id,
    };
    const answer = await admin.send('POST', `/api/v1/changes/${change.id}/approve`, { ...votes, changeId: undefined });
    expect(answer).toMatchObject({ status: 200, body: { state: { key: 'build' } } });
  });

  test('kept to the guards and to the order of time, and each event says that it is of the demo', async () => {
    const leaves = await sql(
      `select convert_from(leaf, 'UTF8')::jsonb as leaf from audit_event where leaf like '%"via":"demo"%' order by id`,
    );
    const times = leaves.map(({ leaf }) => Date.parse((leaf as { at: string }).at));
    expect(times.length).toBeGreaterThan(500);
    expect(times.toSorted((one, other) => one - other)).toEqual(times);
    expect(await count('change where actual_end < actual_start or closed_at < actual_end')).toBe(0);
    const running = await house.admin.call(listChangesRoute, { state: 'implement' });
    const { items } = await house.admin.call(listActivityRoute, { changeId: running.items[0]?.id ?? '' });
    expect(items[0]).toMatchObject({ verb: 'task.step_ticked', at: '2026-11-26T14:19:00.000Z', via: 'demo' });
  });

  test('has people who cannot sign in, not even by a link of an administrator or of the operator', async () => {
    const { admin, operator } = house;
    const { items } = await admin.call(listPeopleRoute, { q: 'demo.example', limit: 200 });
    expect(items).toHaveLength(30);
    expect(items.every(({ demo, invited }) => demo && !invited)).toBe(true);
    const [someone] = items;
    const personId = someone?.id ?? '';
    expect(await admin.browser.refused(resetLinkRoute, { personId })).toMatchObject({ code: 'demo_person' });
    const byMail = await operator.send('POST', '/api/v1/operator/reset-link', { email: someone?.email });
    expect(byMail).toMatchObject({ status: 409, body: { code: 'demo_person' } });
    expect(await count('one_time_link where person_id is not null')).toBe(0);
    await expect(sql(`update person set password_hash = 'x' where demo`)).rejects.toThrow('person_demo_signs_in_never');
  });

  test('says on every page that it is one', async () => {
    const { notices } = await house.admin.browser.call(meRoute, {});
    expect(notices.map(({ code }) => code)).toContain('demo_to_remove');
  });

  test('announces what comes to its occasion later to made-up people alone, whatever the house has set for an audience', async () => {
    const { admin, clock } = house;
    const [ready] = await sql(
      `select a.id, a.change_id as "changeId", c.planned_start - a.minutes * interval '1 minute' as due from announcement a
        join change c on c.id = a.change_id where a.state = 'ready' and a.occasion = 'before' and c.state = 'scheduled'
        order by due limit 1`,
    );
    const changeId = String(ready?.['changeId']);
    clock.set(new Date(String(ready?.['due'])).toISOString());
    await admin.call(commentOnChangeRoute, { changeId, text: 'Seen.' });
    await vi.waitFor(
      async () => {
        const { items } = await admin.call(listAnnouncementsRoute, { changeId });
        const sent = { by: null, reach: { people: 4, addresses: 0, rooms: 0 } };
        expect(items.find(({ id }) => id === ready?.['id'])).toMatchObject({ state: 'sent', sent });
      },
      { timeout: 15_000 },
    );
    expect(await count('delivery')).toBe(0);
    expect(post.mails).toEqual([]);
    clock.set(NOW);
  });
});

describe('removing it', () => {
  let real: { id: string };
  let ids: string[];

  test('takes it all, and leaves what real people raised with whom it names of the demo', async () => {
    const { admin } = house;
    const sam = await house.person('Sam Specialist', ['specialist', 'coordinator']);
    const { items } = await admin.call(listPeopleRoute, { q: 'anna@demo', limit: 1 });
    const { items: teams } = await admin.call(listGroupsRoute, { q: 'Database and storage' });
    real = await raise(sam, { id: items[0]?.id ?? '' }, { teamId: teams[0]?.id });
    ids = (
      await sql(`select id from change where id <> '${real.id}' union all select id from person where demo
      union all select id from task union all select id from template`)
    ).map(({ id }) => String(id));
    expect(await sam.refused(removeDemoRoute, {})).toMatchObject({ code: 'forbidden' });
    const removed = await admin.call(removeDemoRoute, {});
    expect(removed).toMatchObject({ people: 29, kept: { people: 1, groups: 1, templates: 0 } });
    expect(await untold(house.database)).toEqual([]);
    const left = await show(admin, real);
    expect(left).toMatchObject({
      assignee: { name: 'Anna Petrova', active: false },
      team: { name: 'Database and storage' },
    });
    const again = await typed({ address: house.address, token: admin.token }, 'demo', '--remove');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('There is no demo.') });
  }, 30_000);

  test('leaves no trace of it in any table but the audit log', async () => {
    // The clock takes its words out of what is searched, as many at a time as it does in a minute.
    const db = connect(house.database.appUrl, { max: 1, onIdleError: () => {} });
    while ((await sql('select from change_words_due limit 1')).length > 0) await takeInWords(testCtx(db));
    await db.destroy();
    const kept = (await sql('select id from person where demo')).map(({ id }) => String(id));
    const gone = ids.filter((id) => !kept.includes(id));
    const tables = await sql(`select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('audit_event', 'audit_part', 'watched', 'idempotency_key') and tablename not like 'log_%'`);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await sql(`select t::text as row from "${name}" t`);
      if (rows.some(({ row }) => gone.some((id) => String(row).includes(id)))) found.push(String(name));
    }
    expect(found).toEqual([]);
  });

  test('leaves the audiences of announcements as they were set', async () => {
    const { items } = await house.admin.call(listAudiencesRoute, {});
    expect(items.map(({ addresses, groupIds, chatIds }) => [addresses, groupIds, chatIds])).toEqual([
      ...[0, 1, 2].map(() => [[], [], []]),
      [['everybody@example.org'], [], []],
    ]);
  });

  test('leaves an overview without it, and no more says that this is a demo', async () => {
    const overview = await house.admin.call(overviewRoute, { zone: 'UTC' });
    expect(overview).toMatchObject({ open: { total: 1 }, running: 0, missed: 0, success: { now: { ends: {} } } });
    const { notices } = await house.admin.browser.call(meRoute, {});
    expect(notices.map(({ code }) => code)).not.toContain('demo_to_remove');
    expect(await house.admin.call(showDemoRoute, {})).toMatchObject({ state: 'none', offered: false });
  });

  test('leaves its events, with names, and a log whose seal holds', async () => {
    const { items } = await house.admin.call(listAuditRoute, { verb: 'demo.removed' });
    expect(items[0]).toMatchObject({ actor: { id: house.admin.id }, parts: { people: expect.any(Object) } });
    expect(Object.values(items[0]?.parts['people'] as object)).toContain('Hassan El Idrissi');
    expect(await count(`audit_event where verb = 'change.raised'`)).toBeGreaterThan(50);
    const db = connect(house.database.appUrl, { max: 2, onIdleError: () => {} });
    const reader = {
      ...nobody,
      kind: 'person' as const,
      id: house.admin.id,
      permissions: new Set(['audit.read'] as const),
    };
    const ctx = () => testCtx(db, { actor: reader });
    const key = generateKeyPairSync('ed25519').privateKey;
    await beginLog(ctx(), 'changes.example.org');
    let walk: Walk | null = null;
    do walk = await sealBatch(ctx(), 500, walk);
    while (walk);
    await signHead(ctx(), key, 0);
    const { pieces } = await handOutSealed(ctx(), mayKnowOf);
    let text = '';
    for await (const piece of pieces) text += String(piece);
    const proof = await proofOf(linesOf(text), { keys: [publicBytes(key)] });
    expect(proof).toMatchObject({ faults: [], unsigned: 0 });
    await db.destroy();
  });
});

async function* linesOf(text: string) {
  yield* text.trimEnd().split('\n');
}
