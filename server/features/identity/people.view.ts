// Reads: person, person_link, person_group, group_member, group_proposal.
import type { Group, GroupProposal } from '@interlock/contract/groups.ts';
import type { Person } from '@interlock/contract/people.ts';
import { type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import type { GroupRef, PersonRef } from '@interlock/contract/shared.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';

type PageQuery = { cursor?: string | undefined; limit: number; q?: string | undefined };
type PeopleQuery = PageQuery & {
  role?: readonly Role[] | undefined;
  group?: string | undefined;
  active?: boolean | undefined;
};

const ref = (person: string) =>
  sql`json_build_object('id', ${sql.ref(`${person}.id`)}, 'name', ${sql.ref(`${person}.name`)}, 'active', ${sql.ref(`${person}.active`)})`;

const groupsOfPerson = sql<GroupRef[]>`(
  select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) order by lower(g.name), g.id), '[]')
  from group_member m join person_group g on g.id = m.group_id where m.person_id = person.id)`;

const onePersonWith = sql<PersonRef[]>`(
  select coalesce(json_agg(${ref('p')} order by lower(p.name), p.id), '[]')
  from person_link own join person_link other on other.person_key = own.person_key join person p on p.id = other.person_id
  where own.person_id = person.id and other.person_id <> person.id)`;

const unlinking = sql<boolean>`exists (
  select from person_link own where own.person_id = person.id and own.unlinking_by is not null)`;

const selectPeople = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'roles', 'active', 'demo', 'version'])
    .select(sql<boolean>`password_hash is null and not demo`.as('invited'))
    .select(sql<string>`lower(name)`.as('sortName'))
    .select([groupsOfPerson.as('groups'), onePersonWith.as('onePersonWith'), unlinking.as('unlinking')]);

type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['executeTakeFirstOrThrow']>>;
const personOf = ({ sortName: _, ...row }: PersonRow): Person => ({ ...row, roles: rolesAmong(row.roles) });

/** People by name. `q` is looked for in name and e-mail, whatever its case. */
export async function listPeople(db: Db, { cursor, limit, q, role, group, active }: PeopleQuery) {
  const after = keyOf(cursor, ['text', 'text']);
  let query = selectPeople(db);
  if (after) query = query.where(comesAfter(sql`person.name`, sql`person.id`, after));
  if (q) query = query.where(sql<boolean>`search like ${anywhere(q)}`);
  if (role && role.length > 0) query = query.where(sql<boolean>`roles && ${[...role]}::text[]`);
  if (group) {
    query = query.where(
      sql<boolean>`exists (select from group_member m where m.group_id = ${group} and m.person_id = person.id)`,
    );
  }
  if (active !== undefined) query = query.where('active', '=', active);
  const rows = await query
    .orderBy(sql`lower(name) collate "und-x-icu"`)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (row) => [row.sortName, row.id], personOf);
}

type Officers = ReadonlyMap<string, { total: number; first: { id: string; name: string }[] }>;

const FIRST_FEW = 4;

/** How many hold each of these roles and could act, and the first few of them by name. Those of the demo never sign in. */
export async function officersOf(reads: Reads, roles: readonly Role[]): Promise<Officers> {
  if (roles.length === 0) return new Map();
  const { rows } = await sql<{ role: string; total: number; first: { id: string; name: string }[] }>`
    select role, count(*)::int as total,
      to_jsonb((array_agg(jsonb_build_object('id', id, 'name', name) order by lower(name), id))[1:${sql.lit(FIRST_FEW)}]) as first
    from person join unnest(${[...roles]}::text[]) role on role = any (person.roles)
    where active and not demo group by role`.execute(reads);
  const found = new Map(rows.map(({ role, total, first }) => [role, { total, first }]));
  return new Map(roles.map((role) => [role, found.get(role) ?? { total: 0, first: [] }]));
}

export async function showPerson(db: Db, personId: string): Promise<Person> {
  const row = await selectPeople(db).where('id', '=', personId).executeTakeFirst();
  return row ? personOf(row) : refuse('not_found', 'There is no such person.');
}

const membersOfGroup = sql<PersonRef[]>`(
  select coalesce(json_agg(${ref('p')} order by lower(p.name) collate "und-x-icu", p.id), '[]')
  from group_member m join person p on p.id = m.person_id where m.group_id = person_group.id)`;

const managerOfGroup = sql<PersonRef | null>`(
  select ${ref('p')} from person p where p.id = person_group.manager_id)`;

const proposalsOfGroup = sql<GroupProposal[]>`(
  select coalesce(json_agg(json_build_object(
    'id', asked.id,
    'added', (select coalesce(json_agg(${ref('p')} order by lower(p.name) collate "und-x-icu", p.id), '[]') from person p where p.id = any(asked.added)),
    'manager', case when asked.manager is not null then json_build_object('becomes', (select ${ref('m')} from person m where m.id = asked.manager)) end,
    'by', (select ${ref('w')} from person w where w.id = asked.proposed_by),
    'at', to_char(asked.proposed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by asked.id), '[]')
  from group_proposal asked where asked.group_id = person_group.id and asked.outcome is null)`;

const selectGroups = (db: Db) =>
  db
    .selectFrom('person_group')
    .select(['id', 'name', 'approves', 'version'])
    .select(sql<string>`lower(name)`.as('sortName'))
    .select([proposalsOfGroup.as('proposals'), managerOfGroup.as('manager'), membersOfGroup.as('members')]);

type GroupRow = Awaited<ReturnType<ReturnType<typeof selectGroups>['executeTakeFirstOrThrow']>>;
const groupOf = ({ sortName: _, ...row }: GroupRow): Group => row;

/** Groups by name, each with all its members: those deactivated are marked and do not count in approvals. */
export async function listGroups(db: Db, { cursor, limit, q }: PageQuery) {
  const after = keyOf(cursor, ['text', 'text']);
  let query = selectGroups(db);
  if (after) query = query.where(comesAfter(sql`person_group.name`, sql`person_group.id`, after));
  if (q) query = query.where(sql<boolean>`lower(name) like ${anywhere(q)}`);
  const rows = await query
    .orderBy(sql`lower(name) collate "und-x-icu"`)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (row) => [row.sortName, row.id], groupOf);
}

export async function showGroup(db: Db, groupId: string): Promise<Group> {
  const row = await selectGroups(db).where('id', '=', groupId).executeTakeFirst();
  return row ? groupOf(row) : refuse('not_found', 'There is no such group.');
}

function comesAfter(name: RawBuilder<unknown>, id: RawBuilder<unknown>, key: readonly (string | number)[]) {
  const [lastName, lastId] = key.map(String);
  return sql<boolean>`(lower(${name}) collate "und-x-icu", ${id}) > (${lastName}::text collate "und-x-icu", ${lastId}::text)`;
}

/** What people type is looked for as it is: `%` and `_` are letters like others. */
const anywhere = (q: string) => sql`'%' || lower(${q.replace(/[\\%_]/g, '\\$&')}) || '%'`;
