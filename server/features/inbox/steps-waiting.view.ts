// Reads: change, person, person_group, group_member, person_link.
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { visibleEach } from '../changes/index.ts';

/** Nothing of a change that is not theirs to see: asked before anything is counted out, so that what is hidden takes up no place. */
export const seen = (ctx: Ctx) => visibleEach(ctx, 'c');

/** Every account of the person who holds this one: what a person does with one of them counts for all. */
export const accountsOf = (person: RawBuilder<unknown>) => sql`accounts_of(${person})`;

/** The steps onward that wait for the one who asks: their own, and as a change manager those that nobody else sees to. */
export const steps = (ctx: Ctx, later: RawBuilder<unknown>, most: number): RawBuilder<unknown>[] => [
  moves(ctx, later, most),
  ...(permissionsGiven(ctx.actor.roles).has('change.manage')
    ? [ofTheGone, ofTheUnable, ofTheEmpty, ofTheBarred].map((part) => part(ctx, later, most))
    : []),
];

/** The index gives each key's changes in the order of their wait, so no more is read than the page shows. */
const moves = (ctx: Ctx, later: RawBuilder<unknown>, most: number) => sql`
  select step.* from (select unnest(keys) as key from mine) k cross join lateral (
    select c.id, 'move', c.waits_since, null, null, c.waits_on, null, c.priority
    from change c
    where c.waits_on = k.key and ${seen(ctx)} and ${later}
      and ${isFree(ctx)}
      and not (c.waits_for_another and coalesce(c.assignee_id = any (${accountsOf(sql`${ctx.actor.id}`)}), false))
      and not (k.key = ${ctx.actor.id} and ${lacksOffice(sql`${[...ctx.actor.roles]}::text[]`)})
    order by c.waits_since, c.priority, c.id collate "C" limit ${most}) step`;

/**
 * The clock does not hold the step of `c` back. Without a window somebody has to give it one; one that ended unused stands as missed
 * where the change is scheduled, and else here.
 */
const isFree = (ctx: Ctx) => sql`(not c.waits_for_window or c.planned_start is null
  or (c.planned_start <= ${ctx.now} and (c.planned_end > ${ctx.now} or c.state_kind <> 'scheduled')))`;

/** A step that waits for somebody who is deactivated stands with the change managers, who name somebody else. */
const ofTheGone = (ctx: Ctx, later: RawBuilder<unknown>, most: number) => sql`
  select step.* from person gone cross join lateral (
    select c.id, 'move', c.waits_since, null, null, 'gone:' || gone.name, null, c.priority
    from change c
    where c.waits_on = gone.id and ${seen(ctx)} and ${later}
    order by c.waits_since, c.priority, c.id collate "C" limit ${most}) step
  where not gone.active`;

/** A step that waits for a group in which nobody is any more stands with the change managers too. */
const ofTheEmpty = (ctx: Ctx, later: RawBuilder<unknown>, most: number) => sql`
  select step.* from person_group left_by_all cross join lateral (
    select c.id, 'move', c.waits_since, null, null, 'empty:' || left_by_all.name, null, c.priority
    from change c
    where c.waits_on = left_by_all.id and ${seen(ctx)} and ${later}
    order by c.waits_since, c.priority, c.id collate "C" limit ${most}) step
  where not exists (select from group_member m join person p on p.id = m.person_id and p.active where m.group_id = left_by_all.id)`;

/**
 * A step that waits for whoever carries the change out, and that they may not make, stands with the change managers who do not: also
 * where it came out later that the two accounts are one person's.
 */
const ofTheBarred = (ctx: Ctx, later: RawBuilder<unknown>, most: number) => {
  const step = (where: RawBuilder<unknown>) => sql`
    (select c.id, 'move', c.waits_since, null, null, 'barred:', null, c.priority
    from change c join person named on named.id = c.waits_on and named.active
    where c.waits_for_another and ${where} and ${seen(ctx)} and ${later} and not ${lacksOffice(sql`named.roles`)}
      and not c.assignee_id = any (${accountsOf(sql`${ctx.actor.id}`)})
    order by c.waits_since, c.priority, c.id collate "C" limit ${most})`;
  return sql`${step(sql`c.waits_on = c.assignee_id`)}
    union all
    select step.* from person_link one join person_link other on other.person_key = one.person_key and other.person_id <> one.person_id
    cross join lateral ${step(sql`c.waits_on = one.person_id and c.assignee_id = other.person_id`)} step`;
};

/**
 * The step of `c` waits for somebody as its coordinator or manager who has lost that role since: to be named is not to hold the
 * office. Whoever has another place on the change may wait for that.
 */
const lacksOffice = (roles: RawBuilder<unknown>) => sql`(c.waits_on = any (array[c.coordinator_id, c.manager_id])
  and c.waits_on is distinct from c.requester_id and c.waits_on is distinct from c.assignee_id
  and not (c.waits_on is not distinct from c.coordinator_id and 'coordinator' = any (${roles}))
  and not (c.waits_on is not distinct from c.manager_id and 'change_manager' = any (${roles})))`;

/**
 * As for the deactivated: the change managers name somebody else. The index holds, by whom they wait for, only the steps that
 * are the coordinator's or the manager's; of each of those people it is asked once whether they have the role.
 */
const ofTheUnable = (ctx: Ctx, later: RawBuilder<unknown>, most: number) => sql`
  select step.* from (
    with recursive ${named(sql`coordinator`, sql`w.waits_on = w.coordinator_id`)}, ${named(sql`manager`, sql`w.waits_on = w.manager_id`)}
    select p.id, p.name, p.roles from person p where p.active
      and (p.id in (select id from coordinator) and not 'coordinator' = any (p.roles)
        or p.id in (select id from manager) and not 'change_manager' = any (p.roles))) p
  cross join lateral (
    select c.id, 'move', c.waits_since, null, null, 'lost:' || p.name, null, c.priority
    from change c
    where c.waits_on = p.id and ${later} and ${lacksOffice(sql`p.roles`)} and ${seen(ctx)}
    order by c.waits_since, c.priority, c.id collate "C" limit ${most}) step`;

/** Everybody for whom a step waits so, once each: the index is asked for the next name after the last. */
const named = (office: RawBuilder<unknown>, waits: RawBuilder<unknown>) => sql`${office} as (
  (select w.waits_on as id from change w where ${waits} order by w.waits_on limit 1)
  union all
  select (select w.waits_on from change w where ${waits} and w.waits_on > before.id order by w.waits_on limit 1)
  from ${office} before where before.id is not null)`;
