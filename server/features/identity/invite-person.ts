import { type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { refuse } from '../../platform/refusal.ts';
import { record, recordMany } from '../audit/index.ts';
import { mailSecret } from '../deliveries/index.ts';
import { saveHand } from '../same-person/index.ts';
import { newLink, saveLink } from '../sessions/index.ts';
import { proposeComing, waitsIn } from './coming-in.step.ts';
import { type GroupRow, joinGroups, lockGroups, type TellOfProposal } from './group.store.ts';
import { organisation } from './organisation.store.ts';
import { insertPerson, lockPerson, personByEmail } from './person.store.ts';

type InvitePerson = { name: string; email: string; roles: readonly Role[]; groupIds: readonly string[] };
type OneTimeLink = { link: string; expiresAt: string; mailed: boolean };

/** Makes the person, without a password, and the one-time link with which they choose one. */
export async function invitePerson(
  ctx: Ctx,
  input: InvitePerson,
  tell?: TellOfProposal,
): Promise<OneTimeLink & { personId: string }> {
  requirePermission(ctx.actor, 'person.manage');
  requireSession(ctx.actor);
  const personId = newId('usr');
  const made = newLink('invitation', ctx.publicUrl, ctx.now);
  const { name, email } = input;
  const roles = rolesAmong(input.roles);
  const mailed = await ctx.transaction(
    async (tx) => {
      const groups = await knownGroups(tx, input.groupIds);
      const zone = (await organisation(tx))?.zone ?? 'UTC';
      const isNew = await insertPerson(tx, { id: personId, name, email, zone, roles, passwordHash: null }, ctx.now);
      if (!isNew) await refuseTaken(tx, email);
      const asks = await waitsIn(tx, ctx, groups);
      const joined = groups.filter((group) => !asks.includes(group));
      await joinGroups(tx, personId, joined, { at: ctx.now, by: ctx.actor.id });
      await saveLink(tx, made, { kind: 'invitation', personId }, ctx.now);
      await saveHand(tx, ctx, personId, 'account');
      await record(tx, ctx, { verb: 'person.invited', object: personId, parts: { name, email, roles } });
      await recordMany(
        tx,
        ctx,
        joined.map(({ id, version, approves }) => ({
          verb: 'group.edited',
          object: id,
          rev: version + 1,
          parts: { added: [name], ...(approves && { alone: true }) },
        })),
      );
      const people = new Map([[personId, { name }]]);
      for (const { id } of asks) await proposeComing(tx, ctx, id, people, { added: [personId] }, tell);
      return mailSecret(tx, ctx, { personId, kind: 'invitation', secret: made.link, key: newId('lnk') });
    },
    { repeat: 'refuse' },
  );
  return { personId, link: made.link, expiresAt: made.expiresAt.toISOString(), mailed };
}

/** A link for somebody who lost their password, or who never used their invitation. */
export async function makeResetLink(ctx: Ctx, { personId }: { personId: string }): Promise<OneTimeLink> {
  requirePermission(ctx.actor, 'person.manage');
  requireSession(ctx.actor);
  return renewLink(ctx, personId);
}

/** As `makeResetLink`, for the operator, who knows people by their e-mail. */
export async function operatorResetLink(ctx: Ctx, { email }: { email: string }): Promise<OneTimeLink> {
  requirePermission(ctx.actor, 'operator.links');
  const person = await personByEmail(ctx.db, email);
  return renewLink(ctx, person?.id ?? refuse('not_found', 'Nobody has this e-mail.'));
}

async function renewLink(ctx: Ctx, personId: string): Promise<OneTimeLink> {
  return ctx.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      if (!person.active) {
        refuse('person_inactive', `${person.name} is deactivated.`, { next: 'Reactivate them first.' });
      }
      if (person.demo) refuse('demo_person', `${person.name} belongs to the demo and never signs in.`);
      const kind = person.passwordHash === null ? 'invitation' : 'reset';
      const made = newLink(kind, ctx.publicUrl, ctx.now);
      await saveLink(tx, made, { kind, personId }, ctx.now);
      const verb = kind === 'invitation' ? 'person.invited_again' : 'person.reset_link_made';
      await saveHand(tx, ctx, personId, kind === 'invitation' ? 'account' : 'link');
      await record(tx, ctx, { verb, object: personId });
      const mailed = await mailSecret(tx, ctx, { personId, kind, secret: made.link, key: newId('lnk') });
      return { link: made.link, expiresAt: made.expiresAt.toISOString(), mailed };
    },
    // The link is never kept: with this, a repeat stores and answers nothing.
    { repeat: 'refuse' },
  );
}

async function knownGroups(tx: Tx, groupIds: readonly string[]): Promise<GroupRow[]> {
  const groups = await lockGroups(tx, [...new Set(groupIds)]);
  const missing = groupIds.filter((id) => !groups.some((group) => group.id === id));
  if (missing.length === 0) return groups;
  return refuse('invalid', 'Some of these groups do not exist.', {
    errors: missing.map((id) => ({ path: 'groupIds', message: `there is no group ${id}` })),
  });
}

async function refuseTaken(tx: Tx, email: string): Promise<never> {
  const there = await personByEmail(tx, email);
  return refuse('email_taken', `${there?.name ?? 'Somebody'} has this e-mail.`, {
    next:
      there?.active === false ? 'They are deactivated: reactivate them instead.' : 'Look for them among the people.',
  });
}
