import { authorize } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import * as sessions from '../sessions/index.ts';
import { changesTo, stillAsRead } from './identity.rules.ts';
import { findPerson, lockPerson, savePerson, setPassword } from './person.store.ts';

type EditProfile = {
  version: number;
  name?: string | undefined;
  zone?: string | undefined;
  theme?: 'system' | 'light' | 'dark' | undefined;
};

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

type ChangePassword = { current: string; next: string };

/**
 * Every session and link of the person ends; the browser that asked goes on under a new session. The current password is
 * throttled like a sign-in, so a borrowed session cannot be used to guess it.
 */
export async function changePassword(ctx: Ctx, { current, next }: ChangePassword): Promise<sessions.NewSession> {
  must(authorize(ctx.actor, 'session'));
  const person = (await findPerson(ctx.db, ctx.actor.id)) ?? refuse('not_signed_in', 'You are not here any more.');
  const tryId = must(await sessions.takeTry(ctx, person.email));
  if (!(await sessions.passwordMatches(person.passwordHash, current, ctx.passwordCost))) return refuseCurrent(ctx);
  const passwordHash = await sessions.hashPassword(next, ctx.passwordCost);
  const session = sessions.newSession(ctx.now);
  await ctx.transaction(
    async (tx) => {
      const still = await lockPerson(tx, person.id);
      if (!still.active || still.passwordHash !== person.passwordHash) {
        refuse('changed_meanwhile', 'Your password was changed somewhere else just now.');
      }
      await setPassword(tx, person.id, passwordHash);
      await sessions.endSessionsOf(tx, person.id);
      await sessions.dropLinksOf(tx, person.id);
      await sessions.startSession(tx, ctx, person.id, session);
      await sessions.forgetTry(tx, tryId);
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
