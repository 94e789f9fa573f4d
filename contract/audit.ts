import { z } from 'zod';
import { route } from './route.ts';
import { GivenInstant, Instant, line, PageQuery, page } from './shared.ts';

export const AuditEvent = z
  .object({
    uid: z.string(),
    at: Instant,
    actor: z.object({ id: z.string(), name: z.string() }),
    via: z.string(),
    verb: z.string(),
    object: z.string(),
    /** The object's number or name, where it still has one. */
    objectName: z.string().nullable(),
    /** The request or job that carried it out. */
    corr: z.string(),
    /** Erasable parts by name; null where a part was redacted. */
    parts: z.record(z.string(), z.unknown()),
    /** What people, groups, models, templates and changes are called whose ids stand in the parts. */
    names: z.record(z.string(), z.string()),
    /** The exact bytes that are kept, as text. */
    leaf: z.string(),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.output<typeof AuditEvent>;

export const listAuditRoute = route({
  method: 'GET',
  path: '/api/v1/audit',
  permission: 'audit.read',
  limit: { perMinute: 1200 },
  summary: 'The audit log, newest first. Reading it is itself recorded.',
  input: z.object({
    ...PageQuery,
    object: line(64).optional(),
    actor: line(64).optional(),
    verb: line(64).optional(),
    from: GivenInstant.optional(),
    to: GivenInstant.optional(),
  }),
  output: page(AuditEvent),
});
