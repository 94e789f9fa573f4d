import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import * as sessions from '../sessions/index.ts';
import { findPerson, lockPerson, setPassword } from './person.store.ts';

/** What the holder of a link is about to do. A wrong secret counts as a wrong try from the address. */
export async function lookAtLink(ctx: Ctx, { secret }: { secret: string }) {
  const tryId = must(await sessions.takeTry(ctx, null));
  const link = (await sessions.findLink(ctx.db, secret, ctx.now)) ?? refuseLink();
  const person = link.personId === null ? undefined : await findPerson(ctx.db, link.personId);
  await sessions.forgetTry(ctx.db, tryId);
  return {
    kind: link.kind,
    name: person?.name ?? null,
    email: person?.email ?? null,
    expiresAt: link.expiresAt.toISOString(),
  };
}

type AcceptLink = { secret: string; password: string };
type SignedIn = { personId: string; session: sessions.NewSession };

/** The person chooses a password and is signed in. Every other session and link of theirs ends; the link works once. */
export async function acceptLink(ctx: Ctx, { secret, password }: AcceptLink): Promise<SignedIn> {
  const tryId = must(await sessions.takeTry(ctx, null));
  const { kind, personId } = (await sessions.findLink(ctx.db, secret, ctx.now)) ?? refuseLink();
  // A set-up link makes an administrator; it opens the set-up only.
  if (personId === null) refuseLink();
  const passwordHash = await sessions.hashPassword(password, ctx.passwordCost);
  const session = sessions.newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      if (!(await sessions.spendLink(tx, secret, ctx.now)) || !person.active) refuseLink();
      await setPassword(tx, personId, passwordHash);
      await sessions.endSessionsOf(tx, personId);
      await sessions.dropLinksOf(tx, personId);
      const verb = kind === 'invitation' ? 'person.invitation_accepted' : 'person.password_reset';
      await record(tx, sessions.asPerson(ctx, personId), { verb, object: personId });
      await sessions.startSession(tx, ctx, personId, session);
      await sessions.forgetTry(tx, tryId);
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
