// Reads: change, tasks, extensions, models and the names of people, through the doors of their features.
import type { Review } from '@interlock/contract/change-reviews.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import type { Guard } from '../change-guards/index.ts';
import { overrunOf } from '../change-runs/index.ts';
import { workingOn } from '../change-tasks/index.ts';
import { type Change, loadChange, mustSee } from '../changes/index.ts';
import { peopleByIds } from '../identity/index.ts';
import { definitionsOf, modelVersion } from '../models/index.ts';
import { inOrder, minutesOf, type Task, tasksOf } from '../tasks/index.ts';
import { answersOf, answersOfEach } from './answer.store.ts';
import { answersGuard, minutesBetween, minutesLate, whyNotAnswer } from './review.rules.ts';

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What was planned against what was, and what the review says. */
export async function review(ctx: Ctx, changeId: string): Promise<Review> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const tasks = change.taskCount > 0 ? await tasksOf(ctx.db, change.id) : [];
  const { end, overran } = await overrunOf(ctx.db, ctx, change);
  const { plannedStart, plannedEnd, actualStart, actualEnd } = change;
  return {
    window: plannedStart && plannedEnd && { start: plannedStart.toISOString(), end: plannedEnd.toISOString() },
    end: instant(end),
    actualStart: instant(actualStart),
    actualEnd: instant(actualEnd),
    startedLate: minutesLate(plannedStart, actualStart),
    endedLate: minutesBetween(end, actualEnd),
    overran,
    tasks: inOrder(tasks)
      .filter(({ kind }) => stageOf[kind] === 'work' || stageOf[kind] === 'backout')
      .map(taskShown),
    questions: await questionsShown(ctx, change),
    mayAnswer: whyNotAnswer(await askedOf(ctx.db, ctx, change, tasks)) === undefined,
    mayAddLesson: ctx.actor.permissions.has('change.move') && change.actualStart !== null,
  };
}

const taskShown = (task: Task): Review['tasks'][number] => ({
  id: task.id,
  number: task.number,
  title: task.title,
  kind: task.kind,
  state: task.state,
  planned: minutesOf(task),
  actual: task.state === 'done' ? minutesBetween(task.startedAt, task.endedAt) : null,
});

async function questionsShown(ctx: Ctx, change: Change): Promise<Review['questions']> {
  const questions = await questionsOf(ctx.db, ctx, change);
  if (questions.length === 0) return [];
  const answers = await answersOf(ctx.db, change.id);
  const people = await peopleByIds(
    ctx.db,
    answers.map(({ by }) => by),
  );
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  return questions.map((question) => {
    const answer = answers.find(({ key }) => key === question.key);
    return {
      ...question,
      answer: answer ? { text: answer.text, by: person(answer.by), at: answer.at.toISOString() } : null,
    };
  });
}

/** The questions of the model that the change was born with. */
export async function questionsOf(reads: Reads, ctx: Ctx, { modelId, modelVersion: version }: Change) {
  return (await modelVersion(reads, ctx, modelId, version))?.definition.review.questions ?? [];
}

/** What answering is judged by, for the one who asks. */
export async function askedOf(reads: Reads, ctx: Ctx, change: Change, tasks: readonly Task[]) {
  const { hand } = await workingOn(reads, ctx, change);
  const reviews = tasks.some(
    ({ kind, owner, group }) =>
      kind === 'review' && (owner?.id === hand.id || (group !== null && hand.groups.has(group.id))),
  );
  const person = { id: hand.id, coordinates: hand.coordinates, mayMove: hand.mayWork, reviews };
  const { stateKind, assigneeId, linked } = change;
  return { stateKind, assigneeId, linked, person };
}

/** What went well passes by itself without a review; whoever closes a change by hand has its questions answered. */
export const reviewAnswered: Guard = {
  name: 'review_answers',
  async look(reads, ctx, changes) {
    const reviewed = ctx.actor.kind === 'system' ? [] : changes.filter(({ stateKind }) => stateKind === 'review');
    const definitions = await definitionsOf(reads, ctx, reviewed);
    const asked = reviewed.filter(({ id }) => definitions.get(id)?.review.questions.some(({ required }) => required));
    const answers = await answersOfEach(
      reads,
      asked.map(({ id }) => id),
    );
    return ({ id }, to) => {
      const definition = asked.some((one) => one.id === id) ? definitions.get(id) : undefined;
      if (definition?.states.find(({ key }) => key === to)?.kind !== 'closed') return undefined;
      return answersGuard(definition.review.questions, new Set(answers.get(id)?.map(({ key }) => key)));
    };
  },
};
