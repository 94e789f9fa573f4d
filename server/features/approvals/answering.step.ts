import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { saveAnswer } from './round.store.ts';
import { roundsOf } from './round.view.ts';

/** Somebody who knows answers an approver's question, once. Answers who had asked. */
export async function answerQuestion(
  tx: Tx,
  ctx: Ctx,
  { subject, questionId, words }: { subject: string; questionId: string; words: string },
): Promise<string> {
  const questions = (await roundsOf(tx, subject)).flatMap((round) => round.questions);
  const question = questions.find(({ id }) => id === questionId);
  if (!question) return refuse('not_found', 'There is no such question here.');
  if (!(await saveAnswer(tx, questionId, ctx.actor.id, words, ctx.now))) {
    refuse('already_answered', 'Somebody has answered it.', { next: 'Load the page again.' });
  }
  return question.askedBy.id;
}
