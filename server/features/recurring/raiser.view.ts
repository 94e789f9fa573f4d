// Reads: person, through the door of identity.
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import type { Actor } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { peopleByIds } from '../identity/index.ts';

/** The owner of a recurring change as they act in it: with what their roles let them do at this moment, and no more. */
export async function raiserOf(reads: Reads, ownerId: string): Promise<Verdict<Actor>> {
  const person = (await peopleByIds(reads, [ownerId])).get(ownerId);
  if (!person) return no('invalid', 'There is no such person.');
  if (!person.active) return no('person_inactive', `${person.name}, in whose name changes are raised, is deactivated.`);
  const permissions = permissionsGiven(person.roles);
  if (!permissions.has('change.raise')) return no('forbidden', `${person.name} has no role that raises changes.`);
  return yes({ kind: 'person', id: ownerId, roles: person.roles, permissions, sessionId: null });
}
