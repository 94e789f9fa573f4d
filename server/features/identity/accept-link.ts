import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import {
  asPerson,
  dropLinksOf,
  endSessionsOf,
  findLink,
  hashPassword,
  type NewSession,
  newSession,
  spendLink,
  startSession,
  takeTry,
} from '../sessions/index.ts';
import { findPerson, lockPerson, setPassword } from './person.store.ts';

/** What the holder of a link is about to do. */
export async function lookAtLink(ctx: Ctx, { secret }: { secret: string }) {
  const link = (await findLink(ctx.db, secret, ctx.now)) ?? (await refuseGuess(ctx));
  const person = link.personId === null ? undefined : await findPerson(ctx.db, link.personId);
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
  const { kind, personId } = (await findLink(ctx.db, secret, ctx.now)) ?? (await refuseGuess(ctx));
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
    },
    { repeat: 'refuse' },
  );
  return { personId, session };
}

/**
 * A wrong secret counts as a wrong try from the address. A right one is looked for first: nobody guesses it, and whoever holds it is
 * not kept out by what others typed at the same address.
 */
async function refuseGuess(ctx: Ctx): Promise<never> {
  must(await ctx.ownTransaction((tx) => takeTry(tx, ctx, null)));
  return refuseLink();
}

function refuseLink(): never {
  return refuse('link_spent', 'Nobody can use this link any more, or it was not copied whole.', {
    next: 'Ask an administrator for a new one.',
  });
}
