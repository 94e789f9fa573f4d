import type { addLessonRoute, answerReviewRoute } from '@interlock/contract/change-reviews.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { whoSees } from '../changes/index.ts';
import { addImprovement } from '../improvements/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { saveAnswer } from './answer.store.ts';
import { whyNotAnswer, whyNotThese } from './review.rules.ts';
import { askedOf, questionsOf } from './review.view.ts';

/** Somebody who did not carry the change out answers questions of its review; a later answer stands in place of the first. */
export async function answerReview(
  ctx: Ctx,
  { changeId, answers }: z.output<typeof answerReviewRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    must(whyNotAnswer(await askedOf(tx, ctx, change, await tasksOf(tx, change.id))) ?? yes(change));
    const questions = await questionsOf(tx, ctx, change);
    must(whyNotThese(questions, answers) ?? yes(answers));
    for (const { key, text } of answers) await saveAnswer(tx, changeId, { key, text, by: ctx.actor.id, at: ctx.now });
    const said = answers.map(({ key, text }) => ({ question: questions.find((one) => one.key === key)?.text, text }));
    await record(tx, ctx, {
      verb: 'change.review_answered',
      object: changeId,
      rev: change.revision,
      parts: { answers: said },
    });
  });
}

/** What was learnt goes into the register of improvements. Answers the id of the entry. */
export async function addLesson(
  ctx: Ctx,
  { changeId, ...written }: z.output<typeof addLessonRoute.input>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    if (change.actualStart === null) {
      refuse('not_running', 'There is nothing to learn from yet: its work has not begun.');
    }
    const sees = async () => (await whoSees(tx, change.id, [written.ownerId], ctx.now)).has(written.ownerId);
    return addImprovement(tx, ctx, { subject: change.id, sees, ...written });
  });
}
