import { isForAnother } from '@interlock/contract/may-close.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import {
  defaultEnforcement,
  type ModelDefinition,
  type Mover,
  type TransitionDefinition,
} from '@interlock/contract/models.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { type Change, isOver } from './change.rules.ts';
import { pushedOnBy } from './duties.rules.ts';

/**
 * Whom the next step onward waits for. `waitsForWindow`: nobody can make it while the window is not open. `waitsForAnother`: whoever
 * carries the change out may not make it.
 */
export type WaitsOn = Pick<Change, 'waitsOn' | 'waitsForWindow' | 'waitsForAnother'>;

const nobody: WaitsOn = { waitsOn: null, waitsForWindow: false, waitsForAnother: false };

/** The person or group that a mover is on this change; null where nobody is named. */
function namedBy(mover: Mover, change: Change): string | null {
  if ('group' in mover) return mover.group;
  if (mover.is === 'requester') return change.requesterId;
  if (mover.is === 'assignee') return change.assigneeId;
  if (mover.is === 'coordinator') return change.coordinatorId;
  if (mover.is === 'change_manager') return change.managerId;
  return pushedOnBy(change);
}

/** Where nobody is named, everybody who holds an office that may make the move. */
function officeOf(movers: readonly Mover[]): string | null {
  const may = (office: string) => movers.some((mover) => 'is' in mover && mover.is === office);
  if (may('coordinator') && may('change_manager')) return 'role:coordinates';
  if (may('coordinator')) return 'role:coordinator';
  return may('change_manager') ? 'role:change_manager' : null;
}

/** Whether the core refuses this move to whoever carries the change out. */
const leadsToAnother = (definition: ModelDefinition, { to }: TransitionDefinition): boolean =>
  isForAnother(
    definition,
    definition.states.find(({ key }) => key === to),
  );

/** Whether the clock alone holds this move back until the window opens. Where a reason or a yes is enough, it can be made before. */
const isInWindow = ({ guards, enforce }: TransitionDefinition): boolean =>
  guards.includes('window_open') && (enforce.window_open ?? defaultEnforcement.window_open) === 'block';

/** Of those who may make a move the first who is there and whom the core lets make it. */
function keyOf(definition: ModelDefinition, change: Change, made: TransitionDefinition): string | null {
  const asks = definition.states.some(({ key, approvals }) => key === change.state && approvals.length > 0);
  const movers = made.movers.filter((mover) => !('is' in mover && mover.is === 'round') || asks);
  const isBarred = (key: string | null) =>
    leadsToAnother(definition, made) && isSamePerson(change.linked, key, change.assigneeId);
  const named = movers.map((mover) => namedBy(mover, change)).find((found) => found !== null && !isBarred(found));
  return named ?? officeOf(movers);
}

/**
 * Whom a change waits on. While a round is asked, its approvers are, and while the change is on hold nobody. `moves` are those that
 * are offered, with the guards that ask; where the model has no way onward from here, any of them is the next step.
 */
export function waitsOnOf(
  definition: ModelDefinition,
  change: Change,
  roundStands: boolean,
  moves: readonly TransitionDefinition[] = definition.transitions,
): WaitsOn {
  const order = orderIn(definition);
  const state = definition.states.find(({ key }) => key === change.state);
  if (!state || isOver(change) || change.hold !== null || (state.approvals.length > 0 && !roundStands)) return nobody;
  const isOnward = ({ from, to }: TransitionDefinition) => from === change.state && order(to) > order(from);
  const hasOnward = definition.transitions.some(isOnward);
  const ways = moves.filter(
    (made) => made.from === change.state && order(made.to) >= 0 && (!hasOnward || isOnward(made)),
  );
  const steps = ways.flatMap((made) => {
    const key = keyOf(definition, change, made);
    return key === null ? [] : [{ made, key }];
  });
  const [first] = steps;
  if (!first) return nobody;
  return {
    waitsOn: first.key,
    waitsForWindow: steps.every(({ made }) => isInWindow(made)),
    waitsForAnother: leadsToAnother(definition, first.made),
  };
}

const HOUR = 3600_000;
const FACT = 'hoursUntilStart';
const number = String.raw`-?\d+(?:\.\d+)?(?![\d.eE]|\s*[-+*/%])`;
const compares = String.raw`\s*(?:[<>]=?|[=!]=)\s*`;
/** The fact compared with a number, or asked whether it is known: nothing else is worked out of it. */
const compared = new RegExp(
  String.raw`has\(change\.${FACT}\)|(?<![-+*/%]\s*)(?:change\.${FACT}${compares}${number}|(?<![\w.])${number}${compares}change\.${FACT}(?!\s*[-+*/%]))`,
  'g',
);

/** When time alone may next turn one of these conditions. Where one computes with the time, it is asked every hour. */
function nextTurn(conditions: readonly string[], start: Date, now: Date): Date | null {
  const timed = conditions.filter((condition) => condition.includes(FACT));
  const named = timed.flatMap((condition) => (condition.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
  // Some comparisons turn at the bound itself, others a moment after it.
  const bounds = named.flatMap((hours) =>
    [hours, -hours].flatMap((left) => {
      const at = start.getTime() - left * HOUR;
      return [Math.ceil(at), Math.floor(at) + 1];
    }),
  );
  const computed = timed.some((condition) => condition.replaceAll(compared, '').includes(FACT));
  const turns = [...bounds, ...(computed ? [now.getTime() + HOUR] : [])].filter((at) => at > now.getTime());
  return turns.length === 0 ? null : new Date(Math.min(...turns));
}

/**
 * When time alone may turn whom a change waits for: the moves from where it stands are offered, and their guards ask, under
 * conditions, and some of these speak of the hours until its start.
 */
export function turnOf({ transitions }: ModelDefinition, change: Change, now: Date): Date | null {
  if (change.plannedStart === null || change.hold !== null || isOver(change)) return null;
  const moves = transitions.filter(({ from }) => from === change.state);
  const conditions = moves.flatMap(({ when, guardsWhen }) => [when ?? '', ...Object.values(guardsWhen)]);
  return nextTurn(conditions, change.plannedStart, now);
}
