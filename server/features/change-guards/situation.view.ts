// Reads: the rounds of a change, and the names of people and groups, through the doors of their features.
import type { Holding } from '@interlock/contract/holding.ts';
import type { StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import { permissionsGiven, type Role } from '@interlock/contract/permissions.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import {
  approvalsOf,
  type Content,
  deputiesWhoMay,
  hasPassed,
  newestOf,
  type Round,
  roundsOfEach,
  secondsOf,
  statusOf,
  stillOut,
  stillSays,
  withoutFallen,
} from '../approvals/index.ts';
import {
  type Change,
  contentHashOf,
  contentOf,
  isFixed,
  mayHaveRounds,
  partsIn,
  tieByLink,
  tieOf,
} from '../changes/index.ts';
import { type StandIn, standInsOf } from '../deputies/index.ts';
import { groupsByIds, groupsOf, officersOf, peopleByIds } from '../identity/index.ts';
import {
  asked,
  canCancelFrom,
  conditionalDemands,
  demandsOf,
  demandsOfLeaving,
  isOffered,
  type ModelVersion,
  statesOnWay,
} from '../models/index.ts';
import type { MoveFacts, Standing } from './facts.rules.ts';
import { grantsOfEach } from './grants.view.ts';
import { holdingsHere } from './holding.view.ts';
import { handsInEach, worksOf } from './work.view.ts';

export type Situation = Omit<MoveFacts, 'transition' | 'to' | 'missing' | 'demandedWhere' | 'given'> & {
  change: Change;
  rounds: readonly Round[];
};

type Born = { change: Change; model: ModelVersion };

export const CANCELLED: StateDefinition = {
  key: 'cancelled',
  name: 'Cancelled',
  kind: 'cancelled',
  requires: [],
  requiresWhen: [],
  approvals: [],
  tasks: [],
};

export const targetOf = (model: ModelVersion, key: string): StateDefinition | undefined =>
  key === CANCELLED.key ? CANCELLED : model.definition.states.find((state) => state.key === key);

/**
 * The model's transitions from where the change stands, those under a condition where it holds, each with the guards that ask
 * of this change; and cancelling where the model and the core allow it.
 */
export function movesFrom({ definition }: ModelVersion, { state }: Change, holding: Holding): TransitionDefinition[] {
  const cancel: TransitionDefinition = {
    from: state,
    to: CANCELLED.key,
    label: 'Cancel this change',
    movers: definition.cancel.movers,
    guards: [],
    enforce: {},
    guardsWhen: {},
    conditions: [],
    earlyMovers: [],
    asksPlannedEnd: false,
    reportsOutcome: false,
    passesWhen: [],
  };
  return [
    ...definition.transitions
      .filter((made) => made.from === state && isOffered(made, holding))
      .map((made) => asked(made, holding)),
    ...(canCancelFrom(definition, state) ? [cancel] : []),
  ];
}

/** What the guards look at, loaded once for all moves of a change. */
export async function situationOf(reads: Reads, ctx: Ctx, change: Change, model: ModelVersion): Promise<Situation> {
  const [situation] = await situationsOf(reads, ctx, [{ change, model }]);
  if (!situation) throw new Error(`${change.id} has no situation`);
  return situation;
}

/** The same of several changes, in so many queries however many they are. */
export async function situationsOf(reads: Reads, ctx: Ctx, all: readonly Born[]): Promise<Situation[]> {
  const groupIds = [...new Set(all.flatMap(({ model }) => groupsMoving(model)))];
  const mayAsk = all.flatMap(({ change }) => (mayHaveRounds(change) ? [change.id] : []));
  const rounds = await roundsOfEach(reads, mayAsk);
  const standIns = await standInsOf(reads, askedIn(rounds), ctx.now);
  const people = await peopleByIds(reads, [ctx.actor.id, ...all.flatMap(({ change }) => namedOn(change))]);
  const groups = groupIds.length > 0 ? await groupsOf(reads, ctx.actor.id) : [];
  const movers = await groupsByIds(reads, groupIds);
  const grants = await grantsOfEach(reads, all.flatMap(grantable));
  const hands = await handsInEach(reads, all);
  const holdings = await holdingsHere(reads, ctx, all);
  const works = await worksOf(reads, all.map(withMoves));
  const holder = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  const present = (id: string | null) => (id === null ? null : holder(id));
  const actor = {
    id: ctx.actor.id,
    name: people.get(ctx.actor.id)?.name ?? ctx.actor.id,
    roles: ctx.actor.roles,
    groups: new Set(groups.map(({ id }) => id)),
    mayMove: ctx.actor.permissions.has('change.move'),
    mayVote: ctx.actor.permissions.has('change.vote'),
    mayManage: ctx.actor.permissions.has('change.manage'),
    pushesOn: permissionsGiven(ctx.actor.roles).has('change.coordinate'),
  };
  const isThere = (id: string | null) => id !== null && people.get(id)?.active === true;
  const offices = new Set(all.flatMap((one) => officesAsked(one, isThere)));
  const officers = await officersOf(
    reads,
    [...offices].filter((office) => !ctx.actor.roles.includes(office)),
  );
  const groupNames = new Map(movers.map(({ id, name }) => [id, name]));
  return all.map(({ change, model }, at): Situation => {
    const [holding, work] = [holdings[at], works[at]];
    if (!holding || !work) throw new Error(`${change.id} was not looked at`);
    const asked = rounds.get(change.id) ?? [];
    return {
      ...{ change, rounds: asked, now: ctx.now, actor, groupNames, holding, work },
      linked: change.linked,
      // Whoever holds an office and is not named on a restricted change does not see it.
      officers: change.restricted ? undefined : officers,
      requester: present(change.requesterId),
      parts: partsIn(change),
      coordinator: present(change.coordinatorId),
      manager: present(change.managerId),
      assignee: present(change.assigneeId),
      hands: hands(change.id),
      hold: change.hold && { by: holder(change.hold.by), reason: change.hold.reason },
      plannedStart: change.plannedStart,
      plannedEnd: change.plannedEnd,
      definition: model.definition,
      standings: standingsOf(
        change,
        { rounds: countedNow(change, asked), content: contentOf(change), standIns },
        model,
      ),
      grants: grants(change.id),
      reportedOutcome: change.reportedOutcome,
    };
  });
}

/** Whoever is asked and has not decided. */
const askedIn = (rounds: ReadonlyMap<string, readonly Round[]>): string[] =>
  [...rounds.values()].flat().flatMap(({ status, asked: seats, votes }) => {
    const decided = new Set(votes.map(({ personId }) => personId));
    return status === 'open' ? seats.flatMap(({ personId }) => (decided.has(personId) ? [] : [personId])) : [];
  });

const namedOn = ({ requesterId, coordinatorId, managerId, assigneeId, hold }: Change): string[] =>
  [requesterId, coordinatorId, managerId, assigneeId, hold?.by ?? null].filter((id) => id !== null);

/** The offices that alone can make a move from here, because nobody who is there is named to it. */
function officesAsked({ change, model }: Born, isThere: (id: string | null) => boolean): Role[] {
  const {
    requesterId: requester,
    assigneeId: assignee,
    coordinatorId: coordinator,
    managerId: change_manager,
  } = change;
  const holders = { requester, assignee, coordinator, change_manager, round: null };
  const moves = model.definition.transitions.filter(({ from }) => from === change.state);
  const open = moves.filter(({ movers }) => movers.every((mover) => 'is' in mover && !isThere(holders[mover.is])));
  return (['coordinator', 'change_manager'] as const).filter((office) =>
    open.some(({ movers }) => movers.some((mover) => 'is' in mover && mover.is === office)),
  );
}

const grantable = ({ change, model }: Born) =>
  takesOthers(model) ? [{ changeId: change.id, contentHash: contentHashOf(change) }] : [];

const withMoves = ({ change, model }: Born) => ({
  change,
  moves: model.definition.transitions.filter(({ from }) => from === change.state),
});

/** Whether anything in the model waits for somebody else's yes. */
const takesOthers = ({ definition: { transitions } }: ModelVersion): boolean =>
  transitions.some(
    ({ enforce, conditions }) =>
      Object.values(enforce).includes('extra_approver') ||
      conditions.some(({ enforcement }) => enforcement === 'extra_approver'),
  );

/** Every group that the model lets move a change. */
function groupsMoving({ definition: { transitions, cancel } }: ModelVersion): string[] {
  const movers = [...transitions.flatMap((made) => [...made.movers, ...made.earlyMovers]), ...cancel.movers];
  return [...new Set(movers.flatMap((mover) => ('group' in mover ? [mover.group] : [])))];
}

/** Accounts may have been linked a moment ago, and what falls by that may not have been taken out yet. */
const countedNow = (change: Change, rounds: readonly Round[]): readonly Round[] =>
  isFixed(change) ? rounds : rounds.map((round) => withoutFallen(round, (id) => tieByLink(change, id, round.leaves)));

type Counted = { content: Content; rounds: readonly Round[]; standIns: readonly StandIn[] };

/** How each round that must say yes stands now, in the states that ask and that the change has come through on its present way. */
function standingsOf(change: Change, counted: Counted, { definition }: ModelVersion): Standing[] {
  const { content, rounds } = counted;
  const way = statesOnWay(definition, change);
  const asking = definition.states.filter(({ key, approvals }) => approvals.length > 0 && way.has(key));
  return asking.flatMap((state) => {
    const mandatory = state.approvals.filter(({ advisory }) => !advisory);
    const lacking = mandatory.filter(({ key }) => !hasPassed(newestOf(rounds, state.key, key), content));
    const first = Math.min(...lacking.map(({ order }) => order));
    return mandatory.map((asked) => ({
      ...{ state: state.key, stateName: state.name, name: asked.name },
      ...standingOf(change, counted, newestOf(rounds, state.key, asked.key), asked.order > first),
    }));
  });
}

function standingOf(
  change: Change,
  { content, standIns }: Counted,
  round: Round | undefined,
  isLater: boolean,
): Omit<Standing, 'state' | 'stateName' | 'name'> {
  const counted = { approvals: 0, needed: 1, stillOut: [] };
  const isAsking = round?.status === 'open' || round?.status === 'approved';
  if (isLater && !isAsking) return { ...counted, status: 'waiting' };
  if (!round) return { ...counted, status: 'none' };
  const tie = (personId: string) => tieOf(change, personId, round.leaves);
  const isTied = (personId: string) => tie(personId) !== undefined;
  // A restricted change is shown to no deputy whom it does not name.
  const deputiesOf = (seat: string) =>
    change.restricted
      ? []
      : deputiesWhoMay(
          round,
          seat,
          standIns.filter(({ personId }) => personId === seat),
          tie,
        );
  const status = statusOf(round, isTied);
  return {
    status: status === 'approved' && !stillSays(round, content) ? 'other_content' : status,
    approvals: approvalsOf(round),
    needed: round.needed,
    stillOut: stillOut(round, isTied).map((one) => ({ ...one, deputies: deputiesOf(one.id) })),
    seconds: secondsOf(round, isTied),
  };
}

/** The state that a move enters, with all that it demands of this change now. */
export function enteredFrom(
  { definition, holding }: Pick<Situation, 'definition' | 'holding'>,
  { from, to }: TransitionDefinition,
): StateDefinition {
  const state = definition.states.find(({ key }) => key === to) ?? CANCELLED;
  const demands = [...demandsOf(definition, state, holding), ...demandsOfLeaving(definition, from, to)];
  return { ...state, requires: [...new Set(demands)] };
}

export function demandedWhere(
  { definition, holding }: Situation,
  { to }: TransitionDefinition,
): MoveFacts['demandedWhere'] {
  const state = definition.states.find(({ key }) => key === to) ?? CANCELLED;
  const conditional = conditionalDemands(state, holding).flatMap(({ when, fields }) =>
    fields.filter((field) => !state.requires.includes(field)).map((field) => [field, when] as const),
  );
  return new Map(conditional);
}
