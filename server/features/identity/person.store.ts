import { type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import { type Reads, type Tx, unlessReferredTo } from '../../platform/database/db.ts';
import { shapedQuery } from '../../platform/database/fixed-query.ts';
import { refuse } from '../../platform/refusal.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { handsSince, linkedAccounts } from '../same-person/index.ts';
import { type Administrators, COUNTS_ON_DAYS } from './identity.rules.ts';

const DAY = 24 * 60 * 60_000;

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  zone: string;
  theme: string;
  roles: Role[];
  active: boolean;
  passwordHash: string | null;
  /** Made up: never signs in. */
  demo: boolean;
  version: number;
};

type NewPerson = Pick<PersonRow, 'id' | 'name' | 'email' | 'zone' | 'roles' | 'passwordHash'>;

const select = (db: Reads) =>
  db
    .selectFrom('person')
    .select([
      'id',
      'name',
      'email',
      'zone',
      'theme',
      'roles',
      'active',
      'password_hash as passwordHash',
      'demo',
      'version',
    ]);

const personOf = <Row extends { roles: string[] }>(row: Row) => ({ ...row, roles: rolesAmong(row.roles) });

export async function findPerson(db: Reads, personId: string): Promise<PersonRow | undefined> {
  const row = await select(db).where('id', '=', personId).executeTakeFirst();
  return row && personOf(row);
}

export async function personByEmail(db: Reads, email: string): Promise<PersonRow | undefined> {
  const row = await select(db).where(sql<string>`lower(email)`, '=', sql<string>`lower(${email})`).executeTakeFirst();
  return row && personOf(row);
}

/** Nobody else changes this person, or starts a session for them, until the transaction ends. */
export async function lockPerson(tx: Tx, personId: string): Promise<PersonRow> {
  const row = await select(tx).where('id', '=', personId).forUpdate().executeTakeFirst();
  return row ? personOf(row) : refuse('not_found', 'There is no such person.');
}

/** As `lockPerson` for several, always in the same order, so that no two of these wait for each other in a ring. */
export async function lockPeople(tx: Tx, personIds: readonly string[]): Promise<(personId: string) => PersonRow> {
  const people = new Map<string, PersonRow>();
  for (const id of [...new Set(personIds)].sort()) people.set(id, await lockPerson(tx, id));
  return (id) => people.get(id) ?? refuse('not_found', 'There is no such person.');
}

/** Keeps this person's own settings apart; answers the zone of their clock. */
export const lockZoneOf = async (tx: Tx, personId: string): Promise<string> => (await lockPerson(tx, personId)).zone;

/** False where somebody has this e-mail, however it is capitalised. */
export async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<boolean> {
  const { passwordHash, ...rest } = person;
  const row = await tx
    .insertInto('person')
    .values({ ...rest, password_hash: passwordHash, created_at: now })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

type Saved = Partial<Pick<PersonRow, 'name' | 'zone' | 'theme' | 'roles' | 'active'>> & {
  administrator_lost_at?: Date;
};

export async function savePerson(tx: Tx, personId: string, changed: Saved): Promise<void> {
  await tx
    .updateTable('person')
    .set({ ...changed, version: sql`version + 1` })
    .where('id', '=', personId)
    .execute();
}

/** Leaves the version alone: a password is nothing that somebody else edits meanwhile. */
export async function setPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', personId).execute();
}

/** The administrators who can sign in, locked, so that two who remove each other do it one after the other. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where(sql<boolean>`'administrator' = any(roles)`)
    .where('active', '=', true)
    .where('password_hash', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** The administrators who can sign in, by name. */
export async function administratorsNow(db: Reads): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('person')
    .select(['id', 'name'])
    .where(sql<boolean>`'administrator' = any(roles)`)
    .where('active', '=', true)
    .where('password_hash', 'is not', null)
    .orderBy('id')
    .execute();
}

/** How many accounts can sign in. */
export async function accountsNow(db: Reads): Promise<number> {
  const { n } = await db
    .selectFrom('person')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('active', '=', true)
    .where('password_hash', 'is not', null)
    .executeTakeFirstOrThrow();
  return n;
}

/** The administrators as far as four eyes count them. */
export async function administratorsForTwo(db: Reads, now: Date): Promise<Administrators> {
  const since = new Date(now.getTime() - COUNTS_ON_DAYS * DAY);
  const administrators = await administratorsNow(db);
  const standing = administrators.map(({ id }) => id);
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'administrator_lost_at as lostAt', 'administrator_linked_at as linkedAt'])
    .where((is) => is.or([is('administrator_lost_at', '>', since), is('administrator_linked_at', '>', since)]))
    .orderBy('id')
    .execute();
  const counting = (at: Date | null, { id, name }: { id: string; name: string }) =>
    at === null || at <= since ? [] : [{ id, name, until: new Date(at.getTime() + COUNTS_ON_DAYS * DAY) }];
  return {
    ids: standing,
    lately: rows.flatMap((row) => (standing.includes(row.id) ? [] : counting(row.lostAt, row))),
    linked: rows.flatMap((row) => counting(row.linkedAt, row)),
    hands: await handsSince(db, now),
    names: new Map(administrators.map(({ id, name }) => [id, name])),
  };
}

/** Some of these accounts were each an administrator of their own until they were linked. */
export async function markLinked(tx: Tx, personIds: readonly string[], now: Date): Promise<void> {
  if (personIds.length === 0) return;
  await tx.updateTable('person').set({ administrator_linked_at: now }).where('id', 'in', personIds).execute();
}

/** The administrators beside this person, who is one with however many accounts. */
export async function othersWhoCan(tx: Tx, personId: string): Promise<string[]> {
  const linked = await linkedAccounts(tx);
  return (await administratorsNow(tx)).flatMap(({ id }) => (isSamePerson(linked, id, personId) ? [] : [id]));
}

export type KnownPerson = Pick<PersonRow, 'id' | 'name' | 'active' | 'roles' | 'demo'>;

/** So many ids are so many values: of one list PostgreSQL thinks that it may be long, and plans anew each time. */
const known = shapedQuery((db, ids: Record<string, string>) =>
  db.selectFrom('person').select(['id', 'name', 'active', 'roles', 'demo']).where('id', 'in', Object.values(ids)),
);

/** Unknown ids are left out. */
export async function peopleByIds(db: Reads, ids: readonly string[]): Promise<Map<string, KnownPerson>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.executeQuery(known(db, Object.fromEntries([...new Set(ids)].entries())));
  return new Map(rows.map((row) => [row.id, personOf(row)]));
}

/** The ids of those who sign in with these e-mails, given in small letters. */
export async function peopleByEmails(db: Reads, emails: readonly string[]): Promise<string[]> {
  if (emails.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where(sql<string>`lower(email)`, 'in', [...emails])
    .execute();
  return rows.map(({ id }) => id);
}

/** The addresses of these people, in small letters. */
export async function addressesOf(reads: Reads, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await reads
    .selectFrom('person')
    .select(sql<string>`lower(email)`.as('address'))
    .where('id', 'in', [...personIds])
    .execute();
  return new Set(rows.map(({ address }) => address));
}

/** Nobody deactivates this person or changes their roles until the transaction ends; others may hold them alike. */
export async function holdPerson(tx: Tx, personId: string): Promise<KnownPerson | undefined> {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'name', 'active', 'roles', 'demo'])
    .where('id', '=', personId)
    .forShare()
    .executeTakeFirst();
  return row && personOf(row);
}

export async function saveDemo(tx: Tx, personIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('person')
    .set({ demo: true })
    .where('id', 'in', [...personIds])
    .execute();
}

export const demoPeople = (reads: Reads): Promise<{ id: string; name: string; active: boolean }[]> =>
  reads.selectFrom('person').select(['id', 'name', 'active']).where('demo', '=', true).orderBy('id').execute();

/**
 * Made-up people go. Whoever something rests on that stays, such as a change that a real person gave them, stays under their
 * name, deactivated and in no group. Answers who stays.
 */
export async function dropPeople(tx: Tx, ids: readonly string[]): Promise<string[]> {
  await tx
    .deleteFrom('group_member')
    .where('person_id', 'in', [...ids])
    .execute();
  await tx
    .updateTable('person_group')
    .set({ manager_id: null })
    .where('manager_id', 'in', [...ids])
    .execute();
  await tx
    .deleteFrom('group_proposal')
    .where('proposed_by', 'in', [...ids])
    .execute();
  const stay: string[] = [];
  for (const id of ids) {
    const gone = await unlessReferredTo(tx, () => tx.deleteFrom('person').where('id', '=', id).execute());
    if (!gone) stay.push(id);
  }
  if (stay.length > 0) {
    await tx.updateTable('person').set({ active: false, version: sql`version + 1` }).where('id', 'in', stay).execute();
  }
  return stay;
}
