import type { Role } from '@interlock/contract/permissions.ts';
import { acceptLink } from '../features/identity/accept-link.ts';
import { invitePerson } from '../features/identity/invite-person.ts';
import { setUpFromEnvironment } from '../features/identity/set-up.ts';
import { signIn } from '../features/identity/sign-in.ts';
import { actorOf } from '../features/sessions/index.ts';
import { type Actor, system } from '../platform/ctx.ts';
import type { Db } from '../platform/database/db.ts';
import { testCtx } from './ctx.ts';

export const PASSWORD = 'correct horse battery';
/** When testing organisations begin their day. */
export const MORNING = new Date('2026-03-02T09:00:00Z');

/** Somebody who can act: with the secret of the session that they came in by. */
export type Signed = Actor & { email: string; secret: string };

/** An organisation with its first administrator, who is signed in. */
export async function found(db: Db, now: Date = MORNING): Promise<Signed> {
  const email = 'ada@example.org';
  await setUpFromEnvironment(testCtx(db, { actor: system, now, via: 'start' }), { email, password: PASSWORD });
  return signedIn(db, email, now);
}

export async function signedIn(db: Db, email: string, now: Date = MORNING): Promise<Signed> {
  const { session } = await signIn(testCtx(db, { actor: await actorOf(db, {}, now), now }), {
    email,
    password: PASSWORD,
  });
  return { ...(await actorOf(db, { cookie: session.secret }, now)), email, secret: session.secret };
}

type Given = { name: string; roles: readonly Role[]; groupIds?: readonly string[] };

/** Invited, and come in by the invitation. */
export async function join(db: Db, admin: Actor, { name, roles, groupIds = [] }: Given): Promise<Signed> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const { link } = await invitePerson(testCtx(db, { actor: admin }), { name, email, roles, groupIds });
  const secret = new URL(link).hash.slice(1);
  const { session } = await acceptLink(testCtx(db, { actor: await actorOf(db, {}, MORNING) }), {
    secret,
    password: PASSWORD,
  });
  return { ...(await actorOf(db, { cookie: session.secret }, MORNING)), email, secret: session.secret };
}

/** The secret that an address of ours carries in its fragment. */
export const secretIn = (link: string): string => new URL(link).hash.slice(1);

/** What the audit log tells, oldest first: who did what to what. */
export async function story(db: Db, verb?: string): Promise<{ actor: string; verb: string; object: string }[]> {
  let query = db.selectFrom('audit_event').select(['actor', 'verb', 'object']).orderBy('id');
  if (verb) query = query.where('verb', '=', verb);
  return query.execute();
}

/** The parts of the last act of this name. */
export async function partsOf(db: Db, verb: string): Promise<Record<string, unknown>> {
  const rows = await db
    .selectFrom('audit_part')
    .select(['name', 'body'])
    .where('event_id', '=', (last) =>
      last.selectFrom('audit_event').select('id').where('verb', '=', verb).orderBy('id', 'desc').limit(1),
    )
    .execute();
  return Object.fromEntries(rows.map(({ name, body }) => [name, JSON.parse(body.toString('utf8'))]));
}
