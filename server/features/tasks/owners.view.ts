import { permissionsGiven } from '@interlock/contract/permissions.ts';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { groupById, peopleByIds } from '../identity/index.ts';

type Named = { path: string; id: string };

/** Work is given to people who are active and may carry it out, and to groups that exist. */
export async function mustBeAble(
  reads: Reads,
  people: readonly Named[],
  groupId: string | null | undefined,
): Promise<void> {
  const known = await peopleByIds(
    reads,
    people.map(({ id }) => id),
  );
  const errors = people.flatMap(({ path, id }) => {
    const person = known.get(id);
    if (!person) return [{ path, message: 'no such person' }];
    if (!person.active) return [{ path, message: 'this person is deactivated' }];
    if (permissionsGiven(person.roles).has('change.move')) return [];
    return [{ path, message: 'this person has no role that lets them carry out work' }];
  });
  if (groupId && !(await groupById(reads, groupId))) errors.push({ path: 'groupId', message: 'no such group' });
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
}
