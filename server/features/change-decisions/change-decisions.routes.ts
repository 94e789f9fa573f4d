import {
  answerQuestionRoute,
  approveChangeRoute,
  askAboutChangeRoute,
  askAgainRoute,
  rejectChangeRoute,
  withdrawVoteRoute,
} from '@interlock/contract/change-flow.ts';
import { approveManyRoute, lookRoute, newsRoute } from '@interlock/contract/decisions.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from '../change-guards/index.ts';
import { changeDetail } from '../changes/index.ts';
import { approveMany } from './approve-many.ts';
import { answerAboutChange, askAboutChange } from './ask-about-change.ts';
import { askAgain } from './ask-again.ts';
import { lookAtChange } from './look-at-change.ts';
import { news } from './news.view.ts';
import { voteOnChange } from './vote-on-change.ts';
import { withdrawVote } from './withdraw-vote.ts';

/** `guards` are those of other features; the core's own always hold. */
export const changeDecisionRoutes = (guards: readonly Guard[]): Served[] => [
  serve(approveChangeRoute, async (ctx, input) => {
    const read = await voteOnChange(ctx, guards, 'approve', input);
    return changeDetail(ctx, input.changeId, read);
  }),
  serve(rejectChangeRoute, async (ctx, input) => {
    const read = await voteOnChange(ctx, guards, 'reject', input);
    return changeDetail(ctx, input.changeId, read);
  }),
  serve(askAboutChangeRoute, async (ctx, input) => {
    await askAboutChange(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
  serve(answerQuestionRoute, async (ctx, input) => {
    await answerAboutChange(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
  serve(withdrawVoteRoute, async (ctx, input) => {
    await withdrawVote(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
  serve(approveManyRoute, async (ctx, input) => ({ items: await approveMany(ctx, guards, input) })),
  serve(newsRoute, (ctx, { changeId }) => news(ctx, changeId)),
  serve(lookRoute, async (ctx, input) => {
    await lookAtChange(ctx, input);
    return {};
  }),
  serve(askAgainRoute, async (ctx, input) => {
    await askAgain(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
];
