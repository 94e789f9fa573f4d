import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { defaultEnforcement, type Enforcement, type GuardName, guardNames } from '@interlock/contract/models.ts';
import { says } from '@interlock/contract/says.ts';
import { isSamePerson, withWhich } from '../../platform/same-person.ts';
import { type MoveFacts, role } from './facts.rules.ts';
import { whyReviewed } from './task-guards.rules.ts';

/** Closing always takes its words, and what the core demands by itself can only block, whatever a model says. */
const onlyBlocks: ReadonlySet<string> = new Set<GuardName>(['closure']);
const isNamed = (guard: string): guard is GuardName => (guardNames as readonly string[]).includes(guard);

/** What a guard does while it is not met: what its model version says, or else what it does by default. */
function degreeOf({ guard, enforcement }: GuardAnswer, facts: MoveFacts): Enforcement {
  const { transition } = facts;
  if (guard === 'review_done' && whyReviewed(facts) !== undefined) return 'block';
  if (!isNamed(guard) || !transition.guards.includes(guard) || onlyBlocks.has(guard)) return enforcement;
  return transition.enforce[guard] ?? defaultEnforcement[guard];
}

/**
 * The answer with what it does. A reason comes with the move. Somebody else's yes stands for the move and the content that it
 * was given to, and is not the mover's own, nor that of whoever has a part in the change: requested it, raised it, carries it out.
 */
export function inDegree(answer: GuardAnswer, facts: MoveFacts): GuardAnswer {
  const enforcement = degreeOf(answer, facts);
  // What the move itself can bring is brought, not justified.
  if (answer.met || answer.withMove || enforcement === 'block' || enforcement === 'inform') {
    return { ...answer, enforcement };
  }
  return enforcement === 'justify'
    ? withReason({ ...answer, enforcement }, facts)
    : withGrant({ ...answer, enforcement }, facts);
}

/** Where the reason for a guard that is not met comes with the move. */
export const justificationOf = (guard: string): string => `justifications.${guard}`;

function withReason(answer: GuardAnswer, { given, actor, now }: MoveFacts): GuardAnswer {
  const words = given?.justifications?.[answer.guard]?.trim() ?? '';
  if (!says(words)) return { ...answer, withMove: true, fields: [...answer.fields, justificationOf(answer.guard)] };
  return { ...answer, overridden: { by: { id: actor.id, name: actor.name }, words, at: now.toISOString() } };
}

function withGrant(answer: GuardAnswer, facts: MoveFacts): GuardAnswer {
  const { grants, transition, actor, linked } = facts;
  const grant = grants.find(
    ({ to, guard, by }) =>
      to === transition.to &&
      guard === answer.guard &&
      !isSamePerson(linked, by.id, actor.id) &&
      partOf(by.id, facts) === undefined,
  );
  if (grant) {
    const { by, words, at } = grant;
    return { ...answer, overridden: { by, words, at: at.toISOString() } };
  }
  const others = answer.clearedBy.filter(({ id }) => id !== 'change_manager');
  return { ...answer, clearedBy: [...others, role('change_manager')], letPass: letPassOf(answer.guard, facts) };
}

type Parted = Pick<MoveFacts, 'linked' | 'parts'>;

/** The part that somebody has in a change themself, with whichever account. */
const partOf = (account: string, { linked, parts }: Parted): MoveFacts['parts'][number] | undefined =>
  parts.find(({ by }) => isSamePerson(linked, by, account));

/** Why somebody does not let the moves of a change pass, where they have a part in it themself. */
export function whyNotTheirs(actorId: string, parted: Parted): string | undefined {
  const own = partOf(actorId, parted);
  return own && `You ${own.you}${withWhich(actorId, own.by)}: another change manager lets it pass.`;
}

/** Whether it is for the one who asks to let this move pass the guard, and in words who can. */
function letPassOf(guard: string, facts: MoveFacts): NonNullable<GuardAnswer['letPass']> {
  const { actor, linked, grants, transition } = facts;
  if (!actor.mayVote || !actor.mayManage) {
    const words =
      'A change manager can let it pass who neither makes the move nor carries the change out, nor requested or raised it.';
    return { mine: false, words };
  }
  const tied = whyNotTheirs(actor.id, facts);
  if (tied !== undefined) return { mine: false, words: tied };
  const given = grants.some(
    (one) => one.to === transition.to && one.guard === guard && isSamePerson(linked, one.by.id, actor.id),
  );
  if (given) return { mine: false, words: 'You let it pass: somebody else makes the move.' };
  return { mine: true, words: 'You can let it pass, for somebody else to make the move.' };
}
