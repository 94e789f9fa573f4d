import { asksUnder, type Holding, isOfferedUnder } from '@interlock/contract/holding.ts';
import { isBeforeWork, orderIn } from '@interlock/contract/model-order.ts';
import type {
  GuardName,
  ModelDefinition,
  RequirableField,
  StateDefinition,
  TransitionDefinition,
} from '@interlock/contract/models.ts';

export const stateOf = (definition: ModelDefinition, key: string): StateDefinition | undefined =>
  definition.states.find((state) => state.key === key);

export const firstState = (definition: ModelDefinition): StateDefinition | undefined => definition.states[0];

/** Work that has begun, or is done already, ends through review: no model can say otherwise. */
export function canCancelFrom(definition: ModelDefinition, key: string): boolean {
  const state = stateOf(definition, key);
  const isEarly = state !== undefined && (definition.retrospective ? state.kind === 'draft' : isBeforeWork(state.kind));
  return isEarly && definition.cancel.from.includes(key);
}

/** Every condition that a model asks of a change, each once. */
export function conditionsOf({ states, transitions }: Pick<ModelDefinition, 'states' | 'transitions'>): string[] {
  const ofStates = states.flatMap(({ requiresWhen }) => requiresWhen.map(({ when }) => when));
  const ofMoves = transitions.flatMap(({ when, guardsWhen, conditions }) => [
    ...(when === undefined ? [] : [when]),
    ...Object.values(guardsWhen),
    ...conditions.map((guard) => guard.when),
  ]);
  return [...new Set([...ofStates, ...ofMoves])];
}

/** Those of them that the moves from one state ask, and the states to which these lead. */
export function conditionsFrom({ states, transitions }: ModelDefinition, from: string): string[] {
  const moves = transitions.filter((made) => made.from === from);
  return conditionsOf({ states: states.filter(({ key }) => moves.some(({ to }) => to === key)), transitions: moves });
}

/** A move under a condition is offered only where it holds. */
export const isOffered = ({ when }: Pick<TransitionDefinition, 'when'>, holding: Holding): boolean =>
  isOfferedUnder(when, holding);

/** A move with the guards that ask of this change; closing always does. */
export function asked(made: TransitionDefinition, holding: Holding): TransitionDefinition {
  const asks = (guard: GuardName) => guard === 'closure' || asksUnder(made.guardsWhen[guard], holding);
  return { ...made, guards: made.guards.filter(asks) };
}

/** What a state demands under a condition, with the condition. */
export const conditionalDemands = ({ requiresWhen }: StateDefinition, holding: Holding) =>
  requiresWhen.filter(({ when }) => asksUnder(when, holding));

/** What a state demands of a change: what the model says, and an assignee where work begins that only an assignee ends. */
export function demandsOf(
  definition: ModelDefinition,
  state: StateDefinition,
  holding: Holding,
): readonly RequirableField[] {
  const conditional = conditionalDemands(state, holding).flatMap(({ fields }) => fields);
  const demands = [...new Set([...state.requires, ...conditional])];
  return needsAssignee(definition, state) ? [...new Set<RequirableField>([...demands, 'assignee'])] : demands;
}

function needsAssignee(definition: ModelDefinition, state: StateDefinition): boolean {
  if (state.kind !== 'implement') return false;
  const order = orderIn(definition);
  return definition.transitions.some(
    ({ from, to, movers }) =>
      from === state.key && order(to) > order(from) && movers.some((mover) => 'is' in mover && mover.is === 'assignee'),
  );
}

/**
 * What leaving a state onward demands: whoever assesses a change says how risky it is. Work that is recorded after the fact is
 * judged by how it went.
 */
export function demandsOfLeaving(
  { states, retrospective }: ModelDefinition,
  from: string,
  to: string,
): readonly RequirableField[] {
  const order = orderIn({ states });
  const assessed = states[order(from)]?.kind === 'assess' && order(to) > order(from);
  return assessed && !retrospective ? ['riskLevel'] : [];
}

/** Whether a change that stands here has come through assessment, or past it. */
export function isPastAssessment({ states, retrospective }: ModelDefinition, key: string): boolean {
  const here = orderIn({ states })(key);
  return !retrospective && states.slice(0, Math.max(0, here)).some(({ kind }) => kind === 'assess');
}

/** Why a model cannot be proposed or published: every fault with where it is. */
export const faultyModel = (faults: readonly { path: readonly (string | number)[]; message: string }[]) => {
  const told = faults.map(({ message }) => message);
  const errors = faults.map(({ path, message }) => ({ path: path.join('.'), message }));
  return ['model_faulty', told.slice(0, 5).join(' '), { errors, next: 'Mend what is named.' }] as const;
};

type Stored = { states?: readonly { name?: string; approval?: { rejectedTo: string } }[] };

/** Published versions never change: those written when a state asked one round only are read as a list of that one. */
export function upgraded(stored: unknown): unknown {
  const { states, ...rest } = (stored ?? {}) as Stored;
  // A draft may say anything while it is being written.
  if (!Array.isArray(states) || !states.some((state) => state?.approval)) return stored;
  const listed = states.map((written) => {
    if (!written?.approval) return written;
    const { approval, ...state } = written;
    const { rejectedTo, ...round } = approval;
    return { ...state, approvals: [{ key: 'approval', name: state.name, ...round }], rejectedTo };
  });
  return { ...rest, states: listed };
}

type Listed = { id: string; key: string; definition: Pick<ModelDefinition, 'raise' | 'raisedFrom'> };

/**
 * A form offers the first one: what somebody raises most, where they have raised any, else what most changes are. Those that take
 * a permission of their own come last, so that nobody begins one of them unawares.
 */
export const usualFirst = <Model extends Listed>(
  models: readonly Model[],
  raised: ReadonlyMap<string, number> = new Map(),
): Model[] => {
  const place = ({ definition: { raise, raisedFrom } }: Listed) =>
    (raisedFrom === 'template' ? 1 : 0) + (raise === 'change.raise' ? 0 : 2);
  const used = ({ id }: Listed) => raised.get(id) ?? 0;
  const usual = ({ key }: Listed) => (key === 'normal' ? 0 : 1);
  return models.toSorted(
    (one, other) => place(one) - place(other) || used(other) - used(one) || usual(one) - usual(other),
  );
};

type Ways = Pick<ModelDefinition, 'states' | 'transitions'>;
type Stood = { state: string; entered: Readonly<Record<string, string>> };

/**
 * The states that a change has come through on its present way. One is left out where the change has since gone back to a state
 * that every way to it passes: from there the model leads on as if it had never been entered. Where that is not sure, it is on the
 * way.
 */
export function statesOnWay(definition: Ways, { state: here, entered }: Stood): ReadonlySet<string> {
  const past = definition.states.map(({ key }) => key).filter((key) => entered[key] !== undefined || key === here);
  const at = (key: string) => Date.parse(entered[key] ?? '');
  const isBehind = (key: string) => past.some((back) => at(back) > at(key) && alwaysBefore(definition, back, key));
  return new Set(past.filter((key) => key === here || !isBehind(key)));
}

/** Whether no way leads from the birth of a change to `key` past `first`. */
function alwaysBefore({ states, transitions }: Ways, first: string, key: string): boolean {
  const born = states[0]?.key ?? '';
  const reached = new Set(born === first ? [] : [born]);
  for (const from of reached) {
    for (const made of transitions) if (made.from === from && made.to !== first) reached.add(made.to);
  }
  return first !== key && !reached.has(key);
}
