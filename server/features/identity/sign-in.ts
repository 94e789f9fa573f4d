import { authorize } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import {
  dropLinksOf,
  endSessionsOf,
  forgetTry,
  hashPassword,
  isOutdated,
  type NewSession,
  newSession,
  passwordMatches,
  startSession,
  takeOwnTry,
  takeTry,
} from '../sessions/index.ts';
import { findPerson, lockPerson, type PersonRow, personByEmail, setPassword } from './person.store.ts';

type SignIn = { email: string; password: string };
type SignedIn = { personId: string; session: NewSession };

/**
 * One answer, after the same time, for an unknown e-mail, a wrong password, somebody invited and somebody deactivated. The
 * try is counted before it is looked at, and a lock holds against the right password too.
 */
export async function signIn(ctx: Ctx, { email, password }: SignIn): Promise<SignedIn> {
  const tryId = must(await ctx.ownTransaction((tx) => takeTry(tx, ctx, email)));
  const person = await personByEmail(ctx.db, email);
  const stored = person?.active ? person.passwordHash : null;
  const matches = await passwordMatches(stored, password, ctx.passwordCost);
  if (!person || stored === null || !matches) return refuseSignIn(ctx, email, person);
  const renewed = isOutdated(stored, ctx.passwordCost) ? await hashPassword(password, ctx.passwordCost) : undefined;
  const session = newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const still = await lockPerson(tx, person.id);
      if (!still.active || still.passwordHash !== stored) refuseCredentials();
      if (renewed) await setPassword(tx, person.id, renewed);
      await startSession(tx, ctx, person.id, session);
      await forgetTry(tx, tryId);
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

type ChangePassword = { current: string; next: string };

/**
 * Every session and link of the person ends; the browser that asked goes on under a new session. The current password is
 * throttled like a sign-in on this account, so a borrowed session cannot be used to guess it.
 */
export async function changePassword(ctx: Ctx, { current, next }: ChangePassword): Promise<NewSession> {
  must(authorize(ctx.actor, 'session'));
  const person = (await findPerson(ctx.db, ctx.actor.id)) ?? refuse('not_signed_in', 'You are not here any more.');
  const tryId = must(await ctx.ownTransaction((tx) => takeOwnTry(tx, ctx, person.email)));
  if (!(await passwordMatches(person.passwordHash, current, ctx.passwordCost))) return refuseCurrent(ctx);
  const passwordHash = await hashPassword(next, ctx.passwordCost);
  const session = newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const still = await lockPerson(tx, person.id);
      if (!still.active || still.passwordHash !== person.passwordHash) {
        refuse('changed_meanwhile', 'Your password was changed somewhere else just now.');
      }
      await setPassword(tx, person.id, passwordHash);
      await endSessionsOf(tx, person.id);
      await dropLinksOf(tx, person.id);
      await startSession(tx, ctx, person.id, session);
      await forgetTry(tx, tryId);
      await record(tx, ctx, { verb: 'person.password_changed', object: person.id });
    },
    { repeat: 'refuse' },
  );
  return session;
}

async function refuseCurrent(ctx: Ctx): Promise<never> {
  await ctx.ownTransaction((tx) => record(tx, ctx, { verb: 'person.password_refused', object: ctx.actor.id }));
  return refuse('invalid', 'Your current password is another one.', {
    errors: [{ path: 'current', message: 'not your current password' }],
  });
}
