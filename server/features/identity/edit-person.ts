import { type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import { authorize, requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must } from '../../platform/refusal.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { record } from '../audit/index.ts';
import { isDeciding, linkedAccounts, saveHand } from '../same-person/index.ts';
import { dropLinksOf, endSessionsOf, revokeTokensOf } from '../sessions/index.ts';
import { proposeComing, waitsIn } from './coming-in.step.ts';
import { type GroupRow, groupsOf, lockGroups, removeMembers, saveGroup, type TellOfProposal } from './group.store.ts';
import { changesTo, mayLoseAdministrator, stillAsRead } from './identity.rules.ts';
import { lockAdministrators, lockPerson, type PersonRow, savePerson } from './person.store.ts';

type AsRead = { personId: string; version: number };
type EditPerson = AsRead & { name?: string | undefined; roles?: readonly Role[] | undefined };

/** New roles end the person's sessions, one's own too: whoever signs in again has the new ones and nothing of the old. */
export async function editPerson(ctx: Ctx, input: EditPerson): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  if (input.roles) requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const { person, administratorIds } = await lockAsRead(tx, input);
    const roles = input.roles && rolesAmong(input.roles);
    const changes = changesTo({ ...person }, { name: input.name, roles });
    if (!changes) return;
    if (roles && !roles.includes('administrator')) must(mayLoseAdministrator(person.id, administratorIds));
    const losing = roles && !roles.includes('administrator') ? await losingOf(tx, ctx, person, administratorIds) : {};
    await savePerson(tx, person.id, { ...changes.after, ...losing });
    if (roles?.some((role) => isDeciding(role) && !person.roles.includes(role)))
      await saveHand(tx, ctx, person.id, 'account');
    if ('roles' in changes.after) await endSessionsOf(tx, person.id);
    await record(tx, ctx, { verb: 'person.edited', object: person.id, rev: person.version + 1, parts: changes });
  });
}

/** From the next request on, nothing that the person holds opens anything. What they did keeps their name. */
export async function deactivatePerson(ctx: Ctx, input: AsRead): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  await ctx.transaction(async (tx) => {
    const { person, administratorIds } = await lockAsRead(tx, input);
    if (!person.active) return;
    must(mayLoseAdministrator(person.id, administratorIds));
    await savePerson(tx, person.id, { active: false, ...(await losingOf(tx, ctx, person, administratorIds)) });
    await endSessionsOf(tx, person.id);
    await revokeTokensOf(tx, person.id);
    await dropLinksOf(tx, person.id);
    await recordActive(tx, ctx, person, false);
  });
}

/**
 * They come back with their roles, groups and password, and with no session, token or link. Into groups that approve another
 * administrator lets them in again, where there is one: what they left as is no more than what anybody comes with.
 */
export async function reactivatePerson(ctx: Ctx, input: AsRead, tell?: TellOfProposal): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const { person } = await lockAsRead(tx, input);
    if (person.active) return;
    const groups = await lockGroups(
      tx,
      (await groupsOf(tx, person.id)).map(({ id }) => id),
    );
    const asks = await waitsIn(tx, ctx, groups);
    await savePerson(tx, person.id, { active: true });
    await recordActive(tx, ctx, person, true);
    for (const group of asks) await comeAnew(tx, ctx, person, group, tell);
  });
}

type EditProfile = {
  version: number;
  name?: string | undefined;
  zone?: string | undefined;
  theme?: 'system' | 'light' | 'dark' | undefined;
};

/** What somebody says of themself. */
export async function editProfile(ctx: Ctx, { version, ...wanted }: EditProfile): Promise<void> {
  must(authorize(ctx.actor, 'session'));
  await ctx.transaction(async (tx) => {
    const person = must(stillAsRead(await lockPerson(tx, ctx.actor.id), version));
    const changes = changesTo({ ...person }, wanted);
    if (!changes) return;
    await savePerson(tx, person.id, changes.after);
    await record(tx, ctx, { verb: 'person.profile_edited', object: person.id, rev: version + 1, parts: changes });
  });
}

/** Who gives it up by themself counts no longer; from whom somebody else takes it counts on for a while. */
async function losingOf(tx: Tx, ctx: Ctx, { id }: PersonRow, administratorIds: readonly string[]) {
  const byAnother = !isSamePerson(await linkedAccounts(tx), id, ctx.actor.id);
  return administratorIds.includes(id) && byAnother ? { administrator_lost_at: ctx.now } : {};
}

/** Administrators first, always in the same order: so no two of these wait for each other in a ring. */
async function lockAsRead(tx: Tx, { personId, version }: AsRead) {
  const administratorIds = await lockAdministrators(tx);
  return { administratorIds, person: must(stillAsRead(await lockPerson(tx, personId), version)) };
}

async function comeAnew(tx: Tx, ctx: Ctx, person: PersonRow, group: GroupRow, tell: TellOfProposal | undefined) {
  await saveGroup(tx, group.id, {});
  await removeMembers(tx, group.id, [person.id]);
  const parts = { removed: [person.name] };
  await record(tx, ctx, { verb: 'group.edited', object: group.id, rev: group.version + 1, parts });
  await proposeComing(tx, ctx, group.id, new Map([[person.id, person]]), { added: [person.id] }, tell);
}

async function recordActive(tx: Tx, ctx: Ctx, person: PersonRow, active: boolean): Promise<void> {
  await record(tx, ctx, {
    verb: active ? 'person.reactivated' : 'person.deactivated',
    object: person.id,
    rev: person.version + 1,
    parts: { name: person.name, before: { active: person.active }, after: { active } },
  });
}
