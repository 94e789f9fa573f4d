import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { addMembers, insertGroup, lockGroup, memberIdsOf, removeMembers, saveGroup } from './group.store.ts';
import { changesTo, stillAsRead } from './identity.rules.ts';
import { type KnownPerson, peopleByIds } from './person.store.ts';

type CreateGroup = { name: string; managerId: string | null; memberIds: readonly string[] };

/** Answers the new group's id. */
export async function createGroup(ctx: Ctx, input: CreateGroup): Promise<string> {
  requirePermission(ctx.actor, 'group.manage');
  return ctx.transaction(async (tx) => {
    const groupId = newId('grp');
    const { name, managerId } = input;
    const memberIds = [...new Set(input.memberIds)];
    const people = await peopleByIds(tx, [...memberIds, ...(managerId ? [managerId] : [])]);
    requireActive(people, 'memberIds', memberIds);
    if (managerId) requireActive(people, 'managerId', [managerId]);
    await insertGroup(tx, { id: groupId, name, managerId }, ctx.now);
    await addMembers(
      tx,
      memberIds.map((personId) => ({ groupId, personId })),
      ctx.now,
    );
    const parts = { name, manager: nameOf(people, managerId), added: memberIds.map((id) => nameOf(people, id)) };
    await record(tx, ctx, { verb: 'group.created', object: groupId, parts });
    return groupId;
  });
}

type EditGroup = {
  groupId: string;
  version: number;
  name?: string | undefined;
  managerId?: string | null | undefined;
  memberIds?: readonly string[] | undefined;
};

/** Whoever is in already may be deactivated; nobody deactivated is put in, or made the manager. */
export async function editGroup(ctx: Ctx, input: EditGroup): Promise<void> {
  requirePermission(ctx.actor, 'group.manage');
  await ctx.transaction(async (tx) => {
    const group = must(stillAsRead(await lockGroup(tx, input.groupId), input.version));
    const members = await memberIdsOf(tx, group.id);
    const wanted = new Set(input.memberIds ?? members);
    const added = [...wanted.difference(new Set(members))];
    const removed = members.filter((id) => !wanted.has(id));
    const changes = changesTo({ ...group }, { name: input.name, managerId: input.managerId });
    if (!changes && added.length + removed.length === 0) return;
    const people = await peopleByIds(tx, [...added, ...removed, ...managersOf(group.managerId, input.managerId)]);
    requireActive(people, 'memberIds', added);
    if (input.managerId && changes && 'managerId' in changes.after)
      requireActive(people, 'managerId', [input.managerId]);
    await saveGroup(tx, group.id, changes?.after ?? {});
    await saveMembers(tx, ctx, group.id, added, removed);
    const named = (fields: { name?: unknown; managerId?: unknown }) => ({
      ...('name' in fields && { name: fields.name }),
      ...('managerId' in fields && { manager: nameOf(people, fields.managerId) }),
    });
    await record(tx, ctx, {
      verb: 'group.edited',
      object: group.id,
      rev: group.version + 1,
      parts: {
        ...(changes && { before: named(changes.before), after: named(changes.after) }),
        ...(added.length > 0 && { added: added.map((id) => nameOf(people, id)) }),
        ...(removed.length > 0 && { removed: removed.map((id) => nameOf(people, id)) }),
      },
    });
  });
}

async function saveMembers(tx: Tx, ctx: Ctx, groupId: string, added: string[], removed: string[]): Promise<void> {
  await addMembers(
    tx,
    added.map((personId) => ({ groupId, personId })),
    ctx.now,
  );
  await removeMembers(tx, groupId, removed);
}

type People = ReadonlyMap<string, KnownPerson>;

const managersOf = (...ids: (string | null | undefined)[]) => ids.filter((id) => typeof id === 'string');
const nameOf = (people: People, id: unknown) => (typeof id === 'string' ? (people.get(id)?.name ?? id) : null);

function requireActive(people: People, path: string, ids: readonly string[]): void {
  const missing = ids.filter((id) => !people.has(id));
  if (missing.length > 0) {
    refuse('invalid', 'Some of these people do not exist.', {
      errors: missing.map((id) => ({ path, message: `there is no person ${id}` })),
    });
  }
  const inactive = ids.flatMap((id) => people.get(id) ?? []).filter(({ active }) => !active);
  if (inactive.length === 0) return;
  refuse('person_inactive', `Deactivated: ${inactive.map(({ name }) => name).join(', ')}.`, {
    next: 'Leave them out, or reactivate them first.',
    errors: inactive.map(({ id }) => ({ path, message: `${id} is deactivated` })),
  });
}
