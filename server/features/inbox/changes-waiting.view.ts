// Reads: change and what its rows show, approval_round, approval_seat, approval_vote, approval_question, deputy, task, group_member, person, person_link, window_extension, extension_decision; steps through the view beside it.
import type { ChangeItem } from '@interlock/contract/inbox.ts';
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { plannedOnce } from '../../platform/database/planned-once.ts';
import { votingRoles } from '../approvals/index.ts';
import { accountsOf, seen, steps } from './steps-waiting.view.ts';

/** A row as it waits: what is shown of the change comes after, for the rows of the page alone. */
export type ChangeWaiting = {
  kind: ChangeItem['kind'];
  since: Date;
  id: string;
  round_id: string | null;
  question_id: string | null;
  words: string | null;
  by_id: string | null;
  priority: number;
};

/** What is no change has no priority, and comes after those that began to wait in the same instant. */
export const NO_PRIORITY = 5;

/** Where a page goes on: after the row with this key. */
export type After = { since: string; priority: string; kind: string; id: string; part: string };

/**
 * The changes that wait for the one who asks, the longest wait first and of those the more important, so many at most: decisions, answers, moves, missed windows,
 * stuck rounds, work, more time.
 */
export const changesWaiting = (ctx: Ctx, after: After | undefined, most: number): Promise<readonly ChangeWaiting[]> =>
  plannedOnce(
    ctx.db,
    sql<ChangeWaiting>`
    with mine as (select array_agg(key) as keys from (
      select ${ctx.actor.id}::text as key
      union all select 'role:' || role from unnest(${[...ctx.actor.roles]}::text[]) role
      union all select 'role:coordinates' where ${permissionsGiven(ctx.actor.roles).has('change.coordinate')}::boolean
      union all select group_id from group_member where person_id = ${ctx.actor.id}) k),
    waiting (id, kind, since, round_id, question_id, words, by_id, priority) as (${sql.join(partsOf(ctx, after, most), sql` union all `)})
    select * from waiting ${after ? comesAfter(after) : sql``}
    order by since, priority, kind collate "C", id collate "C", coalesce(round_id, '') collate "C" limit ${most}`,
  );

/** By the bytes of the words, as the pages are put together outside the database too. */
const comesAfter = ({ since, priority, kind, id, part }: After) =>
  sql`where (since, priority, kind collate "C", id collate "C", coalesce(round_id, '') collate "C")
    > (${since}::timestamptz, ${priority}::bigint, ${kind}, ${id}, ${part})`;

/**
 * What of one kind and of `c` comes after the last row of the page before, for parts that read no more than a page: many may have begun to
 * wait in the same instant.
 */
function cameLater(after: After | undefined, kind: After['kind'], since: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  if (!after) return sql`true`;
  return sql`(${since} >= ${after.since}::timestamptz and (${since}, c.priority, ${kind}::text collate "C", ${id} collate "C")
    > (${after.since}::timestamptz, ${after.priority}::bigint, ${after.kind}, ${after.id}))`;
}

/** What can wait for somebody with these roles: what never does is not asked. */
function partsOf(ctx: Ctx, after: After | undefined, most: number): RawBuilder<unknown>[] {
  const may = permissionsGiven(ctx.actor.roles);
  const keeps = may.has('change.coordinate');
  const few = [
    ...(may.has('change.vote') ? [decisions(ctx), decisionsOfOthers(ctx)] : []),
    answers(ctx, keeps),
    missed(ctx),
    ...(keeps ? [stuck()] : []),
    ...(may.has('change.manage') ? [extensions(ctx)] : []),
  ];
  return [
    sql`select w.*, c.priority from (${sql.join(few, sql` union all `)}) w (id, kind, since, round_id, question_id, words, by_id)
      join change c on c.id = w.id where ${seen(ctx)}`,
    tasks(ctx, after, most),
    ...steps(ctx, cameLater(after, 'move', sql`c.waits_since`, sql`c.id`), most),
  ];
}

const decisions = (ctx: Ctx) => sql`
  select r.subject, 'decide', r.asking_since, r.id, null, s.because, null
  from approval_seat s join approval_round r on r.id = s.round_id and r.status = 'open'
  join change c on c.id = r.subject
  where c.held_at is null and s.asking and s.person_id = ${ctx.actor.id} and ${isMember(sql`s.person_id`)}
    and not exists (select 1 from approval_vote v where v.round_id = r.id and v.withdrawn_at is null
      and (v.person_id = any (${accountsOf(sql`s.person_id`)}) or v.cast_by = any (${accountsOf(sql`s.person_id`)})))
    and not ${isSecond()}
    and not ${waitsForAnswer(ctx)} and not ${isTied(sql`s.person_id`)}`;

/** As a deputy: a round whose seat of theirs is free. Whoever is asked by it themself decides for nobody else. */
const decisionsOfOthers = (ctx: Ctx) => sql`
  (select distinct on (r.id) r.subject, 'decide', r.asking_since, r.id, null, 'You stand in for ' || p.name || '.', null
  from deputy d join person p on p.id = d.person_id and p.active and p.roles && ${[...votingRoles]}::text[]
  join approval_seat s on s.person_id = p.id and s.asking join approval_round r on r.id = s.round_id and r.status = 'open'
  join change c on c.id = r.subject
  where c.held_at is null and d.deputy_id = ${ctx.actor.id} and d.ended_at is null and d.starts_at <= ${ctx.now} and d.ends_at > ${ctx.now}
    and ${isMember(sql`p.id`)}
    and not exists (select 1 from approval_seat own where own.round_id = r.id and own.person_id = any (${accountsOf(sql`d.deputy_id`)}))
    and not exists (select 1 from approval_vote v where v.round_id = r.id and v.withdrawn_at is null
      and (v.person_id = any (${accountsOf(sql`p.id`)}) or v.cast_by = any (${accountsOf(sql`d.deputy_id`)})))
    and not ${isSecond()}
    and not ${waitsForAnswer(ctx)} and not ${isTied(sql`p.id`)} and not ${isTied(sql`d.deputy_id`)}
  order by r.id, p.name)`;

/** Whoever has asked waits for the answer. */
const waitsForAnswer = (ctx: Ctx) => sql`exists (select 1 from approval_question q
  where q.round_id = r.id and q.asked_by = ${ctx.actor.id} and q.answered_at is null)`;

/** In the group that `r` asks, without a break since it opened: as `isMember` of approvals says. */
const isMember = (person: RawBuilder<unknown>) => sql`(r.group_id is null or exists (select 1 from group_member m
  where m.group_id = r.group_id and m.person_id = ${person} and m.since <= r.opened_at))`;

/** Whoever is named on `c`, or last edited a field of it that `r` decides on, does not decide: as `tieOf` of changes says. */
const isTied = (
  person: RawBuilder<unknown>,
) => sql`(${accountsOf(person)} && array[c.requester_id, c.raised_by, c.assignee_id]
  or exists (select 1 from jsonb_each_text(c.last_editors) e where e.value = any (${accountsOf(person)}) and not e.key = any (r.leaves)))`;

/** Of several accounts of one person, the first of those that could decide is asked: as `whyOut` of approvals says. */
const isSecond = () => sql`exists (select 1 from person_link own join person_link l on l.person_key = own.person_key
  join approval_seat f on f.round_id = r.id and f.person_id = l.person_id and f.person_id <> s.person_id
  join person p on p.id = f.person_id and p.active and p.roles && ${[...votingRoles]}::text[]
  join person me on me.id = s.person_id
  where own.person_id = s.person_id and (p.name, p.id) < (me.name, me.id) and ${isMember(sql`f.person_id`)})`;

/** Whoever is named on `c` or edited anything of it last: tied perhaps. */
const mayBeTied = (person: RawBuilder<unknown>) =>
  sql`(coalesce(${person} in (c.requester_id, c.raised_by, c.assignee_id), false) or strpos(c.last_editors::text, ${person}) > 0
    or exists (select 1 from person_link l where l.person_id = ${person}))`;

/** A question stands with the initiator; where nobody initiated, with those who coordinate. */
const answers = (ctx: Ctx, keeps: boolean) => sql`
  select q.subject, 'answer', q.asked_at, q.round_id, q.id, q.words, q.asked_by
  from approval_question q join approval_round r on r.id = q.round_id and r.status = 'open'
  join change c on c.id = q.subject
  where q.answered_at is null
    and (${ctx.actor.id} in (c.requester_id, c.raised_by, c.coordinator_id) or (c.requester_id is null and ${keeps}::boolean))`;

const missed = (ctx: Ctx) => sql`
  select c.id, 'window_missed', c.planned_end, null, null, null, null
  from change c
  where c.state_kind = 'scheduled' and c.planned_end <= ${ctx.now}
    and (${ctx.actor.id} in (c.manager_id, c.coordinator_id, c.assignee_id)
      or ('role:change_manager' = any (select unnest(keys) from mine) and (c.manager_id is null or c.manager_id not in
        (select p.id from person p where p.active and 'change_manager' = any (p.roles)))))`;

/**
 * Open rounds that too few people can still decide, for those who can ask again. Advice that nobody gives is missed by nobody.
 * All seats of those that are in doubt are counted at once; only where those who could vote seem too few, or where a no does not
 * end the round, the votes are looked at as well.
 */
const stuck = () => sql`
  select r.subject, 'round_stuck', r.asking_since, r.id, null, r.name, null
  from (
    select r.id from approval_round r join change c on c.id = r.subject
    left join approval_seat s on s.round_id = r.id and s.asking
    left join person p on p.id = s.person_id and p.active and p.roles && ${[...votingRoles]}::text[]
    left join group_member m on m.group_id = r.group_id and m.person_id = s.person_id and m.since <= r.opened_at
    where r.status = 'open' and r.doubtful and not r.advisory
    group by r.id
    having not r.one_rejection_ends or r.needed > count(*) filter (
      where p.id is not null and (r.group_id is null or m.person_id is not null) and not ${mayBeTied(sql`p.id`)})) short
  join approval_round r on r.id = short.id join change c on c.id = r.subject
  where c.held_at is null and r.needed > (select count(distinct coalesce(l.person_key, s.person_id)) from approval_seat s join person p on p.id = s.person_id
      left join person_link l on l.person_id = s.person_id
      left join approval_vote v on v.round_id = s.round_id and v.person_id = s.person_id and v.withdrawn_at is null
      where s.round_id = r.id and (v.decision = 'approve' or (v.decision is null and p.active and p.roles && ${[...votingRoles]}::text[]
        and ${isMember(sql`s.person_id`)} and not ${isTied(sql`s.person_id`)})))`;

/**
 * Tasks whose turn has come: their own, and those that nobody of their groups has taken. A change stands here once for all of
 * them, since the first: the index gives them in that order, so no more is read than the page shows.
 */
const tasks = (ctx: Ctx, after: After | undefined, most: number) => sql`
  select f.subject, 'task', f.opened_at, null, null, (select string_agg('TSK-' || t.number || ' ' || t.title, ', ' order by t.number)
    from task t where t.subject = f.subject and ${isReady('t')} and ${isTheirs(ctx, 't')}), null, f.priority
  from (${firstTasks(ctx, sql`t.owner_id = ${ctx.actor.id}`, after, most)} union ${firstTasksOfGroups(ctx, after, most)}) f`;

const isReady = (task: string) => {
  const of = (column: string) => sql.ref(`${task}.${column}`);
  return sql`${of('state')} in ('open', 'in_progress') and ${of('held')} is null and ${of('opened_at')} is not null`;
};

const isTheirs = (ctx: Ctx, task: string) => {
  const of = (column: string) => sql.ref(`${task}.${column}`);
  return sql`(${of('owner_id')} = ${ctx.actor.id} or ${of('owner_id')} is null
    and ${of('group_id')} in (select group_id from group_member where person_id = ${ctx.actor.id}))`;
};

/** Of those that wait for them, the first of each change. */
const firstTasks = (ctx: Ctx, whose: RawBuilder<unknown>, after: After | undefined, most: number) => sql`
  (select t.subject, t.opened_at, c.priority from task t join change c on c.id = t.subject
    where ${whose} and ${isReady('t')} and ${cameLater(after, 'task', sql`t.opened_at`, sql`t.subject`)}
      and c.held_at is null and ${seen(ctx)}
      and not exists (select from task e where e.subject = t.subject and ${isReady('e')} and ${isTheirs(ctx, 'e')}
        and (e.opened_at, e.id) < (t.opened_at, t.id))
    order by t.opened_at, c.priority, t.subject collate "C" limit ${most})`;

const firstTasksOfGroups = (ctx: Ctx, after: After | undefined, most: number) => sql`
  select free.* from group_member m cross join lateral
    ${firstTasks(ctx, sql`t.owner_id is null and t.group_id = m.group_id`, after, most)} free
  where m.person_id = ${ctx.actor.id}`;

/** More time that is asked for while the work goes on, for change managers who neither carry it out nor asked nor have decided. */
const extensions = (ctx: Ctx) => sql`
  select e.change_id, 'extension', e.asked_at, null, null, e.minutes || ' min: ' || e.words, e.asked_by
  from window_extension e join change c on c.id = e.change_id and c.state_kind = 'implement'
  cross join lateral accounts_of(${ctx.actor.id}) own(accounts)
  where e.state = 'asked' and not coalesce(c.assignee_id = any (own.accounts), false) and not e.asked_by = any (own.accounts)
    and not exists (select 1 from extension_decision d where d.extension_id = e.id and d.person_id = any (own.accounts))`;
