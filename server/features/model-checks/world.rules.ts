import type { ModelDefinition, Mover, RoundDefinition } from '@interlock/contract/models.ts';
import type { Finding } from './look.rules.ts';

/** Who there is, as far as a model can name them. */
export type WorldOfPeople = {
  /** Groups by id, with those of their members who are active, and whether each may vote and may move changes. */
  groups: ReadonlyMap<string, { name: string; members: readonly { mayVote: boolean; mayMove: boolean }[] }>;
  /** How many active people hold each role. */
  roles: ReadonlyMap<string, number>;
  /** How many active people have a role that permits this. */
  permitted: ReadonlyMap<string, number>;
};

type Found = { faults: Finding[]; warnings: Finding[] };

/** Groups and roles that a model names and that are not there, are empty, or hold nobody who could do what it asks of them. */
export function peopleFindings(definition: ModelDefinition, world: WorldOfPeople): Found {
  const found: Found = { faults: [], warnings: [] };
  for (const [at, state] of definition.states.entries()) {
    for (const [index, round] of state.approvals.entries())
      merge(found, roundFindings(round, ['states', at, 'approvals', index], world));
    for (const [index, { owner, title }] of state.tasks.entries()) {
      if (!owner || !('group' in owner)) continue;
      const path = ['states', at, 'tasks', index, 'owner'];
      merge(found, { faults: groupFaults(owner.group, path, world, `carry out ${title}`), warnings: [] });
    }
  }
  for (const [at, { label, movers, conditions, earlyMovers }] of definition.transitions.entries()) {
    merge(found, moverFindings(movers, ['transitions', at, 'movers'], `make ${label}`, world));
    if (earlyMovers.length > 0)
      merge(found, moverFindings(earlyMovers, ['transitions', at, 'earlyMovers'], `make ${label} early`, world));
    for (const [index, { clearedBy }] of conditions.entries()) {
      const path = ['transitions', at, 'conditions', index, 'clearedBy'];
      merge(found, moverFindings(clearedBy, path, `clear a condition of ${label}`, world));
    }
  }
  merge(found, moverFindings(definition.cancel.movers, ['cancel', 'movers'], 'cancel it', world));
  if ((world.permitted.get(definition.raise) ?? 0) === 0) {
    const message = `Nobody has a role with ${definition.raise}, so nobody could raise one.`;
    found.faults.push({ path: ['raise'], message, next: 'Give somebody such a role, or choose another permission.' });
  }
  return found;
}

const merge = (into: Found, found: Found): void => {
  into.faults.push(...found.faults);
  into.warnings.push(...found.warnings);
};

function groupFaults(groupId: string, path: Finding['path'], { groups }: WorldOfPeople, what: string): Finding[] {
  const group = groups.get(groupId);
  if (!group) return [{ path, message: `There is no group ${groupId}.`, next: 'Choose one that there is.' }];
  if (group.members.length > 0) return [];
  const message = `Nobody is in ${group.name}, so nobody could ${what}.`;
  return [{ path, message, next: 'Put somebody into the group, or choose another.' }];
}

function roundFindings({ name, group: groupId }: RoundDefinition, path: Finding['path'], world: WorldOfPeople): Found {
  const at = [...path, 'group'];
  const faults = groupFaults(groupId, at, world, `decide in ${name}`);
  const group = world.groups.get(groupId);
  if (faults.length > 0 || !group) return { faults, warnings: [] };
  const voters = group.members.filter(({ mayVote }) => mayVote).length;
  if (voters === 0) {
    const message = `Nobody in ${group.name} may vote, so nobody could decide in ${name}.`;
    return { faults: [{ path: at, message, next: 'Give its members a role that votes.' }], warnings: [] };
  }
  if (voters > 1) return { faults: [], warnings: [] };
  const message = `${name} asks one person alone: whoever is tied to a change does not decide on it, and then nobody could.`;
  return { faults: [], warnings: [{ path: at, message, next: `Put more people into ${group.name}.` }] };
}

/** The places on a change are filled when it is raised and planned; a role is held by somebody or by nobody. */
const heldRoles = new Set(['coordinator', 'change_manager']);

/** `missing`: it names what is not there, and says so whole. */
type Against = Finding & { missing: boolean };

function moverFindings(movers: readonly Mover[], path: Finding['path'], what: string, world: WorldOfPeople): Found {
  const whyNot = movers.map((mover, index) => whyNotMover(mover, [...path, index], what, world));
  const against = whyNot.flatMap((one) => (one ? [one] : []));
  // A group that is not there is a mistake wherever it stands; one that is empty matters where nobody else is named.
  const wrong = against.filter(({ missing }) => missing);
  const faults = against.length === movers.length ? against : wrong;
  const warnings = against.filter((one) => !faults.includes(one));
  const told =
    (outcome: string) =>
    ({ missing, message, ...finding }: Against) => ({
      ...finding,
      message: missing ? message : `${message}, so ${outcome}.`,
    });
  return {
    faults: faults.map(told(`nobody could ${what}`)),
    warnings: warnings.map(told(`only the others named could ${what}`)),
  };
}

function whyNotMover(mover: Mover, path: Finding['path'], what: string, world: WorldOfPeople): Against | undefined {
  if ('group' in mover) {
    const [fault] = groupFaults(mover.group, path, world, what);
    const group = world.groups.get(mover.group);
    if (!group) return fault && { ...fault, missing: true };
    if (fault) return { ...fault, message: `Nobody is in ${group.name}`, missing: false };
    if (group.members.some(({ mayMove }) => mayMove)) return undefined;
    const message = `Nobody in ${group.name} has a role that moves changes`;
    return { path, message, next: 'Give its members such a role, or choose another group.', missing: false };
  }
  if (!heldRoles.has(mover.is) || (world.roles.get(mover.is) ?? 0) > 0) return undefined;
  const message = `Nobody is a ${mover.is.replace('_', ' ')}`;
  return { path, message, next: 'Give somebody the role, or name others as well.', missing: false };
}
