// Reads: person, person_group, group_member.

import { ModelDefinition } from '@interlock/contract/models.ts';
import { type Permission, permissionsGiven, permissionsOfRole, roles } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';
import { conditionFaults } from '../policy/index.ts';
import type { Finding } from './look.rules.ts';
import { fieldOf, placeOf } from './places.rules.ts';
import { publicationFaults } from './publication-faults.rules.ts';
import { publicationWarnings } from './publication-warnings.rules.ts';
import { shapeFindings } from './shape-faults.rules.ts';
import { peopleFindings, type WorldOfPeople } from './world.rules.ts';

export type Checked = { definition: ModelDefinition | undefined; faults: Finding[]; warnings: Finding[] };

/** Everything that stands against publishing this, and what should be thought about. */
export async function checked(reads: Reads, written: unknown): Promise<Checked> {
  const { data, error } = ModelDefinition.safeParse(written);
  if (error) return { definition: undefined, faults: shapeFindings(written, error.issues), warnings: [] };
  const people = peopleFindings(data, await worldOfPeople(reads, groupsNamed(data)));
  return {
    definition: data,
    faults: [...publicationFaults(data), ...unreadable(data), ...people.faults],
    warnings: [...publicationWarnings(data), ...people.warnings],
  };
}

/** Conditions that do not say what can be asked. */
function unreadable(definition: ModelDefinition): Finding[] {
  const { states, transitions } = definition;
  const at = (source: string | undefined, ...path: Finding['path']): Finding[] =>
    (source === undefined ? [] : conditionFaults(source)).map((fault) => ({
      path,
      message: `${placeOf(definition, path)}: “${fieldOf(path)}” cannot be asked: ${fault}.`,
      next: 'Ask for facts that a change has, and answer true or false.',
    }));
  return [
    ...states.flatMap(({ requiresWhen, approvals }, index) => [
      ...requiresWhen.flatMap(({ when }, place) => at(when, 'states', index, 'requiresWhen', place, 'when')),
      ...approvals.flatMap(({ when }, place) => at(when, 'states', index, 'approvals', place, 'when')),
    ]),
    ...transitions.flatMap(({ when, guardsWhen, conditions }, index) => [
      ...at(when, 'transitions', index, 'when'),
      ...Object.entries(guardsWhen).flatMap(([guard, source]) => at(source, 'transitions', index, 'guardsWhen', guard)),
      ...conditions.flatMap((guard, place) => at(guard.when, 'transitions', index, 'conditions', place, 'when')),
    ]),
  ];
}

/** Every group that a model names. */
export function groupsNamed({ states, transitions, cancel }: ModelDefinition): string[] {
  const movers = [
    ...transitions.flatMap((made) => [
      ...made.movers,
      ...made.earlyMovers,
      ...made.conditions.flatMap(({ clearedBy }) => clearedBy),
    ]),
    ...cancel.movers,
    ...states.flatMap(({ tasks }) => tasks.flatMap(({ owner }) => (owner ? [owner] : []))),
  ];
  const moving = movers.flatMap((mover) => ('group' in mover ? [mover.group] : []));
  const asked = states.flatMap(({ approvals }) => approvals.map(({ group }) => group));
  return [...new Set([...moving, ...asked])];
}

async function worldOfPeople(reads: Reads, groupIds: readonly string[]): Promise<WorldOfPeople> {
  const members = await reads
    .selectFrom('person_group')
    .leftJoin('group_member', 'group_member.group_id', 'person_group.id')
    .leftJoin('person', (join) => join.onRef('person.id', '=', 'person_id').on('person.active', '=', true))
    .select(['person_group.id', 'person_group.name', 'person.id as personId', 'person.roles'])
    .where('person_group.id', 'in', ['', ...groupIds])
    .execute();
  const groups = new Map<string, { name: string; members: { mayVote: boolean; mayMove: boolean }[] }>();
  for (const { id, name, personId, roles: held } of members) {
    const group = groups.get(id) ?? { name, members: [] };
    groups.set(id, group);
    if (personId === null) continue;
    const given = permissionsGiven(held ?? []);
    group.members.push({ mayVote: given.has('change.vote'), mayMove: given.has('change.move') });
  }
  const held = await reads
    .selectFrom('person')
    .select([sql<string>`unnest(roles)`.as('role'), sql<number>`count(*)::int`.as('people')])
    .where('active', '=', true)
    .groupBy('role')
    .execute();
  const byRole = new Map(held.map(({ role, people }) => [role, people]));
  return { groups, roles: byRole, permitted: permittedBy(byRole) };
}

function permittedBy(byRole: ReadonlyMap<string, number>): Map<Permission, number> {
  const permitted = new Map<Permission, number>();
  for (const role of roles)
    for (const permission of permissionsOfRole[role])
      permitted.set(permission, (permitted.get(permission) ?? 0) + (byRole.get(role) ?? 0));
  return permitted;
}
