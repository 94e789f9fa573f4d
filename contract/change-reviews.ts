import { z } from 'zod';
import { Improvement, improvementWritten } from './improvements.ts';
import { ReviewQuestion, taskKinds } from './models.ts';
import { route } from './route.ts';
import { Instant, id, PersonRef, reason } from './shared.ts';
import { taskStates } from './tasks.ts';

export const Review = z
  .object({
    window: z.object({ start: Instant, end: Instant }).nullable(),
    /** The end of the window with what was granted. */
    end: Instant.nullable(),
    actualStart: Instant.nullable(),
    actualEnd: Instant.nullable(),
    /** Minutes by which the recorded start differs from the planned one; before it is less than 0. */
    startedLate: z.number().int().nullable(),
    /** The same of the end, against the window with what was granted. */
    endedLate: z.number().int().nullable(),
    overran: z.boolean(),
    tasks: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        title: z.string(),
        kind: z.enum(taskKinds),
        state: z.enum(taskStates),
        planned: z.number().int(),
        /** Null while it goes on, and for what was not done. */
        actual: z.number().int().nullable(),
      }),
    ),
    questions: z.array(
      ReviewQuestion.extend({
        answer: z.object({ text: z.string(), by: PersonRef, at: Instant }).nullable(),
      }),
    ),
    mayAnswer: z.boolean(),
    mayAddLesson: z.boolean(),
  })
  .meta({ id: 'Review' });
export type Review = z.output<typeof Review>;

const OfChange = { changeId: id('chg') };

export const showReviewRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/review',
  permission: 'change.read',
  summary: 'What was planned against what was, and the questions of the review with their answers.',
  input: z.object(OfChange),
  output: Review,
});

export const answerReviewRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/review',
  permission: 'change.move',
  summary: 'Answer questions of a review. Whoever carried the change out does not.',
  input: z.object({
    ...OfChange,
    answers: z
      .array(z.object({ key: z.string().max(40), text: reason(2000, 'say it') }))
      .min(1)
      .max(30),
  }),
  output: Review,
});

export const addLessonRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/lessons',
  permission: 'change.move',
  summary: 'Put what was learnt into the improvement register, with an owner and a day.',
  input: z.object({ ...OfChange, ...improvementWritten }),
  output: Improvement,
});
