import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { defaultEnforcement, type StateKind } from '@interlock/contract/models.ts';
import { type GraveOutcome, isEmergency, isGrave } from '@interlock/contract/review-due.ts';
import { says } from '@interlock/contract/says.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import { minutesInWords } from '../../platform/time.ts';
import { handOf, inWords, type MoveFacts, met, person, role, unmet, type WorkFact } from './facts.rules.ts';

type Clearers = GuardAnswer['clearedBy'];
type Guarded = MoveFacts['transition']['guards'][number];

const asks = ({ transition }: MoveFacts, guard: Guarded): boolean => transition.guards.includes(guard);
const called = ({ number, title, owner, group, state }: WorkFact): string =>
  `${number} ${title} (${owner?.name ?? group?.name ?? 'nobody yet'}${state === 'failed' ? ', failed' : ''})`;

const MOST_NAMED = 4;
function calledAll(tasks: readonly WorkFact[]): string {
  const named = tasks.slice(0, MOST_NAMED).map(called);
  const more = tasks.length - named.length;
  return inWords(more > 0 ? [...named, `${more} more`] : named, 'and');
}

/** The owners of tasks, each once, and those who keep every change going. */
function ownersOf(tasks: readonly WorkFact[]): Clearers {
  const owners = tasks.flatMap(({ owner, group }): Clearers => {
    if (owner) return [person(owner)];
    return group ? [{ is: 'group', name: group.name, id: group.id }] : [];
  });
  const once = owners.filter(({ id }, at) => owners.findIndex((other) => other.id === id) === at);
  return [...once, role('coordinator'), role('change_manager')];
}

const kindHere = ({ definition, transition }: MoveFacts): StateKind | undefined =>
  definition.states.find(({ key }) => key === transition.from)?.kind;

/** Work that is not over. Once it has begun, a failure ends a task: how the change ended is said when it is closed. */
function unfinished(facts: MoveFacts): WorkFact[] {
  const { work, to } = facts;
  const here = kindHere(facts);
  const begun = here === 'implement' || here === 'review';
  return work.tasks.filter((task) => {
    const { kind, state, createdFrom, openedAt } = task;
    if (state === 'done' || state === 'skipped' || state === 'cancelled') return false;
    if (state === 'failed' && begun) return false;
    if (kind === 'backout') return openedAt !== null;
    if (to.kind === 'review' && createdFrom === 'model') return false;
    return to.kind === 'closed' || work.reached.has(stageOf[kind]);
  });
}

/**
 * Is the work over that this move leaves behind? Closing always asks. What a model gave for the work goes with it; what people
 * wrote, on the change or in its template, and a backout that was called, is ended by people.
 */
export function tasksDoneGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { to, work } = facts;
  if (!asks(facts, 'tasks_done') && !(to.kind === 'closed' && work.tasks.length > 0)) return undefined;
  const named = reviewsNamed(facts);
  const open = unfinished(facts).filter((task) => !named.includes(task));
  if (open.length === 0 && named.length > 0) return met('tasks_done', 'Its tasks are over, but for its review.');
  if (open.length === 0) return met('tasks_done', work.tasks.length > 0 ? 'Its tasks are over.' : 'It has no tasks.');
  const are = open.length === 1 ? 'is' : 'are';
  return unmet('tasks_done', `${calledAll(open)} ${are} not over.`, { clearedBy: ownersOf(open) });
}

/** Has every test that was done something to show? */
export function testEvidenceGuard(facts: MoveFacts): GuardAnswer | undefined {
  if (!asks(facts, 'test_evidence')) return undefined;
  const { tasks } = facts.work;
  const guard = 'test_evidence';
  const tests = tasks.filter(({ kind, state }) => kind === 'test' && state !== 'cancelled');
  const waiting = tests.filter(({ state }) => state !== 'done' && state !== 'skipped');
  if (waiting.length > 0) {
    const are = waiting.length === 1 ? 'is' : 'are';
    return unmet(guard, `${calledAll(waiting)} ${are} not done.`, { clearedBy: ownersOf(waiting) });
  }
  const done = tests.filter(({ state }) => state === 'done');
  const bare = done.filter(({ evidence, files = 0 }) => !says(evidence) && files === 0);
  if (done.length > 0 && bare.length === 0) return met(guard, 'What was tested is shown.');
  const why = bare.length > 0 ? `${calledAll(bare)} shows no evidence.` : 'Nothing shows that it was tested.';
  return unmet(guard, why, { clearedBy: ownersOf(bare) });
}

/** Is there a way back, and has somebody gone it, or do without knowingly? */
export function backoutGuard(facts: MoveFacts): GuardAnswer | undefined {
  if (!asks(facts, 'backout_ready')) return undefined;
  const { written, proof } = facts.work.backout;
  const guard = 'backout_ready';
  const who = [
    ...(facts.assignee?.active ? [person(facts.assignee)] : []),
    role('coordinator'),
    role('change_manager'),
  ];
  if (!written) return unmet(guard, 'There is no backout plan.', { clearedBy: who, fields: ['backoutPlan'] });
  if (proof === null) return unmet(guard, 'The way back was neither rehearsed nor waived.', { clearedBy: who });
  if (!proof.stands) {
    const done = proof.kind === 'rehearsed' ? 'rehearsed' : 'waived for';
    return unmet(guard, `Another backout plan than this was ${done}.`, { clearedBy: who });
  }
  if (proof.passed === false) {
    return unmet(guard, `The rehearsal by ${proof.by.name} failed: ${proof.words}`, { clearedBy: who });
  }
  return met(
    guard,
    proof.kind === 'rehearsed'
      ? `${proof.by.name} has rehearsed the way back.`
      : `${proof.by.name} does without a rehearsal: ${proof.words}`,
  );
}

const gravely: Record<GraveOutcome, string> = { failed: 'It failed', backed_out: 'It was backed out' };

/** Why a review is due whatever the model says: after an emergency, and after what failed or was backed out. */
export function whyReviewed({ to, definition, given, reportedOutcome }: MoveFacts): string | undefined {
  if (to.kind !== 'closed') return undefined;
  const outcome = given?.closureCode ?? reportedOutcome;
  if (isEmergency(definition)) return 'It was an emergency';
  return isGrave(outcome) ? gravely[outcome] : undefined;
}

const reviewsOf = ({ work }: MoveFacts): WorkFact[] =>
  work.tasks.filter(({ kind, state }) => kind === 'review' && state !== 'cancelled');

const openReviews = (facts: MoveFacts): WorkFact[] =>
  reviewsOf(facts).filter(({ state }) => state !== 'done' && state !== 'skipped');

/** The review that says what somebody found who did not carry it out. */
const reviewDone = (facts: MoveFacts): WorkFact | undefined =>
  reviewsOf(facts).find(
    ({ state, findings, closedBy }) =>
      state === 'done' && says(findings) && closedBy !== null && handOf(facts, closedBy.id) === undefined,
  );

/** The reviews that the guard of the review names as what blocks the move. They are said there, and nowhere else. */
function reviewsNamed(facts: MoveFacts): WorkFact[] {
  const { review_done: enforced = defaultEnforcement.review_done } = facts.transition.enforce;
  const blocks = whyReviewed(facts) !== undefined || (asks(facts, 'review_done') && enforced === 'block');
  return blocks && reviewDone(facts) === undefined ? openReviews(facts) : [];
}

/** Did somebody who did not carry it out look back, and say what they found? */
export function reviewGuard(facts: MoveFacts): GuardAnswer | undefined {
  const due = whyReviewed(facts);
  if (due === undefined && !asks(facts, 'review_done')) return undefined;
  const guard = 'review_done';
  const done = reviewDone(facts);
  if (done) return met(guard, `${done.closedBy?.name} has reviewed it.`);
  const because = due === undefined ? '' : `${due}: `;
  const open = openReviews(facts);
  if (open.length > 0) {
    return unmet(guard, `${because}its review ${calledAll(open)} is not over.`, { clearedBy: ownersOf(open) });
  }
  return unmet(guard, `${because}a review task with findings is needed, closed by somebody who did not carry it out.`, {
    clearedBy: [role('coordinator'), role('change_manager')],
  });
}

const minutesBetween = (start: Date, end: Date): number => Math.round((end.getTime() - start.getTime()) / 60_000);

/** The window as it will be: the one that comes with the move, the work that starts now, or the one that is planned. */
function windowOf({
  given,
  transition,
  plannedStart,
  plannedEnd,
  now,
}: MoveFacts): { start: Date; end: Date } | undefined {
  if (given?.window) return given.window;
  if (transition.asksPlannedEnd && given?.plannedEnd) return { start: now, end: given.plannedEnd };
  return plannedStart && plannedEnd ? { start: plannedStart, end: plannedEnd } : undefined;
}

/** Whoever may write the plan and the window. */
function writersOf({ requester, assignee }: MoveFacts): Clearers {
  const named = [requester, assignee].flatMap((one) => (one?.active ? [person(one)] : []));
  const once = named.filter(({ id }, at) => named.findIndex((other) => other.id === id) === at);
  return [...once, role('coordinator'), role('change_manager')];
}

/** Do implementation, verification and backout fit into the window, and is what has a time planned inside it? */
export function planFitsGuard(facts: MoveFacts): GuardAnswer | undefined {
  if (!asks(facts, 'plan_fits_window')) return undefined;
  const { work, missing, transition } = facts;
  const guard = 'plan_fits_window';
  const who = writersOf(facts);
  const window = windowOf(facts);
  if (!window) {
    const comes = missing.includes('window') || transition.asksPlannedEnd;
    const why = comes
      ? 'Whether the plan fits is known once the window is given.'
      : 'It has no window that the plan could fit.';
    return unmet(guard, why, { clearedBy: who, fields: ['window'], withMove: comes });
  }
  const length = minutesBetween(window.start, window.end);
  if (length <= 0) {
    const path = facts.given?.window ? 'window.end' : 'plannedEnd';
    const why = length < 0 ? 'The end lies before the start.' : 'It ends when it starts: nothing fits into no time.';
    return unmet(guard, why, { clearedBy: who, fields: [path] });
  }
  if (work.minutes > length) {
    const why = `The plan takes ${minutesInWords(work.minutes)} with the way back and the window lasts ${minutesInWords(length)}: ${minutesInWords(work.minutes - length)} are missing.`;
    return unmet(guard, why, { clearedBy: who, fields: ['window'] });
  }
  const outside = work.tasks.filter(
    ({ kind, state, plannedStart, plannedEnd }) =>
      stageOf[kind] === 'work' &&
      state !== 'cancelled' &&
      [plannedStart, plannedEnd].some((at) => at !== null && (at < window.start || at > window.end)),
  );
  if (outside.length > 0) {
    return unmet(guard, `${calledAll(outside)} is planned outside the window.`, { clearedBy: who, fields: ['window'] });
  }
  return met(
    guard,
    work.minutes === 0
      ? 'The plan says no minutes.'
      : `${minutesInWords(work.minutes)} fit into ${minutesInWords(length)}.`,
  );
}

/** What holds a change back until its work is ready, over, shown and looked back on. */
export const taskGuards: readonly ((facts: MoveFacts) => GuardAnswer | undefined)[] = [
  tasksDoneGuard,
  testEvidenceGuard,
  backoutGuard,
  planFitsGuard,
  reviewGuard,
];
