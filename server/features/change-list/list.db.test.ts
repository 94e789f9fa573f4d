import { listChangesRoute } from '@interlock/contract/changes.ts';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import { connect } from '../../platform/database/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { explained } from '../../testing/explained.ts';
import { found, join } from '../../testing/people.ts';
import { visibleEach, visibleTo, whoSees } from '../changes/index.ts';
import { changes } from './list.view.ts';

const { appUrl, ownerUrl } = await testDatabase();
const db = connect(appUrl, { max: 1, onIdleError: () => {} });
const owner = connect(ownerUrl, { max: 1, onIdleError: () => {} });
const ada = await found(db);
const people: Record<string, Actor> = {
  'a change manager': await join(db, ada, { name: 'Mo', roles: ['change_manager'] }),
  'an auditor': await join(db, ada, { name: 'Au', roles: ['auditor'] }),
  'an initiator': await join(db, ada, { name: 'In', roles: ['initiator'] }),
  'an approver': await join(db, ada, { name: 'Ap', roles: ['approver'] }),
  'their deputy': await join(db, ada, { name: 'De', roles: ['approver'] }),
  'an approver who is asked nothing': await join(db, ada, { name: 'No', roles: ['approver'] }),
};
const person = (who: string) => people[who]?.id ?? '';
const DAY = 86_400_000;
const now = new Date('2026-03-02T09:00:00Z');
const cases = [
  '',
  'seat',
  'vote for another',
  'reader',
  'task',
  'step',
  'requester',
  'raised',
  'assignee',
  'coordinator',
  'manager',
];
const COUNT = cases.length * 4;

/** Each way to be named on a change, to somebody of each kind, on open changes and on restricted ones. */
beforeAll(async () => {
  const values = Array.from({ length: COUNT }, (_none, n) => {
    const of = cases[n % cases.length];
    const who = person(Object.keys(people)[2 + (n % 4)] ?? '');
    const at = n % 3 === 0 ? null : new Date(now.getTime() + ((n * 7) % 11) * DAY);
    const state = (['draft', 'assess', 'authorize', 'build'] as const)[n % 4] ?? 'draft';
    return {
      id: `chg_${n}`,
      number: n + 1,
      model_id: 'mdl_normal',
      model_version: 1,
      state,
      state_kind: state,
      title: `Server ${n}`,
      priority: 1 + (n % 4),
      planned_start: at,
      planned_end: at && new Date(at.getTime() + DAY),
      requester_id: of === 'requester' ? who : null,
      raised_by: of === 'raised' ? who : null,
      assignee_id: of === 'assignee' ? who : null,
      coordinator_id: of === 'coordinator' ? who : null,
      manager_id: of === 'manager' ? who : null,
      restricted: n % 2 === 1,
      created_at: now,
      updated_at: now,
    };
  });
  await owner.insertInto('change').values(values).execute();
  for (const { id } of values) await nameOn(id, cases[Number(id.slice(4)) % cases.length] ?? '', Number(id.slice(4)));
  await owner
    .insertInto('deputy')
    .values({
      id: 'dep_1',
      person_id: person('an approver'),
      deputy_id: person('their deputy'),
      first_day: '2026-03-01',
      last_day: '2026-03-03',
      zone: 'UTC',
      named_at: now,
      starts_at: new Date(now.getTime() - DAY),
      ends_at: new Date(now.getTime() + DAY),
    })
    .execute();
});

async function nameOn(id: string, way: string, n: number): Promise<void> {
  const who = person(Object.keys(people)[2 + (n % 4)] ?? '');
  if (way === 'reader')
    await owner
      .insertInto('change_reader')
      .values({ change_id: id, person_id: who, named_by: ada.id, at: now })
      .execute();
  if (way === 'seat' || way === 'vote for another') {
    const round = {
      id: `rnd_${n}`,
      subject: id,
      state: 'authorize',
      status: 'open' as const,
      quorum: '{"kind":"any"}',
      needed: 1,
      one_rejection_ends: true,
      content_hash: '',
      left_out: '[]',
      opened_at: now,
      asked_at: now,
      asking_since: now,
    };
    await owner.insertInto('approval_round').values(round).execute();
    const seated = way === 'seat' ? who : ada.id;
    await owner
      .insertInto('approval_seat')
      .values({ round_id: round.id, subject: id, person_id: seated, because: '', asking: true })
      .execute();
    if (way === 'seat') return;
    const vote = {
      id: `vot_${n}`,
      round_id: round.id,
      person_id: seated,
      cast_by: who,
      decision: 'approve' as const,
      comment: '',
      content_hash: '',
      at: now,
    };
    await owner.insertInto('approval_vote').values(vote).execute();
  }
  if (way !== 'task' && way !== 'step') return;
  const task = {
    id: `tsk_${n}`,
    subject_kind: 'change',
    subject: id,
    kind: 'build' as const,
    title: 'T',
    level: 1,
    position: 1,
    owner_id: way === 'task' ? who : null,
    state: 'open' as const,
    created_from: 'hand' as const,
    as_given: false,
    late: false,
    created_at: now,
    updated_at: now,
  };
  await owner.insertInto('task').values(task).execute();
  if (way === 'step')
    await owner
      .insertInto('task_step')
      .values({ id: `stp_${n}`, task_id: task.id, position: 1, text: 'S', minutes: 1, automatic: false, owner_id: who })
      .execute();
}

const ctxOf = (who: string) => testCtx(db, { actor: people[who] ?? ada, now });
const asked = (filters: Record<string, unknown>) => listChangesRoute.input.parse(filters);

async function everyPage(who: string, filters: Record<string, unknown>): Promise<string[]> {
  const numbers: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await changes(ctxOf(who), asked({ ...filters, limit: 5, ...(cursor && { cursor }) }));
    numbers.push(...items.map(({ number }) => number));
    if (next === null) return numbers;
    cursor = next;
  }
}

test.each(Object.keys(people))(
  'what %s sees is the same in a list, change by change, and page by page',
  async (who) => {
    const seen = async (condition: typeof visibleTo) => {
      const rows = await db
        .selectFrom('change')
        .select('number')
        .where(condition(ctxOf(who)))
        .orderBy('number', 'desc')
        .execute();
      return rows.map(({ number }) => `CHG-${number}`);
    };
    const theirs = await seen(visibleEach);
    expect(await seen(visibleTo)).toEqual(theirs);
    expect(await everyPage(who, {})).toEqual(theirs);
    expect(await everyPage(who, { sort: 'oldest' })).toEqual(theirs.toReversed());
    expect((await everyPage(who, { sort: 'start' })).toSorted()).toEqual(theirs.toSorted());
    expect(await everyPage(who, { q: 'serv' })).toEqual(theirs);
    expect(theirs.length, 'the cases reach everybody but one').toBeGreaterThan(who.endsWith('nothing') ? -1 : 3);
  },
);

test('who once decided for somebody else sees that change, but not once it is restricted', async () => {
  const votedFor = Array.from({ length: COUNT }, (_none, n) => n).filter(
    (n) => cases[n % cases.length] === 'vote for another',
  );
  for (const n of votedFor) {
    const who = Object.keys(people)[2 + (n % 4)] ?? '';
    const [{ count } = { count: 0 }] = await db
      .selectFrom('change')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('id', '=', `chg_${n}`)
      .where(visibleEach(ctxOf(who)))
      .execute();
    const told = await whoSees(db, `chg_${n}`, [person(who)], now);
    expect([n, count, told.size]).toEqual([n, ...(n % 2 === 1 ? [0, 0] : [1, 1])]);
    expect((await everyPage(who, {})).includes(`CHG-${n + 1}`)).toBe(n % 2 === 0);
  }
});

test('several values of several filters give each change once, in order', async () => {
  const both = await everyPage('an auditor', { state: ['draft', 'build', 'draft'], priority: ['1', '4'] });
  const wanted = Array.from({ length: COUNT }, (_none, n) => COUNT - n).filter((n) => [1, 0].includes(n % 4));
  expect(both).toEqual(wanted.map((n) => `CHG-${n}`));
});

test('by their planned start: the soonest first, what has none last, each once', async () => {
  const rows = await db.selectFrom('change').select(['number', 'planned_start']).execute();
  const key = ({ planned_start: at }: (typeof rows)[number]) => at?.getTime() ?? Number.POSITIVE_INFINITY;
  const sorted = rows.toSorted((a, b) => (key(a) === key(b) ? Number(a.number) - Number(b.number) : key(a) - key(b)));
  expect(await everyPage('an auditor', { sort: 'start' })).toEqual(sorted.map(({ number }) => `CHG-${number}`));
  const planned = sorted.filter((row) => row.planned_start);
  expect(await everyPage('an auditor', { sort: 'start', planned: 'true' })).toHaveLength(planned.length);
});

test.each([
  ['a category', { category: ['culture'] }, ['change_of_culture']],
  ['a level of risk', { risk: ['high'] }, ['change_risk']],
  ['those on hold', { onHold: 'true' }, ['change_held']],
  [
    'two states',
    { state: ['assess', 'authorize'] },
    ['Index Only Scan using change_state', 'Index Only Scan using change_state'],
  ],
  [
    'a team, an outcome and a priority',
    { team: 'grp_1', outcome: ['failed'], priority: ['2'] },
    ['Index Only Scan using change_'],
  ],
  ['a month', { plannedFrom: '2020-03-01T00:00:00Z', plannedTo: '2020-04-01T00:00:00Z' }, ['using change_planned']],
  ['what is not over, by its start', { state: ['scheduled'], sort: 'start' }, ['using change_live_planned']],
])('the changes of %s come page by page out of indexes', async (_what, filters, indexes) => {
  /** However few rows there are: what an index can serve, it is asked for. */
  for (const way of ['seqscan', 'bitmapscan', 'sort']) await sql.raw(`set enable_${way} = off`).execute(db);
  const plans: string[] = [];
  await changes(testCtx(explained(db, plans), { actor: people['a change manager'] ?? ada }), asked(filters));
  let plan = plans.join();
  for (const index of indexes) {
    expect(plan).toContain(index);
    plan = plan.slice(plan.indexOf(index) + 1);
  }
});
