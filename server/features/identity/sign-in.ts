import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import * as sessions from '../sessions/index.ts';
import { lockPerson, type PersonRow, personByEmail, setPassword } from './person.store.ts';

type SignIn = { email: string; password: string };
type SignedIn = { personId: string; session: sessions.NewSession };

/**
 * One answer, after the same time, for an unknown e-mail, a wrong password, somebody invited and somebody deactivated. The
 * try is counted before it is looked at, and a lock holds against the right password too.
 */
export async function signIn(ctx: Ctx, { email, password }: SignIn): Promise<SignedIn> {
  const tryId = must(await sessions.takeTry(ctx, email));
  const person = await personByEmail(ctx.db, email);
  const stored = person?.active ? person.passwordHash : null;
  const matches = await sessions.passwordMatches(stored, password, ctx.passwordCost);
  if (!person || stored === null || !matches) return refuseSignIn(ctx, email, person);
  const renewed = sessions.isOutdated(stored, ctx.passwordCost)
    ? await sessions.hashPassword(password, ctx.passwordCost)
    : undefined;
  const session = sessions.newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const still = await lockPerson(tx, person.id);
      if (!still.active || still.passwordHash !== stored) refuseCredentials();
      if (renewed) await setPassword(tx, person.id, renewed);
      await sessions.startSession(tx, ctx, person.id, session);
      await sessions.forgetTry(tx, tryId);
    },
    { repeat: 'refuse' },
  );
  return { personId: person.id, session };
}

/** The failure is on record although the request is refused. */
async function refuseSignIn(ctx: Ctx, email: string, person: PersonRow | undefined): Promise<never> {
  await ctx.ownTransaction((tx) =>
    record(tx, ctx, { verb: 'session.refused', object: person?.id ?? 'unknown', parts: { email } }),
  );
  return refuseCredentials();
}

function refuseCredentials(): never {
  return refuse('bad_credentials', 'There is no active person with this e-mail and password.', {
    next: 'Try again, or ask an administrator for a reset link.',
  });
}
