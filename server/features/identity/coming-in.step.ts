import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../audit/index.ts';
import { dropHands, linkedAccounts } from '../same-person/index.ts';
import { dropLinksOf } from '../sessions/index.ts';
import { addMembers, type GroupRow, insertProposal, lockGroup, saveGroup, type TellOfProposal } from './group.store.ts';
import { APPROVERS_GROUP, mayDoAlone } from './identity.rules.ts';
import { administratorsForTwo, type KnownPerson, othersWhoCan, saveDemo } from './person.store.ts';

export type People = ReadonlyMap<string, Pick<KnownPerson, 'name'>>;
/** `managerId` is undefined where the manager stays. */
export type ComingIn = { added: readonly string[]; managerId?: string | null | undefined };

export const nameOf = (people: People, id: unknown) => (typeof id === 'string' ? (people.get(id)?.name ?? id) : null);

export const proposalWords = (proposalId: string, people: People, { added, managerId }: ComingIn) => ({
  proposalId,
  added: added.map((id) => nameOf(people, id)),
  ...(managerId !== undefined && { manager: nameOf(people, managerId) }),
});

/** Of these groups, those into which nobody comes by this one person's act: they approve, and another can let people in, or could until lately. */
export async function waitsIn<G extends Pick<GroupRow, 'approves'>>(tx: Tx, { actor, now }: Ctx, groups: readonly G[]) {
  const approving = groups.filter(({ approves }) => approves);
  if (approving.length === 0) return [];
  const others = await othersWhoCan(tx, actor.id);
  const alone =
    others.length === 0 && mayDoAlone(await administratorsForTwo(tx, now), actor.id, await linkedAccounts(tx)).ok;
  return alone ? [] : approving;
}

/** Puts down who would come into a group, or manage it, and tells those who could let them in. */
export async function proposeComing(
  tx: Tx,
  ctx: Ctx,
  groupId: string,
  people: People,
  coming: ComingIn,
  tell: TellOfProposal | undefined,
): Promise<void> {
  const proposalId = newId('prp');
  const { added, managerId } = coming;
  const all = [...added, ...(typeof managerId === 'string' ? [managerId] : [])];
  const names = all.map((id) => nameOf(people, id)).join(', ');
  await tell?.(tx, ctx, { groupId, names, administrators: await othersWhoCan(tx, ctx.actor.id) });
  const proposal = { id: proposalId, groupId, added: [...added], managerId, proposedBy: ctx.actor.id };
  await insertProposal(tx, proposal, ctx.now);
  await record(tx, ctx, { verb: 'group.proposed', object: groupId, parts: proposalWords(proposalId, people, coming) });
}

/** These people are made up: from now on nobody signs in as one of them, and no link lets them choose a password. */
export async function markDemo(tx: Tx, personIds: readonly string[]): Promise<void> {
  for (const id of personIds) await dropLinksOf(tx, id);
  await dropHands(tx, personIds);
  await saveDemo(tx, personIds);
}

/**
 * Made-up people among the approvers. No second administrator is asked, as is asked where real people come in: these can
 * decide nothing. The record says that it was the demo.
 */
export async function joinApproversAsDemo(tx: Tx, ctx: Ctx, people: readonly { id: string; name: string }[]) {
  const group = await lockGroup(tx, APPROVERS_GROUP);
  await saveGroup(tx, group.id, {});
  const members = people.map(({ id }) => ({ groupId: group.id, personId: id }));
  await addMembers(tx, members, { at: ctx.now, by: ctx.actor.id });
  await record(tx, ctx, {
    verb: 'group.edited',
    object: group.id,
    rev: group.version + 1,
    parts: { added: people.map(({ name }) => name), demo: true },
  });
}
