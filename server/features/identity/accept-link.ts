import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import {
  asPerson,
  dropLinksOf,
  endSessionsOf,
  findLink,
  forgetTry,
  hashPassword,
  type NewSession,
  newSession,
  spendLink,
  startSession,
  takeTry,
} from '../sessions/index.ts';
import { findPerson, lockPerson, setPassword } from './person.store.ts';

/** What the holder of a link is about to do. A wrong secret counts as a wrong try from the address. */
export async function lookAtLink(ctx: Ctx, { secret }: { secret: string }) {
  const tryId = must(await ctx.ownTransaction((tx) => takeTry(tx, ctx, null)));
  const link = (await findLink(ctx.db, secret, ctx.now)) ?? refuseLink();
  const person = link.personId === null ? undefined : await findPerson(ctx.db, link.personId);
  await forgetTry(ctx.db, tryId);
  return {
    kind: link.kind,
    name: person?.name ?? null,
    email: person?.email ?? null,
    expiresAt: link.expiresAt.toISOString(),
  };
}

type AcceptLink = { secret: string; password: string };
type SignedIn = { personId: string; session: NewSession };

/** The person chooses a password and is signed in. Every other session and link of theirs ends; the link works once. */
export async function acceptLink(ctx: Ctx, { secret, password }: AcceptLink): Promise<SignedIn> {
  const tryId = must(await ctx.ownTransaction((tx) => takeTry(tx, ctx, null)));
  const { kind, personId } = (await findLink(ctx.db, secret, ctx.now)) ?? refuseLink();
  // A set-up link makes an administrator; it opens the set-up only.
  if (personId === null) refuseLink();
  const passwordHash = await hashPassword(password, ctx.passwordCost);
  const session = newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      if (!(await spendLink(tx, secret, ctx.now)) || !person.active) refuseLink();
      await setPassword(tx, personId, passwordHash);
      await endSessionsOf(tx, personId);
      await dropLinksOf(tx, personId);
      const verb = kind === 'invitation' ? 'person.invitation_accepted' : 'person.password_reset';
      await record(tx, asPerson(ctx, personId), { verb, object: personId });
      await startSession(tx, ctx, personId, session);
      await forgetTry(tx, tryId);
    },
    { repeat: 'refuse' },
  );
  return { personId, session };
}

function refuseLink(): never {
  return refuse('link_spent', 'Nobody can use this link any more, or it was not copied whole.', {
    next: 'Ask an administrator for a new one.',
  });
}
