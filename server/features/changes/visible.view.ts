// Reads: change, change_reader, approval_round, approval_seat, approval_vote, deputy, task, task_step, person.
import { permissionsOfRole, roles } from '@interlock/contract/permissions.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import type { Change } from './change.rules.ts';

/**
 * Whether `person` is named on the change: has a place on it, is asked to decide on it, owns work on it, or was named as
 * somebody who sees it. `offset 0` keeps the few rows of one change from being looked up among all that a person has a part in.
 */
const namedOn = (change: string, person: RawBuilder<unknown>) => {
  const of = (column: string) => sql.ref(`${change}.${column}`);
  return sql<SqlBool>`(coalesce(${person} in (${of('requester_id')}, ${of('raised_by')}, ${of('assignee_id')}, ${of('coordinator_id')}, ${of('manager_id')}), false)
    or exists (select from change_reader reader where reader.change_id = ${of('id')} and reader.person_id = ${person} offset 0)
    or exists (select from approval_round round join approval_seat seat on seat.round_id = round.id
      where round.subject = ${of('id')} and seat.person_id = ${person} offset 0)
    or exists (select from task left join task_step step on step.task_id = task.id
      where task.subject = ${of('id')} and (task.owner_id = ${person} or step.owner_id = ${person}) offset 0))`;
};

/**
 * What the one who asks may see, as a condition on `change` or on what it is called in the query. A restricted change is seen by
 * those whom it names, and by auditors. Of the others, whoever is nothing but an approver sees those that name them, and
 * those that ask somebody for whom they stand in; everybody else with the right to read sees all.
 */
export function visibleTo(ctx: Ctx, change = 'change'): RawBuilder<SqlBool> {
  const { permissions, id: me } = ctx.actor;
  if (permissions.has('change.read_all')) {
    if (permissions.has('change.read_restricted')) return sql<SqlBool>`true`;
    return sql<SqlBool>`(not ${sql.ref(`${change}.restricted`)} or ${namedOn(change, sql`${me}`)})`;
  }
  // The few that they may see are found first: an approver's page costs what they decide on, not what there is.
  return sql<SqlBool>`${sql.ref(`${change}.id`)} in (
      select round.subject from approval_seat seat join approval_round round on round.id = seat.round_id where seat.person_id = ${me}
      union select reader.change_id from change_reader reader where reader.person_id = ${me}
      union select task.subject from task where task.owner_id = ${me}
      union select round.subject from deputy of join approval_seat seat on seat.person_id = of.person_id
        join approval_round round on round.id = seat.round_id and round.status = 'open'
        join change stood on stood.id = round.subject and not stood.restricted
        where of.deputy_id = ${me} and of.ended_at is null and of.starts_at <= ${ctx.now} and of.ends_at > ${ctx.now}
      union select round.subject from approval_vote vote join approval_round round on round.id = vote.round_id where vote.cast_by = ${me}
      union select id from change own where own.requester_id = ${me}
      union select id from change own where own.raised_by = ${me}
      union select id from change own where own.assignee_id = ${me}
      union select id from change own where own.coordinator_id = ${me}
      union select id from change own where own.manager_id = ${me})`;
}

/** Whether nothing but the right to read all decides that they see this change, which then needs no asking. */
export const seesAll = ({ actor }: Pick<Ctx, 'actor'>, { restricted }: Pick<Change, 'restricted'>): boolean =>
  actor.permissions.has('change.read_all') && !restricted;

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

async function sees(reads: Reads, ctx: Ctx, changeId: string): Promise<boolean> {
  const row = await reads
    .selectFrom('change')
    .select('id')
    .where('id', '=', changeId)
    .where(visibleTo(ctx))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the audit log may show the one who asks what happened to this object: nothing of a change that is not theirs to see. */
export const mayKnowOf = (ctx: Ctx, object: string): RawBuilder<SqlBool> =>
  ctx.actor.permissions.has('change.read_restricted')
    ? sql<SqlBool>`true`
    : sql<SqlBool>`not exists (select from change told where told.id = ${sql.ref(object)} and not ${visibleTo(ctx, 'told')})`;

const rolesWith = (permission: 'change.read' | 'change.read_all' | 'change.read_restricted'): string[] =>
  roles.filter((role) => permissionsOfRole[role].includes(permission));

/** The same the other way round: whether `person` may see the change, by their roles. */
const seenBy = (change: string, person: string) => {
  const has = (permission: Parameters<typeof rolesWith>[0]) =>
    sql<SqlBool>`${sql.ref(`${person}.roles`)} && ${rolesWith(permission)}::text[]`;
  return sql<SqlBool>`(${sql.ref(`${person}.active`)} and (${has('change.read_restricted')}
    or (not ${sql.ref(`${change}.restricted`)} and ${has('change.read_all')})
    or (${has('change.read')} and ${namedOn(change, sql.ref(`${person}.id`))})))`;
};

/** Who of these people may see a change: nobody else is told of it. */
export async function whoSees(reads: Reads, changeId: string, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await reads
    .selectFrom('person')
    .innerJoin('change', (join) => join.on('change.id', '=', changeId))
    .select('person.id')
    .where('person.id', 'in', [...personIds])
    .where(seenBy('change', 'person'))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
