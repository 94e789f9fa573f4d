import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { nameOf, proposalWords, proposeComing, waitsIn } from './coming-in.step.ts';
import {
  addMembers,
  decideProposal,
  type GroupRow,
  insertGroup,
  lockGroup,
  lockProposal,
  memberIdsOf,
  removeMembers,
  saveGroup,
  type TellOfProposal,
} from './group.store.ts';
import { changesTo, mayPublish, stillAsRead } from './identity.rules.ts';
import { administratorsForTwo, type KnownPerson, peopleByIds } from './person.store.ts';

export type { TellOfProposal };

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
    // A token takes away; what it gives somebody, a person at a browser gives.
    if (memberIds.length > 0 || managerId) requireSession(ctx.actor);
    await insertGroup(tx, { id: groupId, name, managerId }, ctx.now);
    await addMembers(
      tx,
      memberIds.map((personId) => ({ groupId, personId })),
      { at: ctx.now, by: ctx.actor.id },
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

/**
 * Whoever is in already may be deactivated; nobody deactivated is put in, or made the manager. Who leaves a group leaves at once.
 * Who comes into one that approves, or would manage it, waits for another administrator where there is one.
 */
export async function editGroup(ctx: Ctx, input: EditGroup, tell?: TellOfProposal): Promise<void> {
  requirePermission(ctx.actor, 'group.manage');
  await ctx.transaction(async (tx) => {
    const group = must(stillAsRead(await lockGroup(tx, input.groupId), input.version));
    const members = await memberIdsOf(tx, group.id);
    const wanted = new Set(input.memberIds ?? members);
    const added = [...wanted.difference(new Set(members))];
    const removed = members.filter((id) => !wanted.has(id));
    const managerId = input.managerId === group.managerId ? undefined : input.managerId;
    const people = await peopleByIds(tx, [...added, ...removed, ...managersOf(group.managerId, managerId)]);
    requireActive(people, 'memberIds', added);
    if (managerId) requireActive(people, 'managerId', [managerId]);
    const comes = added.length > 0 || managerId !== undefined;
    // A token takes away; what it gives somebody, a person at a browser gives.
    if (added.length > 0 || managerId) requireSession(ctx.actor);
    const waits = comes && (await waitsIn(tx, ctx, [group])).length > 0;
    if (waits) await proposeComing(tx, ctx, group.id, people, { added, managerId }, tell);
    const done = waits ? { removed, added: [] } : { removed, added, managerId };
    await apply(tx, ctx, group, people, { ...done, name: input.name });
  });
}

type Edit = { name?: string | undefined; managerId?: string | null | undefined; added: string[]; removed: string[] };

async function apply(tx: Tx, ctx: Ctx, group: GroupRow, people: People, edit: Edit): Promise<void> {
  const { added, removed } = edit;
  const changes = changesTo({ ...group }, { name: edit.name, managerId: edit.managerId });
  if (!changes && added.length + removed.length === 0) return;
  await saveGroup(tx, group.id, changes?.after ?? {});
  await saveMembers(tx, { at: ctx.now, by: ctx.actor.id }, group.id, added, removed);
  await record(tx, ctx, {
    verb: 'group.edited',
    object: group.id,
    rev: group.version + 1,
    parts: {
      ...(changes && { before: named(changes.before, people), after: named(changes.after, people) }),
      ...(added.length > 0 && { added: added.map((id) => nameOf(people, id)) }),
      ...(removed.length > 0 && { removed: removed.map((id) => nameOf(people, id)) }),
      ...(group.approves && added.length > 0 && { alone: true }),
    },
  });
}

const named = (fields: { name?: unknown; managerId?: unknown }, people: People) => ({
  ...('name' in fields && { name: fields.name }),
  ...('managerId' in fields && { manager: nameOf(people, fields.managerId) }),
});

type Decided = { groupId: string; proposalId: string };

/** Another administrator lets in whom somebody proposed; alone, the one who proposed may, and the record says so. */
export async function publishGroupProposal(ctx: Ctx, { groupId, proposalId }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'group.manage');
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    const proposal = await lockProposal(tx, groupId, proposalId);
    const { added, managerId, proposedBy } = proposal;
    const administrators = await administratorsForTwo(tx, ctx.now);
    const { alone } = must(
      mayPublish({ writers: [proposedBy], proposedBy }, ctx.actor.id, administrators, await linkedAccounts(tx)),
    );
    const people = await peopleByIds(tx, [...added, ...managersOf(managerId)]);
    requireActive(people, 'memberIds', added);
    if (managerId) requireActive(people, 'managerId', [managerId]);
    await saveGroup(tx, groupId, managerId === undefined ? {} : { managerId });
    await saveMembers(tx, { at: ctx.now, by: proposedBy }, groupId, added, []);
    await decideProposal(tx, proposalId, { outcome: 'published', by: ctx.actor.id, at: ctx.now });
    const parts = { ...proposalWords(proposalId, people, proposal), proposedBy, alone };
    await record(tx, ctx, { verb: 'group.proposal_published', object: groupId, rev: group.version + 1, parts });
  });
}

export async function declineGroupProposal(ctx: Ctx, { groupId, proposalId }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'group.manage');
  await ctx.transaction(async (tx) => {
    await lockGroup(tx, groupId);
    const proposal = await lockProposal(tx, groupId, proposalId);
    const people = await peopleByIds(tx, [...proposal.added, ...managersOf(proposal.managerId)]);
    await decideProposal(tx, proposalId, { outcome: 'declined', by: ctx.actor.id, at: ctx.now });
    const parts = { ...proposalWords(proposalId, people, proposal), proposedBy: proposal.proposedBy };
    await record(tx, ctx, { verb: 'group.proposal_declined', object: groupId, parts });
  });
}

type Added = { at: Date; by: string };

async function saveMembers(
  tx: Tx,
  { at, by }: Added,
  groupId: string,
  added: string[],
  removed: string[],
): Promise<void> {
  await addMembers(
    tx,
    added.map((personId) => ({ groupId, personId })),
    { at, by },
  );
  await removeMembers(tx, groupId, removed);
}

type People = ReadonlyMap<string, KnownPerson>;

const managersOf = (...ids: (string | null | undefined)[]) => ids.filter((id) => typeof id === 'string');

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
