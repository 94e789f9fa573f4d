import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { isUniqueViolation, type Reads, type Tx, unlessReferredTo } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';

export type GroupRow = { id: string; name: string; managerId: string | null; approves: boolean; version: number };

const select = (db: Reads) =>
  db.selectFrom('person_group').select(['id', 'name', 'manager_id as managerId', 'approves', 'version']);

export async function groupById(db: Reads, groupId: string): Promise<GroupRow | undefined> {
  return select(db).where('id', '=', groupId).executeTakeFirst();
}

export async function lockGroup(tx: Tx, groupId: string): Promise<GroupRow> {
  const row = await select(tx).where('id', '=', groupId).forUpdate().executeTakeFirst();
  return row ?? refuse('not_found', 'There is no such group.');
}

export async function groupsByIds(db: Reads, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return [];
  return select(db)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
}

/** Always in the same order, so that no two of these wait for each other in a ring. */
export async function lockGroups(tx: Tx, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return [];
  return select(tx)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export type Member = { id: string; name: string; since: Date; addedBy: string | null };

/** The people whom the group stands for now, by name; nothing where there is no such group. */
export async function activeMembersOf(db: Reads, groupId: string): Promise<Member[] | undefined> {
  const rows = await db
    .selectFrom('person_group')
    .leftJoin('group_member', 'group_member.group_id', 'person_group.id')
    .leftJoin('person', (join) => join.onRef('person.id', '=', 'person_id').on('person.active', '=', true))
    .select(['person.id', 'person.name', 'since', 'added_by as addedBy'])
    .where('person_group.id', '=', groupId)
    .orderBy(sql`lower(person.name) collate "und-x-icu"`)
    .orderBy('person.id')
    .execute();
  if (rows.length === 0) return undefined;
  return rows.flatMap(({ id, name, since, addedBy }) =>
    id !== null && name !== null && since !== null ? [{ id, name, since, addedBy }] : [],
  );
}

/** Nobody takes this person out of the group until the transaction ends. */
export async function holdMembership(tx: Tx, groupId: string, personId: string): Promise<void> {
  await tx
    .selectFrom('group_member')
    .select('person_id')
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .forShare()
    .execute();
}

/** The groups that a person is in, by name. */
export async function groupsOf(db: Reads, personId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('group_member')
    .innerJoin('person_group', 'person_group.id', 'group_id')
    .select(['person_group.id', 'name'])
    .where('person_id', '=', personId)
    .orderBy(sql`lower(name) collate "und-x-icu"`)
    .orderBy('person_group.id')
    .execute();
}

export async function memberIdsOf(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.selectFrom('group_member').select('person_id').where('group_id', '=', groupId).execute();
  return rows.map((row) => row.person_id);
}

type NewGroup = { id: string; name: string; managerId: string | null };

export async function insertGroup(tx: Tx, group: NewGroup, now: Date): Promise<void> {
  const { id, name, managerId } = group;
  await tx
    .insertInto('person_group')
    .values({ id, name, manager_id: managerId, created_at: now })
    .execute()
    .catch(refuseTakenName);
}

type Saved = { name?: string; managerId?: string | null };

/** The version grows with every edit, also where only the members change. */
export async function saveGroup(tx: Tx, groupId: string, { name, managerId }: Saved): Promise<void> {
  await tx
    .updateTable('person_group')
    .set({
      ...(name !== undefined && { name }),
      ...(managerId !== undefined && { manager_id: managerId }),
      version: sql`version + 1`,
    })
    .where('id', '=', groupId)
    .execute()
    .catch(refuseTakenName);
}

type Added = { at: Date; by: string };

/** Somebody comes into several groups at once: whoever read one of them before then has an older reading. */
export async function joinGroups(tx: Tx, personId: string, groups: readonly GroupRow[], added: Added): Promise<void> {
  if (groups.length === 0) return;
  const ids = groups.map(({ id }) => id);
  await tx.updateTable('person_group').set({ version: sql`version + 1` }).where('id', 'in', ids).execute();
  await addMembers(
    tx,
    ids.map((groupId) => ({ groupId, personId })),
    added,
  );
}

function refuseTakenName(error: unknown): never {
  if (!isUniqueViolation(error, 'person_group_name')) throw error;
  return refuse('name_taken', 'There is a group with this name.', { next: 'Choose another name.' });
}

type Membership = { groupId: string; personId: string };

/** Who is in already keeps the day that they came. */
export async function addMembers(tx: Tx, members: readonly Membership[], { at, by }: Added): Promise<void> {
  if (members.length === 0) return;
  await tx
    .insertInto('group_member')
    .values(
      members.map(({ groupId, personId }) => ({ group_id: groupId, person_id: personId, since: at, added_by: by })),
    )
    .onConflict((there) => there.doNothing())
    .execute();
}

export async function removeMembers(tx: Tx, groupId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .deleteFrom('group_member')
    .where('group_id', '=', groupId)
    .where('person_id', 'in', [...personIds])
    .execute();
}

/** A published model asks these groups: from now on nobody comes into one by one person's act where there are two who could. */
export async function markApprovers(tx: Tx, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await tx
    .updateTable('person_group')
    .set({ approves: true })
    .where('id', 'in', [...groupIds])
    .where('approves', '=', false)
    .execute();
}

/** Hands on that somebody would come into a group that approves, to those who could let them in. */
export type TellOfProposal = (
  tx: Tx,
  ctx: Ctx,
  told: { groupId: string; names: string; administrators: readonly string[] },
) => Promise<void>;

/** `managerId` is undefined where the manager stays. */
export type Proposal = {
  id: string;
  groupId: string;
  added: string[];
  managerId: string | null | undefined;
  proposedBy: string;
};

export async function insertProposal(tx: Tx, { id, groupId, added, managerId, proposedBy }: Proposal, now: Date) {
  await tx
    .insertInto('group_proposal')
    .values({
      id,
      group_id: groupId,
      added,
      manager: managerId === undefined ? null : (managerId ?? ''),
      proposed_by: proposedBy,
      proposed_at: now,
    })
    .execute();
}

/** Kept for this transaction; refused where somebody has decided on it. */
export async function lockProposal(tx: Tx, groupId: string, proposalId: string): Promise<Proposal> {
  const row = await tx
    .selectFrom('group_proposal')
    .select(['id', 'group_id as groupId', 'added', 'manager', 'proposed_by as proposedBy', 'outcome'])
    .where('id', '=', proposalId)
    .where('group_id', '=', groupId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('not_found', 'There is no such proposal.');
  if (row.outcome !== null) {
    refuse('changed_meanwhile', 'Somebody has decided on it already.', {
      next: 'Load the group again to see who is in it. Whoever is missing can be proposed anew.',
    });
  }
  const { manager, outcome: _, ...rest } = row;
  return { ...rest, managerId: manager === null ? undefined : manager || null };
}

type Decided = { outcome: 'published' | 'declined'; by: string; at: Date };

export async function decideProposal(tx: Tx, proposalId: string, { outcome, by, at }: Decided): Promise<void> {
  await tx
    .updateTable('group_proposal')
    .set({ outcome, decided_by: by, decided_at: at })
    .where('id', '=', proposalId)
    .execute();
}

/** Groups go, but for those that something rests on or that a published model asks. Answers which stay; they are empty. */
export async function dropGroups(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const stay: string[] = [];
  for (const id of ids) {
    await tx.deleteFrom('group_member').where('group_id', '=', id).execute();
    await tx.deleteFrom('group_proposal').where('group_id', '=', id).execute();
    const free = tx.deleteFrom('person_group').where('id', '=', id).where('approves', '=', false).returning('id');
    const gone = await unlessReferredTo(tx, () => free.execute());
    if (gone === undefined || gone.length === 0) stay.push(id);
  }
  return stay;
}
