import { addLessonRoute, answerReviewRoute, showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { improvement } from '../improvements/index.ts';
import { addLesson, answerReview } from './answer-review.ts';
import { review } from './review.view.ts';

export const changeReviewRoutes: Served[] = [
  serve(showReviewRoute, (ctx, { changeId }) => review(ctx, changeId)),
  serve(answerReviewRoute, async (ctx, input) => {
    await answerReview(ctx, input);
    return review(ctx, input.changeId);
  }),
  serve(addLessonRoute, async (ctx, input) => improvement(ctx, await addLesson(ctx, input))),
];
