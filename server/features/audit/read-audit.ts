import type { AuditEvent, listAuditRoute } from '@interlock/contract/audit.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { auditEvents, readLately } from './audit.view.ts';
import { record } from './event.store.ts';
import type { MayKnowOf } from './names.view.ts';

/** Somebody reads the log. That they did is an event too, once in a quarter of an hour. */
export async function readAudit(
  ctx: Ctx,
  asked: z.output<typeof listAuditRoute.input>,
  mayKnowOf: MayKnowOf,
): Promise<{ items: AuditEvent[]; next: string | null }> {
  requirePermission(ctx.actor, 'audit.read');
  if (!(await readLately(ctx))) {
    await ctx.transaction((tx) => record(tx, ctx, { verb: 'audit.read', object: ctx.actor.id, parts: { asked } }));
  }
  return auditEvents(ctx, asked, mayKnowOf);
}
