import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { answerQuestion, askQuestion } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { contentOf, coordinates, everybodyOn, notHeld, tieOf } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';

type Asking = {
  changeId: string;
  version: number;
  roundId: string;
  words: string;
  forPersonId?: string | undefined;
};

/** An approver wants to know more. The round stays open and the change waits for its initiator. */
export async function askAboutChange(ctx: Ctx, { changeId, version, ...asking }: Asking): Promise<void> {
  requirePermission(ctx.actor, 'change.vote');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    must(notHeld(change));
    const { round, questionId } = await askQuestion(tx, ctx, {
      ...asking,
      subject: changeId,
      content: contentOf(change),
      window: change.window,
      tieOf: (personId, leaves) => tieOf(change, personId, leaves),
    });
    await record(tx, ctx, {
      verb: 'change.question_asked',
      object: changeId,
      rev: change.revision,
      parts: { questionId, name: round.name, words: asking.words },
    });
    const { requesterId, raisedBy, coordinatorId } = change;
    const to = [requesterId, raisedBy, coordinatorId];
    await notify(tx, ctx, { kind: 'question_asked', subject: changeId, to, parts: { words: asking.words } });
  });
}

/** The initiator, or whoever coordinates, answers an approver's question. */
export async function answerAboutChange(
  ctx: Ctx,
  { changeId, questionId, words }: { changeId: string; questionId: string; words: string },
): Promise<void> {
  requirePermission(ctx.actor, 'change.comment');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    if (!everybodyOn(change).includes(ctx.actor.id) && !coordinates(ctx.actor)) {
      refuse('forbidden', 'The initiator, the assignee or whoever coordinates the change answers.', {
        next: 'Comment on it instead.',
      });
    }
    const askedBy = await answerQuestion(tx, ctx, { subject: changeId, questionId, words });
    await record(tx, ctx, {
      verb: 'change.question_answered',
      object: changeId,
      rev: change.revision,
      parts: { questionId, words },
    });
    await notify(tx, ctx, { kind: 'question_answered', subject: changeId, to: [askedBy], parts: { words } });
  });
}
