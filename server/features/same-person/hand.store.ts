import { type Permission, permissionsOfRole, type Role } from '@interlock/contract/permissions.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { type Hand, HELD_DAYS, secondBy } from '../../platform/one-hand.ts';
import type { Linked } from '../../platform/same-person.ts';
import { linkedAccounts } from './link.store.ts';

const DAY = 86_400_000;

/** What somebody does as the second of two. */
const deciding: readonly Permission[] = ['model.publish', 'template.publish', 'group.manage', 'person.manage'];
export const isDeciding = (role: Role): boolean => permissionsOfRole[role].some((one) => deciding.includes(one));

/** Keeps who gave this account to whoever holds it. What the operator does is nobody's hand, and nobody gives themselves theirs. */
export async function saveHand(tx: Tx, { actor, now }: Ctx, personId: string, kind: Hand['kind']): Promise<void> {
  if (actor.kind !== 'person' || actor.id === personId) return;
  await tx
    .insertInto('person_hand')
    .values({ person_id: personId, by_id: actor.id, kind, at: now })
    .onConflict((before) => before.columns(['person_id', 'by_id', 'kind']).doUpdateSet({ at: now }))
    .execute();
}

/** Which accounts came lately from which. */
export async function handsSince(db: Reads, now: Date): Promise<Hand[]> {
  const rows = await db
    .selectFrom('person_hand')
    .select(['person_id as personId', 'by_id as byId', 'kind'])
    .where('at', '>', new Date(now.getTime() - HELD_DAYS * DAY))
    .orderBy('person_id')
    .orderBy('by_id')
    .execute();
  return rows.map(({ kind, ...ids }) => ({ ...ids, kind: kind === 'link' ? 'link' : 'account' }));
}

/** Who is a second person, by a rule that says who is for a way of seeing which accounts are one person's. */
export const secondOf = async (db: Reads, now: Date, who: (linked: Linked) => string[]): Promise<string[]> =>
  secondBy(await linkedAccounts(db), await handsSince(db, now), who);

/** Accounts that nobody holds came from nobody. */
export async function dropHands(tx: Tx, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .deleteFrom('person_hand')
    .where('person_id', 'in', [...personIds])
    .execute();
}
