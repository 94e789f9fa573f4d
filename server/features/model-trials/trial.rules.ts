import { type ChangeFacts, changeFacts, type FactType } from '@interlock/contract/facts.ts';
import { asksUnder, type Holding, isOfferedUnder } from '@interlock/contract/holding.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { TriedState } from '@interlock/contract/model-trials.ts';
import {
  defaultEnforcement,
  type ModelDefinition,
  type Mover,
  type RequirableField,
  type RoundDefinition,
  type StateDefinition,
} from '@interlock/contract/models.ts';
import { neededOf } from '@interlock/contract/quorum.ts';

type Member = { id: string; name: string };

/** All that a trial looks at: how conditions stand for the example, what of it is filled in, and who is in the groups. */
export type Trial = {
  definition: ModelDefinition;
  holding: Holding;
  filled: ReadonlySet<RequirableField>;
  groups: ReadonlyMap<string, { name: string; members: readonly Member[] }>;
  /** A condition in words that follow *where*. */
  inWords(source: string): string;
};

const whereOf = ({ inWords }: Trial, when: string | undefined) => ({
  where: when ?? null,
  whereInWords: when === undefined ? null : inWords(when),
});

const unknownOf: Record<FactType, () => unknown> = {
  string: () => '',
  bool: () => false,
  int: () => undefined,
  double: () => undefined,
  'list<string>': () => [],
};
const usual: Record<string, unknown> = { impact: 'low', urgency: 'low', priority: 4, riskLevel: 'none' };

/** Facts as a change has them that says only this of itself. */
export function factsOfExample(given: Readonly<Record<string, unknown>>): ChangeFacts {
  const facts = Object.entries(changeFacts).map(([name, type]) => {
    const value = given[name];
    return [name, isA(type, value) ? value : (usual[name] ?? unknownOf[type]())];
  });
  // `as`: every fact is there, each of its type.
  return Object.fromEntries(facts) as ChangeFacts;
}

function isA(type: FactType, value: unknown): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  return type === 'list<string>' ? Array.isArray(value) : typeof value === 'number';
}

/** A text that the example has is filled in; so are those that it says are. */
export function filledOf(facts: ChangeFacts, said: readonly RequirableField[]): Set<RequirableField> {
  const texts = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && value !== 'none' ? [name as RequirableField] : [],
  );
  const placed: RequirableField[] = [
    ...(facts.hasAssignee ? (['assignee'] as const) : []),
    ...(facts.hasWindow ? (['window'] as const) : []),
  ];
  return new Set([...texts, ...placed, ...said]);
}

/** Every state with what it would demand, ask and offer, and whether the example comes through it. */
export function tried(trial: Trial): TriedState[] {
  const way = wayOf(trial);
  return trial.definition.states.map((state) => ({
    key: state.key,
    name: state.name,
    kind: state.kind,
    onTheWay: way.includes(state.key),
    demands: demandsIn(trial, state),
    rounds: state.approvals.map((round) => roundIn(trial, round)),
    tasks: state.tasks.map(({ title, kind }) => ({ title, kind })),
    moves: movesIn(trial, state.key),
  }));
}

/** By the first move onward that is offered, until there is none. */
function wayOf({ definition: { states, transitions }, holding }: Trial): string[] {
  const order = orderIn({ states });
  const way: string[] = states.slice(0, 1).map(({ key }) => key);
  for (const at of way) {
    const onward = transitions.find(
      ({ from, to, when }) => from === at && order(to) > order(from) && isOfferedUnder(when, holding),
    );
    if (onward && !way.includes(onward.to)) way.push(onward.to);
  }
  return way;
}

function demandsIn(trial: Trial, { requires, requiresWhen }: StateDefinition): TriedState['demands'] {
  const { holding, filled } = trial;
  const always = requires.map((field) => ({ field, ...whereOf(trial, undefined), missing: !filled.has(field) }));
  const conditional = requiresWhen
    .filter(({ when }) => asksUnder(when, holding))
    .flatMap(({ when, fields }) =>
      fields.map((field) => ({ field, ...whereOf(trial, when), missing: !filled.has(field) })),
    );
  return [...always, ...conditional.filter(({ field }) => !requires.includes(field))];
}

function roundIn(trial: Trial, round: RoundDefinition): TriedState['rounds'][number] {
  const { holding, groups } = trial;
  const { name, group: groupId, quorum, advisory, order, when } = round;
  const group = groups.get(groupId);
  const people = (group?.members ?? []).map((member) => ({ ...member, active: true }));
  const answer = when === undefined ? undefined : holding.get(when);
  return {
    name,
    group: group?.name ?? groupId,
    people,
    needed: neededOf(quorum, people.length),
    advisory,
    order,
    asked: asksUnder(when, holding),
    ...whereOf(trial, when),
    problem: answer?.problem ?? null,
  };
}

const places: Record<string, string> = {
  requester: 'the requester',
  coordinator: 'a coordinator',
  change_manager: 'a change manager',
  assignee: 'the assignee',
  round: 'the approval round',
};

function movesIn(trial: Trial, key: string): TriedState['moves'] {
  const { definition, holding, groups } = trial;
  const nameOf = (to: string) => definition.states.find((state) => state.key === to)?.name ?? to;
  const mover = (one: Mover) =>
    'group' in one ? (groups.get(one.group)?.name ?? one.group) : (places[one.is] ?? one.is);
  return definition.transitions
    .filter(({ from }) => from === key)
    .map(({ to, label, when, movers, guards, enforce, guardsWhen, conditions }) => ({
      to,
      toName: nameOf(to),
      label,
      offered: isOfferedUnder(when, holding),
      ...whereOf(trial, when),
      problem: (when === undefined ? undefined : holding.get(when)?.problem) ?? null,
      by: movers.map(mover),
      guards: guards
        .filter((guard) => asksUnder(guardsWhen[guard], holding))
        .map((guard) => ({ guard, enforcement: enforce[guard] ?? defaultEnforcement[guard] })),
      conditions: conditions.map(({ when: asked, why, enforcement }) => ({
        why,
        enforcement,
        holds: holding.get(asked)?.holds ?? false,
        problem: holding.get(asked)?.problem ?? null,
      })),
    }));
}
