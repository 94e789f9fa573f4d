import { isForAnother } from '@interlock/contract/may-close.ts';
import { isBeforeWork } from '@interlock/contract/model-order.ts';
import type {
  GuardName,
  ModelDefinition,
  Mover,
  StateDefinition,
  TransitionDefinition,
} from '@interlock/contract/models.ts';
import { isEmergency } from '@interlock/contract/review-due.ts';
import { type Finding, guardNamed, type Look, lookAt } from './look.rules.ts';
import { retrospectiveFaults } from './retrospective-faults.rules.ts';

/** What raising a change can take; the other permissions are for something else. */
const raising: readonly string[] = ['change.raise', 'change.raise_emergency', 'change.raise_retrospective'];

/** What a model must not do. Who is in its groups and roles, and what its conditions say, the server adds to these. */
export function publicationFaults(definition: ModelDefinition): Finding[] {
  const look = lookAt(definition);
  return [
    ...nameFaults(definition),
    ...wayFaults(look),
    ...orderFaults(look),
    ...workFaults(look),
    ...definition.states.flatMap((state, index) => roundFaults(state, ['states', index])),
    ...definition.transitions.flatMap((made, index) => moveFaults(look, made, ['transitions', index])),
    ...raiseFaults(definition),
    ...(definition.retrospective ? retrospectiveFaults(look) : []),
  ];
}

/** What people choose by its name has one. */
function nameFaults({ states, transitions }: ModelDefinition): Finding[] {
  const unnamed = (path: Finding['path'], message: string): Finding => ({ path, message, next: 'Fill it in.' });
  return [
    ...states.flatMap(({ key, name, approvals }, index) => [
      ...(name === '' ? [unnamed(['states', index, 'name'], `The state ${key} has no name.`)] : []),
      ...approvals.flatMap((round, place) =>
        round.name === ''
          ? [
              unnamed(
                ['states', index, 'approvals', place, 'name'],
                `Round ${place + 1} of ${name || key} has no name.`,
              ),
            ]
          : [],
      ),
    ]),
    ...transitions.flatMap(({ from, to, label }, index) => {
      const nameOf = (key: string) => states.find((state) => state.key === key)?.name || key;
      const message = `The button of the move from ${nameOf(from)} to ${nameOf(to)} says nothing.`;
      return label === '' ? [unnamed(['transitions', index, 'label'], message)] : [];
    }),
  ];
}

/** From its birth a change can come to each state, and from each state to its end. */
function wayFaults({ definition: { states }, stateOf, reachedFrom }: Look): Finding[] {
  if (!states.some(({ kind }) => kind === 'closed')) {
    const message = 'No state is the end: none is of the kind closed.';
    return [{ path: ['states'], message, next: 'Add a state of the kind closed, and a way to it.' }];
  }
  const born = reachedFrom(states[0]?.key ?? '');
  return states.flatMap(({ key, name, kind }, index): Finding[] => {
    const path = ['states', index];
    if (!born.has(key))
      return [{ path, message: `Nothing leads to ${name}.`, next: 'Add a move to it, or take it out.' }];
    const ends = kind === 'closed' || [...reachedFrom(key)].some((to) => stateOf(to)?.kind === 'closed');
    if (ends) return [];
    const message = `${name} is a dead end: no way leads from it to the end.`;
    return [{ path, message, next: `Add a move onward from ${name}.` }];
  });
}

const phases: readonly string[] = ['implement', 'review', 'closed'];

/** What comes first in the list comes first in time: whether a move leads onward, and so rests on approvals, is read off it. */
function orderFaults({ definition: { states } }: Look): Finding[] {
  const phaseOf = (kind: string) => phases.indexOf(kind);
  return states.flatMap(({ name, kind }, index): Finding[] => {
    const later = states.slice(0, index).find((before) => phaseOf(before.kind) > phaseOf(kind));
    if (!later) return [];
    const message = `${name} comes after ${later.name} in the list, and before it in time.`;
    return [
      { path: ['states', index], message, next: 'List what comes before the work, the work, its review, the end.' },
    ];
  });
}

/** Work begins after what is before it, ends through review, and is not undone by going back. */
function workFaults({ definition, stateOf, nameOf }: Look): Finding[] {
  const { states, transitions, retrospective } = definition;
  const wrong = transitions.flatMap(({ from, to }, index): Finding[] => {
    const [here, there] = [stateOf(from)?.kind ?? '', stateOf(to)?.kind ?? ''];
    const found = (message: string, next: string) => [{ path: ['transitions', index, 'to'], message, next }];
    if (there === 'closed' && here !== 'review')
      return found(`${nameOf(from)} leads to the end past a review.`, 'Lead it to a review, and close from there.');
    if (there === 'review' && isBeforeWork(here) && !retrospective)
      return found(`${nameOf(from)} leads to a review past the work.`, 'Lead it to the work.');
    if (isBeforeWork(there) && !isBeforeWork(here))
      return found(`${nameOf(from)} leads back before the work, which has begun.`, 'Lead it to a review.');
    return [];
  });
  if (retrospective || states.some(({ kind }) => kind === 'implement')) return wrong;
  const next = 'Add a state of the kind implement, or mark the model as retrospective.';
  return [{ path: ['states'], message: 'In no state is the work done.', next }, ...wrong];
}

function roundFaults({ name, approvals, rejectedTo }: StateDefinition, path: Finding['path']): Finding[] {
  const keys = approvals.map(({ key }) => key);
  const twice = approvals.flatMap(({ key }, index): Finding[] =>
    keys.indexOf(key) < index
      ? [
          {
            path: [...path, 'approvals', index, 'key'],
            message: `${name} asks two rounds called ${key}.`,
            next: 'Give each round a key of its own.',
          },
        ]
      : [],
  );
  if (approvals.length > 0 || rejectedTo === undefined) return twice;
  const message = `${name} says where a no leads, and asks nobody.`;
  return [{ path: [...path, 'rejectedTo'], message, next: 'Add a round, or take it out.' }];
}

const isRound = (mover: Mover): boolean => 'is' in mover && mover.is === 'round';

function moveFaults(
  { definition, stateOf, nameOf }: Look,
  made: TransitionDefinition,
  path: Finding['path'],
): Finding[] {
  const called = `${made.label} (${nameOf(made.from)} to ${nameOf(made.to)})`;
  const asking = stateOf(made.from)?.approvals.some(({ advisory }) => !advisory) ?? false;
  const found: Finding[] = [];
  if (made.movers.every(isRound) && !asking) {
    const message = `Nobody may make ${called}: it is the round’s, and ${nameOf(made.from)} asks for no approval that counts.`;
    found.push({ path: [...path, 'movers'], message, next: 'Name somebody who makes it, or add a round.' });
  }
  if (
    isForAnother(definition, stateOf(made.to)) &&
    made.movers.every((mover) => 'is' in mover && mover.is === 'assignee')
  ) {
    const message = `Nobody may make ${called}: whoever carries a change out does not close it.`;
    found.push({ path: [...path, 'movers'], message, next: 'Name somebody else as well, such as change managers.' });
  }
  for (const [index, { clearedBy }] of made.conditions.entries()) {
    if (!clearedBy.every(isRound)) continue;
    const message = `Nobody can clear a condition of ${called}.`;
    found.push({
      path: [...path, 'conditions', index, 'clearedBy'],
      message,
      next: 'Name a person’s place, a role or a group.',
    });
  }
  if (made.asksPlannedEnd && stateOf(made.to)?.kind !== 'implement') {
    const message = `${called} asks for a planned end, and no work begins with it.`;
    found.push({ path: [...path, 'asksPlannedEnd'], message, next: 'Ask for it where the work begins.' });
  }
  return [...found, ...enforcementFaults(definition, made, called, path)];
}

/** These always ask and can only block, whatever a model says. */
const onlyBlock = (definition: ModelDefinition): readonly GuardName[] =>
  isEmergency(definition) ? ['closure', 'review_done'] : ['closure'];

function enforcementFaults(
  definition: ModelDefinition,
  { guards, enforce, guardsWhen }: TransitionDefinition,
  called: string,
  path: Finding['path'],
): Finding[] {
  const conditional = Object.keys(guardsWhen).flatMap((guard): Finding[] => {
    const at = [...path, 'guardsWhen', guard];
    if (!guards.some((name) => name === guard)) {
      const message = `${called} says where “${guardNamed(guard)}” asks, and does not have that guard.`;
      return [{ path: at, message, next: 'Add the guard, or take this out.' }];
    }
    if (!onlyBlock(definition).some((name) => name === guard)) return [];
    return [{ path: at, message: `“${guardNamed(guard)}” always asks on ${called}.`, next: 'Take the condition out.' }];
  });
  const degrees = Object.entries(enforce).flatMap(([guard, degree]): Finding[] => {
    const at = [...path, 'enforce', guard];
    if (!guards.some((name) => name === guard)) {
      const message = `${called} says how “${guardNamed(guard)}” acts, and does not have that guard.`;
      return [{ path: at, message, next: 'Add the guard, or take this out.' }];
    }
    if (degree === 'block' || !onlyBlock(definition).some((name) => name === guard)) return [];
    const message = `“${guardNamed(guard)}” can only block on ${called}.`;
    return [{ path: at, message, next: 'Set it to block.' }];
  });
  return [...conditional, ...degrees];
}

function raiseFaults({ raise }: ModelDefinition): Finding[] {
  if (raising.includes(raise)) return [];
  const message = `Raising a change does not take the permission ${raise}.`;
  return [{ path: ['raise'], message, next: `Choose one of ${raising.join(', ')}.` }];
}
