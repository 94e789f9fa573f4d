import { afterAll, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { openSecrets } from '../../platform/folder/secrets.ts';
import { openMail } from '../../platform/outgoing/mail.ts';
import { openPost } from '../../platform/outgoing/post.ts';
import { eventually } from '../../platform/running/processes.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { found, join, MORNING } from '../../testing/people.ts';
import { runSql } from '../../testing/run-sql.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { takeNextNotices, takeNotices } from '../notifications/index.ts';
import { tellPeople } from './tell-people.ts';

const database = await testDatabase();
const open = () => connect(database.appUrl, { max: 5, onIdleError: () => {} });
const servers = [open(), open()];
const [db] = servers as [ReturnType<typeof open>];
const mail = openMail({ url: 'smtp://127.0.0.1:9', from: 'Interlock <i@example.org>' }, 'changes.example.org');
const outside = { mail, post: openPost({ allow: [] }), secrets: openSecrets(Buffer.alloc(32, 7)) };
const ada = await found(db);
const people = [];
for (const name of ['Rita', 'Sam', 'Carl', 'Mona']) people.push(await join(db, ada, { name, roles: ['initiator'] }));
const [rita] = people as [(typeof people)[number]];
const changeIds: string[] = [];
for (const title of ['Upgrade', 'Renew', 'Move']) {
  const { changeId } = await raiseChange(testCtx(db, { actor: rita }), { modelId: 'mdl_normal', title });
  changeIds.push(changeId);
}
const [toSam, toMona] = [people[1]?.id, people[3]?.id];

const said: unknown[] = [];
const warn = (...words: unknown[]) => void said.push(words);
const log = { debug: () => {}, info: () => {}, warn, error: warn };
const ctxOf = (at: number) => testCtx(servers[at] ?? db, { outside, log });
const ACTS = 60;

/** An act of two notices, whose rows lie in another order than they were told. */
const actOf = (round: number, nth: number, parts: string): string[] =>
  [2, 1].map((place) => {
    const act = `${round}:${nth}`;
    const id = `ntc_${round}_${String(nth).padStart(3, '0')}_${place}`;
    const at = `timestamptz '2026-03-02T08:00:00Z' + interval '${nth} s'`;
    const to = place === 1 ? toSam : toMona;
    return `('${id}', '${act}', 'mentioned', '${changeIds[nth % 3]}', '{${to}}', '${parts}', '${act}:${place}', ${at})`;
  });
const GOOD = '{"words": "Look"}';
const BROKEN = '{"words": 5}';

const add = (rows: string[]) =>
  runSql(
    database.ownerUrl,
    `insert into notice (id, act, kind, subject, told, parts, key, at) values ${rows.join(', ')}`,
  );
const count = async (from: string) =>
  Number((await runSql(database.ownerUrl, `select count(*)::int as n from ${from}`))[0]?.['n']);
const WAITING = `pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

test('of two that want the same act, one of them with others, one takes it and the other goes on without it', async () => {
  await runSql(database.ownerUrl, 'delete from notice');
  await add(actOf(99, 0, GOOD));
  // Of a table that is known to be small the rows are read as they lie, not as the index has them.
  await runSql(database.ownerUrl, 'analyze notice');
  const [locked, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = db.transaction().execute(async (tx) => {
    await tx.selectFrom('notice').select('id').where('id', '=', 'ntc_99_000_2').forUpdate().execute();
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const alone = ctxOf(0).ownTransaction((tx) => takeNotices(tx, '99:0', MORNING));
  await eventually(async () => (await count(WAITING)) === 1, 10_000);
  const together = ctxOf(1).ownTransaction((tx) => takeNextNotices(tx, 50));
  await Promise.race([together, eventually(async () => (await count(WAITING)) === 2, 10_000)]);
  release.resolve();
  await holding;
  expect((await Promise.all([alone, together])).map(({ length }) => length)).toEqual([2, 0]);
});

test('two servers that tell on the same acts at once tell each once, lose none, and never block each other', async () => {
  const rounds = 5;
  for (let round = 0; round < rounds; round++) {
    await add(Array.from({ length: ACTS }, (_none, nth) => actOf(round, nth, nth === 0 ? BROKEN : GOOD)).flat());
    await Promise.all([0, 1, 0, 1].map((at) => tellPeople(ctxOf(at))));
  }
  expect(await count('delivery')).toBe(rounds * (ACTS - 1) * 2);
  expect([await count('notice where tries = 1'), await count('notice')]).toEqual([rounds * 2, rounds * 2]);
  const other = said.filter((words) => !/not told on together|could not be told on/.test(JSON.stringify(words)));
  expect(other).toEqual([]);
});

afterAll(async () => {
  // What each connection saw is added up when it ends.
  for (const one of servers) await one.destroy();
  const [seen] = await runSql(
    database.ownerUrl,
    'select deadlocks::int as n from pg_stat_database where datname = current_database()',
  );
  expect(seen?.['n']).toBe(0);
});
