import { z } from 'zod';
import { route } from './route.ts';
import { Instant } from './shared.ts';

export const System = z
  .object({
    version: z.string(),
    node: z.string(),
    /** When this server process started. */
    startedAt: Instant,
    database: z.object({
      /** Runs under Interlock, or is somebody else's. */
      embedded: z.boolean(),
      version: z.string(),
      bytes: z.number(),
      /** Connections to it now, and how many it takes. */
      connections: z.number().int(),
      mostConnections: z.number().int(),
    }),
    /** Work that is done after an act or by the clock. */
    jobs: z.object({
      waiting: z.number().int(),
      /** Since when the one that waits longest could have run. */
      waitingSince: Instant.nullable(),
      /** Tried as often as they may be in the last seven days, and not done. */
      failed: z.array(z.object({ queue: z.string(), count: z.number().int(), lastAt: Instant, problem: z.string() })),
    }),
    /** Audit events that have no place in the sealed log yet, up to 1,000, and since when the oldest waits: seconds, where servers seal. */
    sealing: z.object({ waiting: z.number().int(), waitingSince: Instant.nullable() }),
    /** When the last backup was whole; null before the first. */
    backupAt: Instant.nullable(),
    /** Of the data folder; null where it cannot be asked. */
    disk: z.object({ freeBytes: z.number(), bytes: z.number() }).nullable(),
  })
  .meta({ id: 'System' });
export type System = z.output<typeof System>;

export const systemRoute = route({
  method: 'GET',
  path: '/api/v1/system',
  permission: 'system.operate',
  summary: 'What runs here and how it goes: version, database, jobs, disk.',
  input: z.object({}),
  output: System,
});
