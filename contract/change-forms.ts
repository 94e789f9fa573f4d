import { z } from 'zod';
import { ChangeDetail, edits, Priorities } from './changes.ts';
import { route } from './route.ts';
import { id } from './shared.ts';

export const copyChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/copy',
  permission: 'change.raise',
  summary: 'Raise a draft that says the same as another change. What belongs to that one alone is left out, and named.',
  input: z.object({
    changeId: id('chg'),
    /** Another model than the other change has. */
    modelId: id('mdl').optional(),
  }),
  output: z.object({
    change: ChangeDetail,
    /** What the other change says and the draft does not, by the names of the fields. */
    leftOut: z.array(z.string()),
  }),
});

const Step = z.object({ key: z.string(), name: z.string() });

/** What a change needs on its way, as it is answered so far, and whom it will ask. */
export const ChangeNeeds = z
  .object({
    /** The state that it goes to next; null where its model offers no way on. */
    next: Step.nullable(),
    /** The demands of the states on its way, each field at the first that demands it. */
    needs: z.array(
      z.object({
        field: z.string(),
        /** It does not leave this state for that one without the field. */
        from: Step,
        before: Step,
        /** Whose move that is, in words; nobody where a round's yes makes it. */
        by: z.array(z.string()),
        /** Where the model demands it under a condition: that condition in words. */
        where: z.string().nullable(),
        given: z.boolean(),
      }),
    ),
    /** The rounds of approval on its way, in the order in which they ask. */
    rounds: z.array(
      z.object({
        state: Step,
        name: z.string(),
        group: z.string(),
        /** Whether it asks, as the change is answered so far. */
        asks: z.boolean(),
        /** The condition under which it asks, in words. */
        where: z.string().nullable(),
        /** Whom it would ask now, without those who have a part in the change. */
        people: z.number().int(),
        needed: z.number().int(),
        advisory: z.boolean(),
      }),
    ),
    /** Which groups decide on each field. */
    deciders: z.record(z.string(), z.array(z.string())),
    /** The fields on whose answers it depends what is needed and who is asked. */
    steers: z.array(z.string()),
    priority: z.number().int().min(1).max(Object.keys(Priorities).length),
  })
  .meta({ id: 'ChangeNeeds' });
export type ChangeNeeds = z.output<typeof ChangeNeeds>;

export const changeNeedsRoute = route({
  method: 'POST',
  path: '/api/v1/changes/needs',
  permission: 'change.raise',
  limit: { perMinute: 1200 },
  summary: 'What a change would need on its way and whom it would ask, as it is answered so far. Nothing is stored.',
  input: edits.extend({
    modelId: id('mdl'),
    /** A draft that is there already; what is left out of the call is as it stands on it. */
    changeId: id('chg').optional(),
  }),
  output: ChangeNeeds,
});
