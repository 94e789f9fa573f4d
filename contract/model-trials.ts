import { z } from 'zod';
import { changeFacts } from './facts.ts';
import { DraftDefinition } from './model-drafts.ts';
import { enforcements, requirableFields, stateKinds, taskKinds } from './models.ts';
import { route } from './route.ts';
import { PersonRef, text } from './shared.ts';

const factNames = Object.keys(changeFacts).sort();

/** A change as an example: what conditions ask of it, and which fields are filled in. What is left out is empty or not known. */
export const Example = z.strictObject({
  facts: z
    .partialRecord(z.enum(factNames), z.union([text(10_000), z.number(), z.boolean(), z.array(text(200)).max(100)]))
    .default({}),
  filled: z.array(z.enum(requirableFields)).default([]),
});

/** The condition, and the same in words that follow *where*. */
const Where = { where: z.string().nullable(), whereInWords: z.string().nullable() };
const Held = { holds: z.boolean(), problem: z.string().nullable() };

export const TriedState = z
  .object({
    key: z.string(),
    name: z.string(),
    kind: z.enum(stateKinds),
    /** It lies on the way that the example takes. */
    onTheWay: z.boolean(),
    demands: z.array(z.object({ field: z.string(), ...Where, missing: z.boolean() })),
    rounds: z.array(
      z.object({
        name: z.string(),
        group: z.string(),
        /** Whom it would ask now, apart from who is tied to the change. */
        people: z.array(PersonRef),
        needed: z.number().int(),
        advisory: z.boolean(),
        order: z.number().int(),
        asked: z.boolean(),
        ...Where,
        problem: z.string().nullable(),
      }),
    ),
    tasks: z.array(z.object({ title: z.string(), kind: z.enum(taskKinds) })),
    moves: z.array(
      z.object({
        to: z.string(),
        toName: z.string(),
        label: z.string(),
        offered: z.boolean(),
        ...Where,
        problem: z.string().nullable(),
        /** Who may make it, in words. */
        by: z.array(z.string()),
        guards: z.array(z.object({ guard: z.string(), enforcement: z.enum(enforcements) })),
        conditions: z.array(z.object({ why: z.string(), enforcement: z.enum(enforcements), ...Held })),
      }),
    ),
  })
  .meta({ id: 'TriedState' });
export type TriedState = z.output<typeof TriedState>;

export const tryModelRoute = route({
  method: 'POST',
  path: '/api/v1/models/try',
  permission: 'model.edit',
  summary:
    'What a model would do with an example: what each state demands and asks, which moves it offers, to whom. Nothing is stored.',
  input: z.object({ definition: DraftDefinition, example: Example }),
  output: z.object({ states: z.array(TriedState) }),
});
