import { z } from 'zod';

/** `hold`: somebody stopped it. `answer`: an approver's question is open. `ready`: the one who asks can go on. `blocked`: guards hold it back. */
export const waitKinds = ['hold', 'answer', 'ready', 'blocked'] as const;

/** What a change waits for, of its next move onward, for the one who asks. */
export const Wait = z
  .object({
    kind: z.enum(waitKinds),
    words: z.string(),
    /** Where the move leads that is ready or held back. */
    to: z.string().nullable(),
  })
  .meta({ id: 'Wait' });
export type Wait = z.output<typeof Wait>;
