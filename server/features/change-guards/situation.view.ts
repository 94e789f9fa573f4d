// Reads: the rounds of a change, and the names of people and groups, through the doors of their features.
import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import {
  approvalsOf,
  type Content,
  hasPassed,
  newestOf,
  type Round,
  roundsOf,
  secondsOf,
  statusOf,
  stillOut,
  stillSays,
} from '../approvals/index.ts';
import {
  type Change,
  contentHashOf,
  contentOf,
  coordinates,
  mayHaveRounds,
  missingFields,
  tieOf,
} from '../changes/index.ts';
import { groupsByIds, groupsOf, peopleByIds } from '../identity/index.ts';
import {
  asked,
  canCancelFrom,
  conditionalDemands,
  demandsOf,
  demandsOfLeaving,
  type Holding,
  isOffered,
  type ModelVersion,
} from '../models/index.ts';
import { conditionGuards } from './condition-guards.rules.ts';
import { inDegree } from './degrees.rules.ts';
import type { Given, MoveFacts, Standing } from './facts.rules.ts';
import { grantsOf } from './grants.view.ts';
import { coreGuards } from './guards.rules.ts';
import { holdingHere } from './holding.view.ts';
import { taskGuards } from './task-guards.rules.ts';
import { workOf } from './work.view.ts';

/**
 * A named predicate that can hold a move back and says why, who can clear it, and when it can be met at the earliest. It only
 * reads. Later features hand theirs in where the application is wired; undefined means that it does not apply.
 */
export type Guard = {
  name: string;
  evaluate(reads: Reads, ctx: Ctx, asked: { change: Change; to: string }): Promise<GuardAnswer | undefined>;
};

type Situation = Omit<MoveFacts, 'transition' | 'to' | 'missing' | 'demandedWhere' | 'given'> & {
  change: Change;
  rounds: readonly Round[];
};

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
    label: 'Cancel',
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
  const { hold } = change;
  const named = [
    ctx.actor.id,
    change.requesterId,
    change.coordinatorId,
    change.managerId,
    change.assigneeId,
    hold?.by ?? null,
  ];
  const ids = named.filter((id) => id !== null);
  const groupIds = groupsMoving(model);
  const rounds = mayHaveRounds(change) ? await roundsOf(reads, change.id) : [];
  const people = await peopleByIds(reads, ids);
  const groups = groupIds.length > 0 ? await groupsOf(reads, ctx.actor.id) : [];
  const movers = groupIds.length > 0 ? await groupsByIds(reads, groupIds) : [];
  const holder = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  const present = (id: string | null) => (id === null ? null : holder(id));
  return {
    change,
    rounds,
    now: ctx.now,
    actor: {
      id: ctx.actor.id,
      name: people.get(ctx.actor.id)?.name ?? ctx.actor.id,
      roles: ctx.actor.roles,
      groups: new Set(groups.map(({ id }) => id)),
      mayMove: ctx.actor.permissions.has('change.move'),
      pushesOn: coordinates(ctx.actor),
    },
    linked: change.linked,
    requester: present(change.requesterId),
    coordinator: present(change.coordinatorId),
    manager: present(change.managerId),
    assignee: present(change.assigneeId),
    hold: hold && { by: holder(hold.by), reason: hold.reason },
    groupNames: new Map(movers.map(({ id, name }) => [id, name])),
    plannedStart: change.plannedStart,
    plannedEnd: change.plannedEnd,
    definition: model.definition,
    standings: standingsOf(change, { rounds, content: contentOf(change) }, model),
    grants: takesOthers(model) ? await grantsOf(reads, change.id, contentHashOf(change)) : [],
    holding: await holdingHere(reads, ctx, change, model),
    work: await workOf(
      reads,
      change,
      model.definition.transitions.filter(({ from }) => from === change.state),
    ),
    reportedOutcome: change.reportedOutcome,
  };
}

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

type Counted = { content: Content; rounds: readonly Round[] };

/** How each round that must say yes stands now, in the states that ask and that the change has come through. */
function standingsOf(change: Change, { content, rounds }: Counted, { definition }: ModelVersion): Standing[] {
  const asking = definition.states.filter(({ key }) => change.entered[key] !== undefined || key === change.state);
  return asking.flatMap((state) => {
    const mandatory = state.approvals.filter(({ advisory }) => !advisory);
    const lacking = mandatory.filter(({ key }) => !hasPassed(newestOf(rounds, state.key, key), content));
    const first = Math.min(...lacking.map(({ order }) => order));
    return mandatory.map((asked) => ({
      ...{ state: state.key, stateName: state.name, name: asked.name },
      ...standingOf(change, content, newestOf(rounds, state.key, asked.key), asked.order > first),
    }));
  });
}

function standingOf(
  change: Change,
  content: Content,
  round: Round | undefined,
  isLater: boolean,
): Omit<Standing, 'state' | 'stateName' | 'name'> {
  const counted = { approvals: 0, needed: 1, stillOut: [] };
  const isAsking = round?.status === 'open' || round?.status === 'approved';
  if (isLater && !isAsking) return { ...counted, status: 'waiting' };
  if (!round) return { ...counted, status: 'none' };
  const isTied = (personId: string) => tieOf(change, personId, round.leaves) !== undefined;
  const status = statusOf(round, isTied);
  return {
    status: status === 'approved' && !stillSays(round, content) ? 'other_content' : status,
    approvals: approvalsOf(round),
    needed: round.needed,
    stillOut: stillOut(round, isTied),
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

function demandedWhere({ definition, holding }: Situation, { to }: TransitionDefinition): MoveFacts['demandedWhere'] {
  const state = definition.states.find(({ key }) => key === to) ?? CANCELLED;
  const conditional = conditionalDemands(state, holding).flatMap(({ when, fields }) =>
    fields.filter((field) => !state.requires.includes(field)).map((field) => [field, when] as const),
  );
  return new Map(conditional);
}

/** Every guard's answer to one move, the core's own first. */
export async function answersTo(
  reads: Reads,
  ctx: Ctx,
  guards: readonly Guard[],
  situation: Situation,
  transition: TransitionDefinition,
  given: Given | undefined,
): Promise<GuardAnswer[]> {
  const to = enteredFrom(situation, transition);
  const facts: MoveFacts = {
    ...situation,
    transition,
    to,
    missing: missingFields(situation.change, to.requires),
    demandedWhere: demandedWhere(situation, transition),
    given,
  };
  const answers = [
    ...coreGuards.map((guard) => guard(facts)),
    ...taskGuards.map((guard) => guard(facts)),
    ...conditionGuards(facts),
  ];
  for (const guard of guards)
    answers.push(await guard.evaluate(reads, ctx, { change: situation.change, to: transition.to }));
  return answers.flatMap((answer) => (answer ? [inDegree(answer, facts)] : []));
}
