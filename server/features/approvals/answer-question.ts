import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { saveAnswer } from './round.store.ts';
import { roundsOf } from './round.view.ts';

/** Somebody who knows answers an approver's question, once. */
export async function answerQuestion(
  tx: Tx,
  ctx: Ctx,
  { subject, questionId, words }: { subject: string; questionId: string; words: string },
): Promise<void> {
  const rounds = await roundsOf(tx, subject);
  const known = rounds.some(({ questions }) => questions.some(({ id }) => id === questionId));
  if (!known) refuse('not_found', 'There is no such question here.');
  if (!(await saveAnswer(tx, questionId, ctx.actor.id, words, ctx.now))) {
    refuse('already_answered', 'Somebody has answered it.', { next: 'Load the page again.' });
  }
}
