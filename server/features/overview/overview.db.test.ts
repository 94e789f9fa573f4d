import { listChangesRoute } from '@interlock/contract/changes.ts';
import type { Overview } from '@interlock/contract/overview.ts';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING } from '../../testing/people.ts';
import { changes } from '../change-list/index.ts';
import { overview } from './overview.view.ts';

const db = await testDb();
const ada = await found(db);
const mona = await join(db, ada, { name: 'Mona Manager', roles: ['change_manager'] });
const rita = await join(db, ada, { name: 'Rita Requester', roles: ['initiator'] });
const abe = await join(db, ada, { name: 'Abe Approver', roles: ['approver'] });
const olga = await join(db, ada, { name: 'Olga Auditor', roles: ['auditor'] });
const LIVE = ['draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review'];
const KNOWN = ['successful', 'with_issues', 'failed', 'backed_out'] as const;

/** Two hundred changes of every state, age, end, team and category; every seventh is restricted, and some of those are Rita's. */
beforeAll(async () => {
  await sql`insert into person_group (id, name, created_at) values ('grp_red', 'Red', now()), ('grp_blue', 'Blue', now())`.execute(
    db,
  );
  await sql`insert into change (id, model_id, model_version, state, state_kind, title, priority, created_at, updated_at, planned_start, planned_end,
      outcome, cancel_reason, entered, team_id, categories, restricted, requester_id, imported, held_at, held_by, hold_reason)
    select 'chg_seeded' || n, 'mdl_normal', 1, kind, kind, 'Change ' || n, 3, at, at, at + n * interval '23 hours', at + (n * 23 + 3) * interval '1 hour',
      case when kind = 'closed' then (array['successful', 'successful', 'with_issues', 'failed', 'backed_out', 'not_recorded'])[1 + n % 6] end,
      case when kind = 'cancelled' then 'withdrawn' end,
      case when kind = 'closed' and n % 13 <> 0 then jsonb_build_object('closed', to_char((at + interval '1 day') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) else '{}' end,
      (array['grp_red', 'grp_blue', null])[1 + n % 3], (array['{technology}', '{people,culture}', '{}'])[1 + n % 3]::text[],
      n % 7 = 0, case when n % 14 = 0 then ${rita.id} end, n % 11 = 0,
      case when n % 17 = 0 then at end, case when n % 17 = 0 then ${ada.id} end, case when n % 17 = 0 then 'wait' end
    from (select n, ${MORNING}::timestamptz - n * interval '24 hours' as at,
      (array['draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'closed', 'closed', 'closed', 'cancelled'])[1 + (n * 5) % 11] as kind
      from generate_series(1, 200) n) seeds`.execute(db);
});

type Listed = { number: number; filters: Record<string, unknown> };

const ended = (ends: Overview['success']['now']['ends'], filters: Record<string, unknown>): Listed[] =>
  Object.entries(ends).map(([outcome, number]) => ({ number, filters: { ...filters, outcome: [outcome] } }));

/** Each number of the overview with the filters of the list that it opens. */
function numbersOf({ open, week, running, missed, success }: Overview): Listed[] {
  const closedIn = ({ from, to }: { from: string; to: string }) => ({ closedFrom: from, closedTo: to });
  const raisedIn = (at: number) => {
    const { from, to } = open.ages[at] ?? { from: null, to: null };
    return { raisedFrom: from ?? undefined, raisedTo: to ?? undefined };
  };
  const standing = [...LIVE, 'closed'];
  return [
    { number: open.total, filters: { state: LIVE } },
    { number: open.onHold, filters: { state: LIVE, onHold: true } },
    ...open.states.flatMap(({ kind, total, byAge }) => [
      { number: total, filters: { state: [kind] } },
      ...byAge.map((number, at) => ({ number, filters: { state: [kind], ...raisedIn(at) } })),
    ]),
    { number: running, filters: { state: ['implement'] } },
    { number: missed, filters: { missed: true } },
    { number: week.starting, filters: { plannedFrom: week.from, plannedTo: week.to, state: standing } },
    { number: week.ending, filters: { endsFrom: week.from, endsTo: week.to, state: standing } },
    ...week.days.map(({ from, to, starting }) => ({
      number: starting,
      filters: { plannedFrom: from, plannedTo: to, state: standing },
    })),
    ...[success.now, success.before, ...success.spans].flatMap((span) => ended(span.ends, closedIn(span))),
    ...success.teams.flatMap(({ team, now, before }) => [
      ...ended(now, { ...closedIn(success.now), team: team?.id ?? 'none' }),
      ...ended(before, { ...closedIn(success.before), team: team?.id ?? 'none' }),
    ]),
    ...success.categories.flatMap(({ category, now, before }) => [
      ...ended(now, { ...closedIn(success.now), category: [category ?? 'none'] }),
      ...ended(before, { ...closedIn(success.before), category: [category ?? 'none'] }),
    ]),
  ];
}

async function listed(actor: Actor, filters: Record<string, unknown>): Promise<number> {
  const asked = listChangesRoute.input.parse({ limit: 200 });
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await changes(testCtx(db, { actor }), { ...asked, ...filters, cursor });
    count += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor);
  return count;
}

test.each([
  ['a change manager', mona, true],
  ['a requester of restricted changes', rita, true],
  ['an auditor, who sees all', olga, true],
  ['an approver whom nothing asks', abe, false],
])('every number that %s sees is the length of the list that it opens', async (_who, actor, seesAny) => {
  const shown = await overview(testCtx(db, { actor }), { zone: 'Europe/Amsterdam' });
  const numbers = numbersOf(shown);
  expect(numbers.some(({ number }) => number > 0)).toBe(seesAny);
  const lists = await Promise.all(numbers.map(({ filters }) => listed(actor, filters)));
  expect(numbers.map(({ filters }, at) => ({ filters, number: lists[at] }))).toEqual(
    numbers.map(({ filters, number }) => ({ filters, number })),
  );
});

test('what is restricted is counted for those alone who may see it', async () => {
  const total = async (actor: Actor) => {
    const { open, success } = await overview(testCtx(db, { actor }), { zone: 'UTC' });
    const sum = (ends: object) => Object.values(ends).reduce((all: number, n: number) => all + n, 0);
    return { open: open.total, closed: sum(success.now.ends) + sum(success.before.ends) };
  };
  const [all, own, open] = [await total(olga), await total(rita), await total(mona)];
  expect(all.open).toBeGreaterThan(own.open);
  expect(own.open).toBeGreaterThan(open.open);
  expect(all.closed).toBeGreaterThan(own.closed);
  expect(own.closed).toBeGreaterThan(open.closed);
});

test('changes whose outcome is known make up the rate, and the two periods are 90 days each', async () => {
  const { success } = await overview(testCtx(db, { actor: olga }), { zone: 'UTC' });
  const days = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  expect([days(success.now), days(success.before)]).toEqual([90, 90]);
  expect(success.before.to).toBe(success.now.from);
  expect(KNOWN.reduce((sum, outcome) => sum + success.now.ends[outcome], 0)).toBeGreaterThan(0);
  expect(success.now.ends.not_recorded).toBeGreaterThan(0);
});
