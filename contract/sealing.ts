import { z } from 'zod';
import { route } from './route.ts';
import { Instant } from './shared.ts';

export const Seal = z
  .object({
    /** The name under which no two roots of one size are ever signed. Null until the first event is sealed. */
    origin: z.string().nullable(),
    /** How many events it holds. */
    size: z.number().int(),
    /** The root of the tree, in base64. */
    root: z.string(),
    sealedAt: Instant.nullable(),
    /** The newest signed checkpoint, word for word: keep it elsewhere, and no earlier event can be taken away unseen. */
    checkpoint: z.string().nullable(),
    checkpointAt: Instant.nullable(),
    /** By what a verifier knows who signs. */
    keys: z.array(z.string()),
    /** Events that are not sealed yet, up to 1,000, and since when the oldest waits. */
    waiting: z.number().int(),
    waitingSince: Instant.nullable(),
  })
  .meta({ id: 'Seal' });
export type Seal = z.output<typeof Seal>;

export const sealRoute = route({
  method: 'GET',
  path: '/api/v1/audit/seal',
  permission: 'audit.read',
  summary: 'How far the audit log is sealed, with the newest signed checkpoint.',
  input: z.object({}),
  output: Seal,
});

export const exportSealedRoute = route({
  method: 'GET',
  path: '/api/v1/audit.ndjson',
  permission: 'audit.read',
  limit: { perMinute: 30 },
  summary: 'Every sealed event with its parts and all checkpoints, one JSON object a line, to be verified anywhere.',
  input: z.object({}),
  output: z.string(),
  produces: 'application/x-ndjson',
});
