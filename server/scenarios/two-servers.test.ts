import { randomUUID } from 'node:crypto';
import { approveChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  editChangeRoute,
  listActivityRoute,
  listChangesRoute,
  listRevisionsRoute,
  raiseChangeRoute,
} from '@interlock/contract/changes.ts';
import { setUpRoute } from '@interlock/contract/identity.ts';
import { deactivatePersonRoute } from '@interlock/contract/people.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { testDatabase } from '../testing/database.ts';
import { ballot, edit, openRound, show } from '../testing/journey.ts';
import { runSql } from '../testing/run-sql.ts';
import {
  type Answer,
  approve,
  type Client,
  clientOf,
  move,
  OPERATOR_KEY,
  PASSWORD,
  raise,
  readyToAuthorize,
  type Somebody,
  world,
} from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const other = await bank.secondServer();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver'], { approver: true });

/** The same person at the second server. */
const elsewhere = ({ token }: Somebody): Client => clientOf(other, { token });

function send(by: Client, route: Route, input: Record<string, unknown>, headers = {}): Promise<Answer> {
  const { path, body } = requestOf(route, input);
  return by.send(route.method, path, body, headers);
}

const codes = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) => (status === 200 ? 'done' : body['code']));
const verbs = async ({ id }: ChangeDetail): Promise<string[]> => {
  const { items } = await rita.call(listActivityRoute, { changeId: id, limit: 100 });
  return items.map(({ verb }) => verb).reverse();
};

async function toAuthorize(): Promise<ChangeDetail> {
  return move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
}

test('the clock of jobs ticks on where the database was once far ahead and was set right', async () => {
  const { ownerUrl } = bank.database;
  await runSql(
    ownerUrl,
    `update pgboss.version set cron_on = now() + interval '400 days', flow_on = now() + interval '400 days'`,
  );
  await bank.secondServer();
  const [kept] = await runSql(
    ownerUrl,
    'select greatest(cron_on, flow_on) <= now() + interval $$1 minute$$ as right from pgboss.version',
  );
  expect(kept?.['right']).toBe(true);
});

describe('two servers on one database', () => {
  test('count two votes that race, and the deciding one moves the change once', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const change = await toAuthorize();
      const answers = await Promise.all([
        send(abe, approveChangeRoute, ballot(change)),
        send(elsewhere(ann), approveChangeRoute, ballot(change)),
      ]);
      expect(codes(answers)).toEqual(['done', 'done']);
      const decided = await show(rita, change);
      expect(decided.state.key).toBe('build');
      expect(decided.rounds[0]?.asked.map(({ vote }) => vote?.decision)).toEqual(['approve', 'approve']);
      expect((await verbs(change)).slice(4)).toEqual([
        'change.vote_approved',
        'change.vote_approved',
        'change.approved',
      ]);
    }
  });

  test('let one of two edits that race win, and tell the other', async () => {
    const change = await raise(rita, sam);
    for (let turn = 0; turn < 10; turn++) {
      const before = await show(rita, change);
      const read = { changeId: change.id, version: before.version };
      const answers = await Promise.all([
        send(rita, editChangeRoute, { ...read, summary: `Rita ${turn}` }),
        send(elsewhere(carl), editChangeRoute, { ...read, summary: `Carl ${turn}` }),
      ]);
      expect(codes(answers).sort()).toEqual(['changed_meanwhile', 'done']);
      const winner = answers[0]?.status === 200 ? 'Rita' : 'Carl';
      expect(await show(rita, change)).toMatchObject({
        summary: `${winner} ${turn}`,
        revision: before.revision + 1,
        version: before.version + 1,
      });
    }
    const { items } = await rita.call(listRevisionsRoute, { changeId: change.id, limit: 100 });
    expect(items.map(({ revision }) => revision)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  });

  test('never approve a content that an approver did not see, however votes and edits race', async () => {
    const draft = await raise(carl, sam, { modelId: 'mdl_emergency', cannotWait: 'Payments fail.' });
    let change = await move(carl, draft, 'authorize');
    const won = { vote: 0, edit: 0 };
    for (let turn = 0; turn < 40; turn++) {
      const seen = change;
      const backoutPlan = `Way back ${turn}`;
      const [voter, editor] = turn % 2 ? [abe, elsewhere(carl)] : [elsewhere(abe), carl];
      const vote = () => send(voter, approveChangeRoute, ballot(seen));
      const rewrite = () => send(editor, editChangeRoute, { changeId: seen.id, version: seen.version, backoutPlan });
      const [first, second] = turn % 4 < 2 ? [vote(), rewrite()] : [rewrite(), vote()];
      const answers = [await first, await second];
      expect(codes(answers).sort()).toEqual(['changed_meanwhile', 'done']);
      change = await show(carl, seen);
      const [round] = change.rounds;
      if (round?.status === 'approved') {
        won.vote += 1;
        expect(round).toMatchObject({ id: seen.rounds[0]?.id, contentHash: seen.rounds[0]?.contentHash });
        expect(change.backoutPlan).toEqual(seen.backoutPlan);
        change = await edit(carl, change, { backoutPlan: `After the vote ${turn}` });
      } else {
        won.edit += 1;
        expect(round).toMatchObject({ status: 'open', asked: [{ vote: null }, { vote: null }] });
        expect(change).toMatchObject({ backoutPlan: { text: backoutPlan }, state: { key: 'authorize' } });
      }
    }
    // A race that one side always wins has raced nothing.
    expect(Math.min(won.vote, won.edit)).toBeGreaterThan(0);
    expect(change.rounds.slice(1).every(({ status }) => status === 'voided')).toBe(true);
  }, 120_000);

  test('void the vote that an edit overtakes, and ask again for what is there now', async () => {
    const change = await toAuthorize();
    const answers = await Promise.all([
      send(abe, approveChangeRoute, ballot(change)),
      send(elsewhere(rita), editChangeRoute, { changeId: change.id, version: change.version, testPlan: 'Try it' }),
    ]);
    expect(answers[1]?.status).toBe(200);
    const after = await show(rita, change);
    expect(after.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
    expect(after.rounds[0]?.asked.every(({ vote }) => vote === null)).toBe(true);
    const cast = after.rounds[1]?.asked.filter(({ vote }) => vote !== null);
    expect(cast).toHaveLength(answers[0]?.status === 200 ? 1 : 0);
  });

  test('start the work once, however many press the button', async () => {
    let change = await toAuthorize();
    change = await approve(ann, await approve(abe, change));
    const window = { start: '2026-03-02T09:00', end: '2026-03-02T12:00', zone: 'UTC' };
    const schedule = { changeId: change.id, version: change.version, to: 'scheduled', window };
    const planned = await Promise.all([mona, elsewhere(mona)].map((by) => send(by, moveChangeRoute, schedule)));
    expect(codes(planned).sort()).toEqual(['changed_meanwhile', 'done']);
    change = await show(rita, change);
    const begin = { changeId: change.id, version: change.version, to: 'implement' };
    const begun = await Promise.all(
      [sam, elsewhere(sam), sam, elsewhere(sam)].map((by) => send(by, moveChangeRoute, begin)),
    );
    expect(codes(begun).sort()).toEqual(['changed_meanwhile', 'changed_meanwhile', 'changed_meanwhile', 'done']);
    expect((await verbs(change)).filter((verb) => verb === 'change.moved')).toHaveLength(4);
  });

  test('carry out a request once that both are sent with one idempotency key, and answer it alike', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const title = `Raised once ${turn}`;
      const asked = { ...readyToAuthorize, modelId: 'mdl_normal', title };
      const key = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all(
        [rita, elsewhere(rita), rita, elsewhere(rita)].map((by) => send(by, raiseChangeRoute, asked, key)),
      );
      expect(codes(answers)).toEqual(['done', 'done', 'done', 'done']);
      expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
      const { items } = await rita.call(listChangesRoute, { q: title });
      expect(items.filter((row) => row.title === title)).toHaveLength(1);
    }
    const change = await toAuthorize();
    const key = { 'idempotency-key': randomUUID() };
    const votes = await Promise.all(
      [abe, elsewhere(abe)].map((by) => send(by, approveChangeRoute, ballot(change), key)),
    );
    expect(codes(votes)).toEqual(['done', 'done']);
    expect(openRound(await show(rita, change)).asked.filter(({ vote }) => vote !== null)).toHaveLength(1);
  });

  test('keep one administrator when two deactivate each other', async () => {
    const eve = await bank.person('Eve Admin', ['administrator']);
    const [ofEve, ofAda] = [
      { personId: eve.id, version: 1 },
      { personId: bank.admin.id, version: 1 },
    ];
    const answers = await Promise.all([
      send(bank.admin, deactivatePersonRoute, ofEve),
      send(elsewhere(eve), deactivatePersonRoute, ofAda),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [kept, gone] = answers[0]?.status === 200 ? [bank.admin, eve] : [eve, bank.admin];
    expect((await kept.send('GET', '/api/v1/people')).status).toBe(200);
    expect((await gone.send('GET', '/api/v1/people')).status).toBe(401);
  });
});

test('of two set-ups at once on two servers one makes the organisation', async () => {
  const { appUrl } = await testDatabase();
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', INTERLOCK_DATA: '/nonexistent' });
  const start = () => startApp({ config, databaseUrl: appUrl, operatorKey: OPERATOR_KEY });
  const [first, second] = [await start(), await start()];
  try {
    const secret = second.setUpLink?.split('#')[1] ?? '';
    const answers = await Promise.all(
      [first, second].map(({ address }, index) =>
        send(clientOf(address, {}), setUpRoute, {
          secret,
          organisation: `Bank ${index}`,
          zone: 'Europe/Amsterdam',
          name: 'Ada',
          email: `ada${index}@example.org`,
          password: PASSWORD,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.body['code']).toMatch(/^(already_set_up|link_spent)$/);
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
});
