import type { linkIncidentRoute, recordIncidentRoute } from '@interlock/contract/incidents.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, type Verdict, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { notify } from '../notifications/index.ts';
import { handOf, newlyTold, whyNotTell } from './incident.rules.ts';
import { insertIncident, insertLink, lockIncident, saveTold } from './incident.store.ts';
import { incidentKnownAs } from './incidents.view.ts';

type Recorded = z.output<typeof recordIncidentRoute.input>;

/** A reference to what another system keeps, or what is new of it. Answers its id. */
export async function recordIncident(ctx: Ctx, recorded: Recorded): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const { id, isNew } = await place(tx, ctx, recorded);
    const { system, number, title } = recorded;
    if (isNew) await record(tx, ctx, { verb: 'incident.recorded', object: id, parts: { system, number, title } });
    else must(await tell(tx, ctx, id, recorded));
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
    const { id: incidentId, isNew: isFirst } = await place(tx, ctx, recorded);
    // Whoever may not bring it up to date still links it, as it stands.
    const told = isFirst ? yes(false) : await tell(tx, ctx, incidentId, recorded);
    const isNew = await insertLink(tx, { incidentId, changeId, kind, attribution, words }, ctx.actor.id, ctx.now);
    const called = `${recorded.system} ${recorded.number}`;
    const { title } = await lockIncident(tx, incidentId);
    if (isNew || (told.ok && told.value)) {
      await record(tx, ctx, {
        verb: isNew ? 'change.incident_linked' : 'change.incident_updated',
        object: changeId,
        rev: change.revision,
        parts: { incident: called, title, ...(isNew && { kind, attribution }), ...(words && { words }) },
      });
    }
    if (isNew && kind === 'caused_by') {
      const to = [change.managerId, change.coordinatorId, change.assigneeId];
      await notify(tx, ctx, { kind: 'incident_linked', subject: changeId, to, parts: { incident: called, words } });
    }
    return incidentId;
  });
}

const toldIn = ({ title, url, openedAt }: Recorded) => ({ title, url, openedAt: openedAt ? new Date(openedAt) : null });

/** The incident of this number as far as they may know of it; there is one afterwards. */
async function place(tx: Tx, ctx: Ctx, recorded: Recorded): Promise<{ id: string; isNew: boolean }> {
  const insert = (apart: boolean) =>
    insertIncident(tx, { ...recorded, ...toldIn(recorded) }, { by: ctx.actor.id, at: ctx.now, apart });
  const known = await incidentKnownAs(tx, ctx, recorded);
  if (known !== undefined) return { id: known, isNew: false };
  const made = await insert(false);
  if (made !== undefined) return { id: made, isNew: true };
  // Somebody recorded it at this moment, or it is one that they may not know of.
  const since = await incidentKnownAs(tx, ctx, recorded);
  if (since !== undefined) return { id: since, isNew: false };
  const apart = await insert(true);
  if (apart === undefined) throw new Error('an id was made twice');
  return { id: apart, isNew: true };
}

/** Brings an incident up to date, with what it said before on record. Answers whether that took anything, or why they may not. */
async function tell(tx: Tx, ctx: Ctx, id: string, recorded: Recorded): Promise<Verdict<boolean>> {
  const { recordedBy, system, number, ...known } = await lockIncident(tx, id);
  const { told, edits } = newlyTold(known, toldIn(recorded));
  if (edits.length === 0) return yes(false);
  const whyNot = whyNotTell(recordedBy, handOf(ctx.actor));
  if (whyNot) return whyNot;
  await saveTold(tx, id, told);
  await record(tx, ctx, { verb: 'incident.updated', object: id, parts: { system, number, fields: edits } });
  return yes(true);
}
