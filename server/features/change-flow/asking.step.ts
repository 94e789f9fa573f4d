import { asksUnder, roundConditionsOf } from '@interlock/contract/holding.ts';
import type { ModelDefinition, RoundDefinition, StateDefinition } from '@interlock/contract/models.ts';
import { neededOf } from '@interlock/contract/quorum.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import {
  type Candidate,
  type Content,
  covers,
  eachOnce,
  hasPassed,
  isStanding,
  leavesOf,
  newestOf,
  type Opening,
  openRound,
  type Round,
  roundsOf,
  skipRound,
  statusOf,
  stillSays,
  voidRounds,
  whyNoVoter,
} from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { type Change, contentOf, tieOf, tieOfOther } from '../changes/index.ts';
import { activeMembersOf, groupById, peopleByIds } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { planText, tasksOf } from '../tasks/index.ts';

/** Whether all that a state asks for has been given, for this content. A state that has asked nobody yet does not stand. */
export const stateStands = (rounds: readonly Round[], content: Content, { key, approvals }: StateDefinition): boolean =>
  rounds.some((round) => !round.imported && round.state === key) &&
  approvals.every((asked) => asked.advisory || hasPassed(newestOf(rounds, key, asked.key), content));

type Asking = { change: Change; definition: ModelDefinition; state: StateDefinition };

/**
 * Asks for what a state still needs, order by order, as far as the earlier orders allow. Rounds that stand are left as they are,
 * with their votes; the others ask anew, whoever is in the group now.
 */
export async function askApprovers(tx: Tx, ctx: Ctx, asking: Asking): Promise<void> {
  const { change, state } = asking;
  const content = contentOf(change);
  let rounds = await roundsOf(tx, change.id);
  const orders = [...new Set(state.approvals.map(({ order }) => order))].sort((a, b) => a - b);
  for (const order of orders) {
    const peers = state.approvals.filter((round) => round.order === order);
    for (const round of peers) await askOne(tx, ctx, { ...asking, content, round, rounds });
    rounds = await roundsOf(tx, change.id);
    const passed = peers.every(({ key, advisory }) => advisory || hasPassed(newestOf(rounds, state.key, key), content));
    if (!passed) return;
  }
}

type One = Asking & { content: Content; round: RoundDefinition; rounds: readonly Round[] };

async function askOne(tx: Tx, ctx: Ctx, { change, definition, state, content, round, rounds }: One): Promise<void> {
  const newest = newestOf(rounds, state.key, round.key);
  if (newest && isStanding(newest) && stillSays(newest, content)) return;
  const asks = await isAsked(tx, ctx, change, round);
  if (newest?.status === 'skipped' && !asks) return;
  if (newest && isStanding(newest)) await voidRounds(tx, ctx, [{ round: newest }], 'Replaced by a newer round');
  const leaves = leavesOf(round, await roundsAsking(tx, ctx, change, definition));
  const plan = change.taskCount > 0 && covers({ leaves }, 'steps') ? planText(await tasksOf(tx, change.id)) : '';
  const opening = {
    subject: change.id,
    state: state.key,
    definition: round,
    leaves,
    content,
    inWords: plan === '' ? {} : { plan },
    window: change.window,
  };
  await (asks ? open(tx, ctx, change, opening) : skip(tx, ctx, opening));
}

/** Whether an open round can no longer pass with those who may still decide on this change. */
export const isStuck = (round: Round, change: Change): boolean =>
  round.status === 'open' &&
  statusOf(round, (personId) => tieOf(change, personId, round.leaves) !== undefined) === 'stuck';

/** Whether a round asks on this change as it is. */
export const isAsked = async (reads: Reads, ctx: Ctx, change: Change, round: RoundDefinition): Promise<boolean> =>
  (await roundsAsking(reads, ctx, change, { states: [{ approvals: [round] }] })).length > 0;

/** What a round that stands would take of those whom it would ask now; null where it would ask nobody on this change. */
export async function anewOf(
  reads: Reads,
  ctx: Ctx,
  { change, states, round }: { change: Change; states: readonly StateDefinition[]; round: Round },
): Promise<{ needed: number; of: number } | null> {
  const state = states.find(({ key }) => key === round.state);
  const definition = state?.approvals.find(({ key }) => key === round.key);
  if (!definition || !(await isAsked(reads, ctx, change, definition))) return null;
  const people = await candidates(reads, change, { definition, leaves: round.leaves });
  const of = people.filter(({ tie }) => tie === undefined).length;
  return { needed: neededOf(definition.quorum, of), of };
}

type Asks = { states: readonly { approvals: readonly RoundDefinition[] }[] };

/** Of the rounds of a model those that ask on this change as it is. */
async function roundsAsking(reads: Reads, ctx: Ctx, change: Change, { states }: Asks): Promise<RoundDefinition[]> {
  const holding = await conditionsHeld(reads, ctx, change, roundConditionsOf({ states }));
  return states.flatMap(({ approvals }) => approvals.filter(({ when }) => asksUnder(when, holding)));
}

async function open(tx: Tx, ctx: Ctx, change: Change, opening: Opening): Promise<void> {
  const opened = await openRound(tx, ctx, opening, await candidates(tx, change, opening));
  await record(tx, ctx, {
    verb: 'change.round_opened',
    object: change.id,
    parts: {
      round: opened.id,
      name: opening.definition.name,
      state: opening.state,
      asked: opened.asked,
      needed: opened.needed,
    },
  });
  // What is asked waits in the inbox; the bell need not say it too. Each round has a key of its own: two may ask in one act.
  await notify(tx, ctx, {
    kind: 'decision_asked',
    subject: change.id,
    to: opened.asked,
    parts: { round: opening.definition.name },
    key: `${opened.id}:asked`,
    bell: false,
  });
}

async function skip(tx: Tx, ctx: Ctx, opening: Opening): Promise<void> {
  const round = await skipRound(tx, ctx, opening);
  const { name, when } = opening.definition;
  await record(tx, ctx, {
    verb: 'change.round_skipped',
    object: opening.subject,
    parts: { round, name, state: opening.state, when },
  });
}

/**
 * The group's members, each with what bars them; of one person's several accounts one is asked. Whoever put themself in after the
 * change was raised is not asked by that.
 */
export async function candidates(
  reads: Reads,
  change: Change,
  { definition, leaves }: Pick<Opening, 'definition' | 'leaves'>,
): Promise<Candidate[]> {
  const group = await groupById(reads, definition.group);
  const members = (await activeMembersOf(reads, definition.group)) ?? [];
  const people = await peopleByIds(
    reads,
    members.map(({ id }) => id),
  );
  const { linked } = change;
  const asked = members.map(({ id, name, since, addedBy }) => ({
    id,
    name,
    because: `Member of ${group?.name ?? definition.group}`,
    tie:
      tieOfOther(change, id, leaves) ??
      (isSamePerson(linked, addedBy, id) && since > change.createdAt
        ? 'joined the group by themself after this was raised'
        : undefined) ??
      whyNoVoter(people.get(id) ?? { active: false, roles: [] }),
  }));
  return eachOnce(asked, linked);
}
