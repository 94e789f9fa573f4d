import { z } from 'zod';
import { ChangeDetail } from './changes.ts';
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
