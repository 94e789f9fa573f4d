import type { Role } from '@interlock/contract/permissions.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import {
  asPerson,
  dropLinksOf,
  findLink,
  hashPassword,
  type NewSession,
  newLink,
  newSession,
  saveLink,
  spendLink,
  startSession,
  takeTry,
} from '../sessions/index.ts';
import { insertGroup, markApprovers } from './group.store.ts';
import { APPROVERS_GROUP } from './identity.rules.ts';
import { insertOrganisation, isSetUpNeeded } from './organisation.store.ts';
import { insertPerson } from './person.store.ts';

export type OneTimeLink = { link: string; expiresAt: string };

/** A new set-up link, made at each start and for the operator; earlier ones die. Nothing once Interlock is set up. */
export async function makeSetUpLink(ctx: Ctx): Promise<OneTimeLink | undefined> {
  if (ctx.actor.kind !== 'system') requirePermission(ctx.actor, 'operator.links');
  const made = newLink('set_up', ctx.publicUrl, ctx.now);
  const done = await ctx.transaction(
    async (tx) => {
      if (!(await isSetUpNeeded(tx))) return false;
      await saveLink(tx, made, { kind: 'set_up' }, ctx.now);
      await record(tx, ctx, { verb: 'organisation.set_up_link_made', object: 'organisation' });
      return true;
    },
    { repeat: 'refuse' },
  );
  return done ? { link: made.link, expiresAt: made.expiresAt.toISOString() } : undefined;
}

/** As `makeSetUpLink`, for somebody who waits for an answer. */
export async function operatorSetUpLink(ctx: Ctx): Promise<OneTimeLink> {
  return (await makeSetUpLink(ctx)) ?? refuseSecondSetUp();
}

type SetUp = { secret: string; organisation: string; zone: string; name: string; email: string; password: string };
type SignedIn = { personId: string; session: NewSession };

/** Makes the organisation and its first administrator, who is signed in at once. Of two at once, one wins. */
export async function setUp(ctx: Ctx, input: SetUp): Promise<SignedIn> {
  if (!(await isSetUpNeeded(ctx.db))) refuseSecondSetUp();
  const link = await findLink(ctx.db, input.secret, ctx.now);
  if (link?.kind !== 'set_up') {
    must(await ctx.ownTransaction((tx) => takeTry(tx, ctx, null)));
    return refuseLink();
  }
  const passwordHash = await hashPassword(input.password, ctx.passwordCost);
  const session = newSession(ctx.now);
  const personId = newId('usr');
  await ctx.transaction(
    async (tx) => {
      if (!(await spendLink(tx, input.secret, ctx.now))) refuseLink();
      if (!(await makeOrganisation(tx, ctx, personId, { ...input, passwordHash }))) refuseSecondSetUp();
      await startSession(tx, ctx, personId, session);
    },
    { repeat: 'refuse' },
  );
  return { personId, session };
}

/** The set-up without a browser, at a start whose environment names the administrator. False where it was done before. */
export async function setUpFromEnvironment(ctx: Ctx, admin: { email: string; password: string }): Promise<boolean> {
  if (ctx.actor.kind !== 'system') refuse('forbidden', 'Only the start of the server does this.');
  if (!(await isSetUpNeeded(ctx.db))) return false;
  const email = admin.email.trim().toLowerCase();
  const [name = email] = email.split('@');
  const passwordHash = await hashPassword(admin.password, ctx.passwordCost);
  return ctx.transaction((tx) =>
    makeOrganisation(tx, ctx, newId('usr'), {
      organisation: 'My organisation',
      zone: 'UTC',
      name,
      email,
      passwordHash,
    }),
  );
}

type Founding = Pick<SetUp, 'organisation' | 'zone' | 'name' | 'email'> & { passwordHash: string };

async function makeOrganisation(tx: Tx, ctx: Ctx, personId: string, given: Founding): Promise<boolean> {
  const { organisation, zone, name, email, passwordHash } = given;
  if (!(await insertOrganisation(tx, { name: organisation, zone }, ctx.now))) return false;
  const roles: Role[] = ['change_manager', 'administrator'];
  await insertPerson(tx, { id: personId, name, email, zone, roles, passwordHash }, ctx.now);
  await insertGroup(tx, { id: APPROVERS_GROUP, name: 'Approvers', managerId: null }, ctx.now);
  await markApprovers(tx, [APPROVERS_GROUP]);
  await dropLinksOf(tx, null);
  const founder = ctx.actor.kind === 'system' ? ctx : asPerson(ctx, personId);
  await record(tx, founder, {
    verb: 'organisation.set_up',
    object: 'organisation',
    parts: { name: organisation, zone },
  });
  await record(tx, founder, { verb: 'person.added', object: personId, parts: { name, email, roles } });
  await record(tx, founder, { verb: 'group.created', object: APPROVERS_GROUP, parts: { name: 'Approvers' } });
  return true;
}

function refuseSecondSetUp(): never {
  return refuse('already_set_up', 'There is an administrator already.', {
    next: 'Sign in, or ask an administrator for an invitation.',
  });
}

function refuseLink(): never {
  return refuse('link_spent', 'This is not a set-up link that can still be used.', {
    next: 'Restart the server: it prints a new one while there is no administrator.',
  });
}
