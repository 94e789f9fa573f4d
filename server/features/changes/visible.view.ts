// Reads: change, change_reader, incident_link, approval_round, approval_seat, approval_vote, deputy, task, task_step, person.
import { type Permission, rolesWith } from '@interlock/contract/permissions.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import type { Change } from './change.rules.ts';
import { mayRestrict } from './duties.rules.ts';

/**
 * Whether `person` is named on the change: has a place on it, is asked to decide on it, owns work on it, or was named as
 * somebody who sees it. `offset 0` keeps the few rows of one change from being looked up among all that a person has a part in.
 */
const namedOn = (change: string, person: RawBuilder<unknown>) =>
  sql<SqlBool>`(${placedOn(change, person)}
    or exists (select from task left join task_step step on step.task_id = task.id
      where task.subject = ${sql.ref(`${change}.id`)} and (task.owner_id = ${person} or step.owner_id = ${person}) offset 0))`;

/** The columns of everybody with a place on a change, and of whoever raised it. */
const places = ['requester_id', 'raised_by', 'assignee_id', 'coordinator_id', 'manager_id'] as const;

/** The same, but for the work that they own. */
const placedOn = (change: string, person: RawBuilder<unknown>) => {
  const of = (column: string) => sql.ref(`${change}.${column}`);
  return sql<SqlBool>`(coalesce(${person} in (${sql.join(places.map(of))}), false)
    or exists (select from change_reader reader where reader.change_id = ${of('id')} and reader.person_id = ${person} offset 0)
    or exists (select from approval_seat seat where seat.subject = ${of('id')} and seat.person_id = ${person} offset 0))`;
};

/** Seats of those for whom this person decides now, on changes that a deputy may see. */
const seatsStoodInFor = (person: RawBuilder<unknown>, now: Date) => sql`deputy of
  join approval_seat seat on seat.person_id = of.person_id and seat.asking
  join change stood on stood.id = seat.subject and not stood.restricted
  where of.deputy_id = ${person} and of.ended_at is null and of.starts_at <= ${now} and of.ends_at > ${now}`;

/** The one who asks, and when. A query that is built once for many takes what stands for their id and for the time. */
type Asking = { actor: Pick<Actor, 'permissions' | 'id'>; now: Date };

const stoodInFor = ({ actor, now }: Asking) => seatsStoodInFor(sql`${actor.id}`, now);

/** Votes that this person cast for somebody else, on changes that a deputy may see; one's own have a seat of one's own. */
const votesForOthers = (
  person: RawBuilder<unknown>,
) => sql`approval_vote vote join approval_round round on round.id = vote.round_id
  join change decided on decided.id = round.subject and not decided.restricted
  where vote.cast_by = ${person} and vote.cast_by <> vote.person_id`;

const castForOthers = ({ actor }: Asking) => votesForOthers(sql`${actor.id}`);

/**
 * What the one who asks may see, as a condition on `change` or on what it is called in the query. A restricted change is seen by
 * those whom it names, and by auditors. Of the others, whoever is nothing but an approver sees those that name them, and
 * those that ask somebody for whom they stand in; everybody else with the right to read sees all.
 */
export function visibleTo(ctx: Asking, change = 'change'): RawBuilder<SqlBool> {
  const { permissions, id: me } = ctx.actor;
  if (permissions.has('change.read_all')) return visibleEach(ctx, change);
  const ownBy = (column: string) => sql`union select id from change own where ${sql.ref(`own.${column}`)} = ${me}`;
  // The few that they may see are found first: an approver's page costs what they decide on, not what there is.
  return sql<SqlBool>`${sql.ref(`${change}.id`)} in (
      select seat.subject from approval_seat seat where seat.person_id = ${me}
      union select reader.change_id from change_reader reader where reader.person_id = ${me}
      union select task.subject from task where task.owner_id = ${me}
      union select task.subject from task_step step join task on task.id = step.task_id where step.owner_id = ${me}
      union select seat.subject from ${stoodInFor(ctx)}
      union select round.subject from ${castForOthers(ctx)}
      ${sql.join(places.map(ownBy), sql` `)})`;
}

/**
 * The same in two parts for a list: what anybody with the right to read sees, which the indexes of the list tell, and the few
 * restricted ones, each of which is looked at. Nothing is in both. An approver's list is in one part.
 */
export function partsVisibleTo(ctx: Ctx): { open: RawBuilder<SqlBool>; hidden?: RawBuilder<SqlBool> } {
  const { permissions, id: me } = ctx.actor;
  if (!permissions.has('change.read_all') || permissions.has('change.read_restricted')) return { open: visibleTo(ctx) };
  return {
    open: sql<SqlBool>`not change.restricted`,
    hidden: sql<SqlBool>`(change.restricted and ${namedOn('change', sql`${me}`)})`,
  };
}

/** The one who asks, with the few changes that they may see where they do not see all: looked up once for many counts. */
export type Sight = { ctx: Ctx; ids: string[] | null };

export async function sightOf(ctx: Ctx): Promise<Sight> {
  if (ctx.actor.permissions.has('change.read_all')) return { ctx, ids: null };
  const rows = await ctx.db.selectFrom('change').select('id').where(visibleTo(ctx)).execute();
  return { ctx, ids: rows.map(({ id }) => id) };
}

/** Columns of the changes that the one who asks may see and that answer `where`, as a subquery to count in. */
export function seenColumns({ ctx, ids }: Sight, columns: RawBuilder<unknown>, where: RawBuilder<SqlBool>) {
  const among = (seen: RawBuilder<unknown>) => sql`select ${columns} from change where ${seen} and ${where}`;
  if (ids) return sql`(${among(sql`id = any (${ids}::text[])`)})`;
  const { open, hidden } = partsVisibleTo(ctx);
  return hidden ? sql`(${among(open)} union all ${among(hidden)})` : sql`(${among(open)})`;
}

/** The same, asked of one change after the other: for one change, or for few that were found by something else. */
export function visibleEach(ctx: Asking, change = 'change'): RawBuilder<SqlBool> {
  const { permissions, id: me } = ctx.actor;
  if (permissions.has('change.read_restricted') && permissions.has('change.read_all')) return sql<SqlBool>`true`;
  const of = (column: string) => sql.ref(`${change}.${column}`);
  if (permissions.has('change.read_all')) {
    return sql<SqlBool>`(not ${of('restricted')} or ${namedOn(change, sql`${me}`)})`;
  }
  return sql<SqlBool>`(${namedOn(change, sql`${me}`)}
    or exists (select from ${castForOthers(ctx)} and round.subject = ${of('id')} offset 0)
    or exists (select from ${stoodInFor(ctx)} and stood.id = ${of('id')} offset 0))`;
}

/** Whether nothing but the right to read all decides that they see this change, which then needs no asking. */
export const seesAll = ({ actor }: Pick<Ctx, 'actor'>, { restricted }: Pick<Change, 'restricted'>): boolean =>
  actor.permissions.has('change.read_all') && !restricted;

/** In which of its ways `visibleTo` reads for the one who asks. A query with it in it is built once for each. */
export const waySeen = ({ actor: { permissions } }: Asking): string =>
  `${permissions.has('change.read_all')} ${permissions.has('change.read_restricted')}`;

const notTheirs = 'There is no such change, or it is not yours to see.';

/** Refuses alike whether the change does not exist or is not theirs to see. */
export async function mustSee(reads: Reads, ctx: Ctx, changeId: string): Promise<void> {
  if (!(await sees(reads, ctx, changeId))) refuse('not_found', notTheirs);
}

/** What somebody does to a change must not take it out of their own sight: they could neither see what they did nor undo it. */
export async function mustStillSee(reads: Reads, ctx: Ctx, { id, restricted }: Change): Promise<void> {
  if (!restricted || (await sees(reads, ctx, id))) return;
  refuse('invalid', 'You would no longer see this restricted change yourself.', {
    next: 'Name yourself among those who see it first.',
    errors: [{ path: 'readerIds', message: 'name yourself too' }],
  });
}

/** Whether they see it; for what is done already, and may have taken it out of their sight. */
export async function sees(reads: Reads, ctx: Ctx, changeId: string): Promise<boolean> {
  const row = await reads
    .selectFrom('change')
    .select('id')
    .where('id', '=', changeId)
    .where(visibleEach(ctx))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the audit log may show the one who asks what happened to this object: nothing of a change that is not theirs to see. */
export const mayKnowOf = (ctx: Ctx, object: string): RawBuilder<SqlBool> =>
  ctx.actor.permissions.has('change.read_restricted')
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(not exists (select from change told where told.id = ${sql.ref(object)} and not ${visibleEach(ctx, 'told')})
      and (not starts_with(${sql.ref(object)}, 'inc_') or ${seesIncident(ctx, object)}))`;

/** An incident that speaks of nothing but changes that are not theirs to see does not exist for them. `incident` is its id. */
export const seesIncident = (ctx: Ctx, incident: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(not exists (select from incident_link l where l.incident_id = ${sql.ref(incident)} offset 0)
    or exists (select from incident_link l join change c on c.id = l.change_id where l.incident_id = ${sql.ref(incident)} and ${visibleEach(ctx, 'c')} offset 0))`;

/** For an import: whoever brings it, the operator too, it knows of whatever is not restricted, as it links with any such change. */
export const importKnowsIncident = (ctx: Ctx, incident: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${seesIncident(ctx, incident)}
    or exists (select from incident_link l join change c on c.id = l.change_id where l.incident_id = ${sql.ref(incident)} and not c.restricted offset 0))`;

/** The same the other way round: whether `person` may see the change, by their roles, at this time. */
export const seenBy = (change: string, person: string, now: Date) => {
  const [one, they] = [sql.ref(`${change}.id`), sql.ref(`${person}.id`)];
  const has = (permission: Permission) =>
    sql<SqlBool>`${sql.ref(`${person}.roles`)} && ${rolesWith(permission)}::text[]`;
  return sql<SqlBool>`(${sql.ref(`${person}.active`)} and (${has('change.read_restricted')}
    or (not ${sql.ref(`${change}.restricted`)} and ${has('change.read_all')})
    or (${has('change.read')} and ${namedOn(change, they)})
    or (${has('change.read')} and (
      exists (select from ${votesForOthers(they)} and round.subject = ${one} offset 0)
      or exists (select from ${seatsStoodInFor(they, now)} and stood.id = ${one} offset 0)))))`;
};

type Naming = { id: string; path: string };

/**
 * Whoever may not say who sees a restricted change names nobody on it who would see it by that alone. Places are asked about before
 * they are saved, `by` work once it is.
 */
export async function mustShowNobody(
  reads: Reads,
  ctx: Ctx,
  change: Change,
  named: readonly Naming[],
  by: 'place' | 'work',
) {
  if (!change.restricted || named.length === 0 || mayRestrict(change, ctx.actor)) return;
  const person = sql.ref('person.id');
  const see = by === 'place' ? namedOn('change', person) : placedOn('change', person);
  const rows = await reads
    .selectFrom('person')
    .innerJoin('change', (join) => join.on('change.id', '=', change.id))
    .select(['person.id', 'person.name'])
    .where('person.id', 'in', [...new Set(named.map(({ id }) => id))])
    .where(sql<SqlBool>`not (${see} or person.roles && ${rolesWith('change.read_restricted')}::text[])`)
    .orderBy('person.name')
    .execute();
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  refuse('forbidden', `The change is restricted, and named here ${names} would see it.`, {
    next: 'The one who wants the change, a coordinator or a change manager says who sees it: ask one of them.',
    errors: named
      .filter(({ id }) => rows.some((row) => row.id === id))
      .map(({ path }) => ({ path, message: 'does not see this change' })),
  });
}

/** Who of these people may see a change: nobody else is told of it. */
export async function whoSees(
  reads: Reads,
  changeId: string,
  personIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await reads
    .selectFrom('person')
    .innerJoin('change', (join) => join.on('change.id', '=', changeId))
    .select('person.id')
    .where('person.id', 'in', [...personIds])
    .where(seenBy('change', 'person', now))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
