// Reads: change and what its rows show, approval_round, approval_seat, approval_vote, approval_question, deputy, task, group_member, person.
import type { InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/pages.ts';
import { votingRoles } from '../approvals/index.ts';
import { changeRows, coordinates, shownRows, visibleTo } from '../changes/index.ts';

type Waiting = {
  change_id: string;
  kind: InboxItem['kind'];
  since: Date;
  round_id: string | null;
  question_id: string | null;
  words: string | null;
};

/** What waits for the one who asks, the longest wait first: decisions, answers, moves, missed windows, stuck rounds. */
export async function inbox(ctx: Ctx, { cursor, limit }: z.output<typeof inboxRoute.input>) {
  const after = keyOf(cursor, ['instant', 'text', 'text', 'text']);
  const keeps = coordinates(ctx.actor);
  const { rows } = await sql<Waiting>`
    with mine as (select array_agg(key) as keys from (
      select ${ctx.actor.id}::text as key
      union all select 'role:' || role from unnest(${[...ctx.actor.roles]}::text[]) role
      union all select 'role:coordinates' where ${keeps}::boolean
      union all select group_id from group_member where person_id = ${ctx.actor.id}) k),
    waiting as (
      ${decisions(ctx)} union all ${decisionsOfOthers(ctx)} union all ${answers(ctx, keeps)} union all ${moves(ctx, String(after?.[0] ?? '-infinity'), limit + 1)} union all ${ofTheGone(ctx, String(after?.[0] ?? '-infinity'), limit + 1)} union all ${ofTheUnable(ctx, String(after?.[0] ?? '-infinity'), limit + 1)} union all ${missed(ctx)} union all ${stuck(ctx, keeps)} union all ${tasks(ctx)}
    )
    select * from waiting
    where (${after === undefined}::boolean or (since, kind, change_id, coalesce(round_id, '')) > (${String(after?.[0] ?? '1970-01-01')}::timestamptz, ${String(after?.[1] ?? '')}, ${String(after?.[2] ?? '')}, ${String(after?.[3] ?? '')}))
    order by since, kind, change_id, coalesce(round_id, '') limit ${limit + 1}`.execute(ctx.db);
  const page = pageOf(
    rows,
    limit,
    (row) => [row.since.toISOString(), row.kind, row.change_id, row.round_id ?? ''],
    (row) => row,
  );
  const shown = await rowsOf(
    ctx,
    page.items.map(({ change_id }) => change_id),
  );
  return {
    next: page.next,
    items: page.items.flatMap((row): InboxItem[] => {
      const change = shown.get(row.change_id);
      if (!change) return [];
      return [
        {
          kind: row.kind,
          change,
          why: whyOf(row),
          since: row.since.toISOString(),
          roundId: row.round_id,
          questionId: row.question_id,
        },
      ];
    }),
  };
}

/** Nothing of a change that is not theirs to see: asked within each part, so that what is hidden takes up no place of a page. */
const seen = (ctx: Ctx) => visibleTo(ctx, 'c');

const decisions = (ctx: Ctx) => sql`
  select r.subject as change_id, 'decide' as kind, r.asking_since as since, r.id as round_id, null as question_id, s.because as words
  from approval_seat s join approval_round r on r.id = s.round_id and r.status = 'open'
  join change c on c.id = r.subject
  where ${seen(ctx)} and c.held_at is null and s.person_id = ${ctx.actor.id} and ${mayVote(ctx)} and ${isMember(sql`s.person_id`)}
    and not exists (select 1 from approval_vote v where v.round_id = r.id and v.withdrawn_at is null
      and s.person_id in (v.person_id, v.cast_by))
    and not ${waitsForAnswer(ctx)} and not ${isTied(sql`s.person_id`)}`;

/** As a deputy: a round whose seat of theirs is free. Whoever is asked by it themself decides for nobody else. */
const decisionsOfOthers = (ctx: Ctx) => sql`
  (select distinct on (r.id) r.subject, 'decide', r.asking_since, r.id, null, 'You stand in for ' || p.name || '.'
  from deputy d join person p on p.id = d.person_id and p.active and p.roles && ${[...votingRoles]}::text[]
  join approval_seat s on s.person_id = p.id join approval_round r on r.id = s.round_id and r.status = 'open'
  join change c on c.id = r.subject
  where ${seen(ctx)} and c.held_at is null and d.deputy_id = ${ctx.actor.id} and d.ended_at is null and d.starts_at <= ${ctx.now} and d.ends_at > ${ctx.now}
    and ${mayVote(ctx)} and ${isMember(sql`p.id`)}
    and not exists (select 1 from approval_seat own where own.round_id = r.id and own.person_id = d.deputy_id)
    and not exists (select 1 from approval_vote v where v.round_id = r.id and v.withdrawn_at is null
      and (v.person_id = p.id or v.cast_by = d.deputy_id))
    and not ${waitsForAnswer(ctx)} and not ${isTied(sql`p.id`)} and not ${isTied(sql`d.deputy_id`)}
  order by r.id, p.name)`;

const mayVote = (ctx: Ctx) => sql`${ctx.actor.roles.some((role) => votingRoles.includes(role))}::boolean`;

/** Whoever has asked waits for the answer. */
const waitsForAnswer = (ctx: Ctx) => sql`exists (select 1 from approval_question q
  where q.round_id = r.id and q.asked_by = ${ctx.actor.id} and q.answered_at is null)`;

/** In the group that `r` asks, without a break since it opened: as `isMember` of approvals says. */
const isMember = (person: RawBuilder<unknown>) => sql`(r.group_id is null or exists (select 1 from group_member m
  where m.group_id = r.group_id and m.person_id = ${person} and m.since <= r.opened_at))`;

/** Whoever is named on `c`, or last edited a field of it that `r` decides on, does not decide: as `tieOf` of changes says. */
const isTied = (
  person: RawBuilder<unknown>,
) => sql`(coalesce(${person} in (c.requester_id, c.raised_by, c.assignee_id), false)
  or exists (select 1 from jsonb_each_text(c.last_editors) e where e.value = ${person} and not e.key = any (r.leaves)))`;

/** A question stands with the initiator; where nobody initiated, with those who coordinate. */
const answers = (ctx: Ctx, keeps: boolean) => sql`
  select q.subject, 'answer', q.asked_at, q.round_id, q.id, q.words
  from approval_question q join approval_round r on r.id = q.round_id and r.status = 'open'
  join change c on c.id = q.subject
  where q.answered_at is null and ${seen(ctx)}
    and (${ctx.actor.id} in (c.requester_id, c.raised_by, c.coordinator_id) or (c.requester_id is null and ${keeps}::boolean))`;

/** The index gives each key's changes in the order of their wait, so no more is read than the page shows. */
const moves = (ctx: Ctx, since: string, most: number) => sql`
  select step.* from (select unnest(keys) as key from mine) k cross join lateral (
    select c.id, 'move', c.waits_since, null, null, c.waits_on
    from change c
    where c.waits_on = k.key and ${seen(ctx)} and c.waits_since >= ${since}::timestamptz
      and (c.state_kind <> 'scheduled' or (c.planned_start <= ${ctx.now} and c.planned_end > ${ctx.now}))
      and (c.state_kind <> 'review' or c.assignee_id is distinct from ${ctx.actor.id})
      and not (k.key = ${ctx.actor.id} and ${lacksOffice(sql`${[...ctx.actor.roles]}::text[]`)})
    order by c.waits_since, c.id limit ${most}) step`;

/** A step that waits for somebody who is deactivated stands with the change managers, who name somebody else. */
const ofTheGone = (ctx: Ctx, since: string, most: number) => sql`
  select step.* from person gone cross join lateral (
    select c.id, 'move', c.waits_since, null, null, 'gone:' || gone.name
    from change c
    where c.waits_on = gone.id and ${seen(ctx)} and c.waits_since >= ${since}::timestamptz
    order by c.waits_since, c.id limit ${most}) step
  where not gone.active and ${ctx.actor.roles.includes('change_manager')}::boolean`;

/**
 * The step of `c` waits for somebody as its coordinator or manager who has lost that role since: to be named is not to hold the
 * office. Whoever has another place on the change may wait for that.
 */
const lacksOffice = (roles: RawBuilder<unknown>) => sql`(c.waits_on = any (array[c.coordinator_id, c.manager_id])
  and c.waits_on is distinct from c.requester_id and c.waits_on is distinct from c.assignee_id
  and not (c.waits_on is not distinct from c.coordinator_id and 'coordinator' = any (${roles}))
  and not (c.waits_on is not distinct from c.manager_id and 'change_manager' = any (${roles})))`;

/** As for the deactivated: the change managers name somebody else. */
const ofTheUnable = (ctx: Ctx, since: string, most: number) => sql`
  select * from (
    select c.id, 'move', c.waits_since, null, null, 'lost:' || p.name
    from change c join person p on p.id = c.waits_on
    where c.waits_since >= ${since}::timestamptz and p.active and ${lacksOffice(sql`p.roles`)}
      and ${ctx.actor.roles.includes('change_manager')}::boolean and ${seen(ctx)}
    order by c.waits_since, c.id limit ${most}) unable`;

const missed = (ctx: Ctx) => sql`
  select c.id, 'window_missed', c.planned_end, null, null, null
  from change c
  where c.state_kind = 'scheduled' and c.planned_end <= ${ctx.now} and ${seen(ctx)}
    and (coalesce(c.manager_id, 'role:change_manager') = any (select unnest(keys) from mine)
      or c.coordinator_id = ${ctx.actor.id} or c.assignee_id = ${ctx.actor.id})`;

/** Open rounds that too few people can still decide, for those who can ask again. Advice that nobody gives is missed by nobody. */
const stuck = (ctx: Ctx, keeps: boolean) => sql`
  select r.subject, 'round_stuck', r.asking_since, r.id, null, r.name
  from approval_round r join change c on c.id = r.subject
  where r.status = 'open' and not r.advisory and c.held_at is null and ${keeps}::boolean and ${seen(ctx)}
    and r.needed > (select count(*) from approval_seat s join person p on p.id = s.person_id
      left join approval_vote v on v.round_id = s.round_id and v.person_id = s.person_id and v.withdrawn_at is null
      where s.round_id = r.id and (v.decision = 'approve' or (v.decision is null and p.active and p.roles && ${[...votingRoles]}::text[]
        and ${isMember(sql`s.person_id`)} and not ${isTied(sql`s.person_id`)})))`;

/** Tasks whose turn has come: their own, and those that nobody of their groups has taken. A change stands here once for all of them. */
const tasks = (ctx: Ctx) => sql`
  select t.subject, 'task', min(t.opened_at), null, null, string_agg('TSK-' || t.number || ' ' || t.title, ', ' order by t.number)
  from (
    select own.* from task own
    where own.owner_id = ${ctx.actor.id} and own.state in ('pending', 'open', 'in_progress', 'failed')
    union all
    select free.* from task free join group_member m on m.group_id = free.group_id and m.person_id = ${ctx.actor.id}
    where free.owner_id is null and free.state in ('pending', 'open', 'in_progress', 'failed')) t
  join change c on c.id = t.subject
  where ${seen(ctx)} and c.held_at is null and t.held is null and t.state in ('open', 'in_progress') and t.opened_at is not null
  group by t.subject`;

async function rowsOf(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return new Map();
  const rows = await changeRows(ctx.db)
    .where('change.id', 'in', [...new Set(ids)])
    .execute();
  return new Map((await shownRows(ctx, rows)).map((row) => [row.id, row]));
}

function whyOf({ kind, words }: Waiting): string {
  if (kind === 'decide') return `Your decision is asked for. ${words ?? ''}`.trim();
  if (kind === 'answer') return `An approver asks: ${words ?? ''}`;
  if (kind === 'task') return `Yours to do: ${words ?? ''}`;
  if (kind === 'window_missed') return 'Its window ended without a start. Give it a new one.';
  if (kind === 'round_stuck') return 'Too few people can decide on it. Add people to the group, then ask again.';
  if (words?.startsWith('gone:')) return `${words.slice(5)} is deactivated: name somebody else for the next step.`;
  if (words?.startsWith('lost:')) return `${words.slice(5)} has lost the role for the next step: name somebody else.`;
  if (words === 'role:coordinates') return 'The next step is a coordinator’s or a change manager’s.';
  if (words?.startsWith('role:coordinator')) return 'The next step is a coordinator’s.';
  if (words?.startsWith('role:')) return 'The next step is a change manager’s.';
  return 'The next step is yours.';
}
