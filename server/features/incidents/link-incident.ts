import type { linkIncidentRoute, recordIncidentRoute } from '@interlock/contract/incidents.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { notify } from '../notifications/index.ts';
import { insertLink, putIncident } from './incident.store.ts';

/** A reference to what another system keeps. Answers its id. */
export async function recordIncident(ctx: Ctx, recorded: z.output<typeof recordIncidentRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const id = await putIncident(tx, recorded, ctx.actor.id, ctx.now);
    const { system, number, title } = recorded;
    await record(tx, ctx, { verb: 'incident.recorded', object: id, parts: { system, number, title } });
    return id;
  });
}

/** Somebody, or another system, says that a change caused or fixed an incident. Those who answer for the change are told. */
export async function linkIncident(
  ctx: Ctx,
  { changeId, kind, attribution, words, ...recorded }: z.output<typeof linkIncidentRoute.input>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    const incidentId = await putIncident(tx, recorded, ctx.actor.id, ctx.now);
    const isNew = await insertLink(tx, { incidentId, changeId, kind, attribution, words }, ctx.actor.id, ctx.now);
    const called = `${recorded.system} ${recorded.number}`;
    await record(tx, ctx, {
      verb: isNew ? 'change.incident_linked' : 'change.incident_updated',
      object: changeId,
      rev: change.revision,
      parts: { incident: called, title: recorded.title, ...(isNew && { kind, attribution }), ...(words && { words }) },
    });
    if (isNew && kind === 'caused_by') {
      const to = [change.managerId, change.coordinatorId, change.assigneeId];
      await notify(tx, ctx, { kind: 'incident_linked', subject: changeId, to, parts: { incident: called, words } });
    }
    return incidentId;
  });
}
