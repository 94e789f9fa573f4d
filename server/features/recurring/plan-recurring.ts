import { isDeepStrictEqual } from 'node:util';
import type { editRecurringRoute, planRecurringRoute } from '@interlock/contract/recurring.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { isRule } from '../../platform/recurrence.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { instantOf, isLocalTime } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { mustBeRaisable } from '../templates/index.ts';
import { raiserOf } from './raiser.view.ts';
import { mustDecide, mustKeep, mustTakeOver } from './recurring.rules.ts';
import {
  insertRecurring,
  lockRecurring,
  type Recurring,
  recurrenceOf,
  saveRecurring,
  waitingForUnraised,
  waitingFrom,
} from './recurring.store.ts';

/** Somebody lets a template raise its changes by itself, in their name. Answers its id. */
export async function planRecurring(ctx: Ctx, input: z.output<typeof planRecurringRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'change.raise');
  return ctx.transaction(async (tx) => {
    const planned: Recurring = {
      ...input,
      id: newId('rec'),
      ownerId: ctx.actor.id,
      state: 'active',
      pausedBecause: null,
      nextSlot: null,
      dueAt: null,
      version: 1,
    };
    await mustFit(tx, ctx, planned);
    const waiting = waitingFrom(planned, ctx.now);
    mustCome(waiting);
    await insertRecurring(tx, waiting, ctx.now);
    await record(tx, ctx, { verb: 'recurring.planned', object: planned.id, rev: 1, parts: partsOf(planned) });
    return planned.id;
  });
}

type EditRecurring = z.output<typeof editRecurringRoute.input>;

/**
 * Those who keep it write on it; what is raised, and when, only its owner does, or who takes it over with the edit. An edit of
 * nothing leaves no trace.
 */
export async function editRecurring(ctx: Ctx, { recurringId, version, ...given }: EditRecurring): Promise<void> {
  requirePermission(ctx.actor, 'change.raise');
  await ctx.transaction(async (tx) => {
    const before = await lockRecurring(tx, recurringId, version);
    must(mustKeep(before.ownerId, ctx.actor));
    if (before.state === 'ended') refuse('recurring_state', 'It has ended.', { next: 'Plan a new one.' });
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: Recurring = { ...before, ...said };
    const was: Record<string, unknown> = partsOf(before);
    const fields = Object.entries(partsOf(after))
      .filter(([field, value]) => !isDeepStrictEqual(was[field], value))
      .map(([field, value]) => ({ field, before: was[field], after: value }));
    if (fields.length === 0) return;
    if (after.ownerId !== before.ownerId) must(mustTakeOver(after.ownerId, ctx.actor));
    const edited = fields.map(({ field }) => field);
    must(mustDecide(after.ownerId, ctx.actor, edited));
    await mustFit(tx, ctx, after);
    const moved = edited.some((field) => ['rule', 'window', 'until', 'leadDays'].includes(field));
    const waiting = moved ? waitingFrom(after, ctx.now) : after;
    if (moved) mustCome(waiting);
    await saveRecurring(tx, await waitingForUnraised(tx, waiting));
    await record(tx, ctx, {
      verb: 'recurring.edited',
      object: recurringId,
      rev: before.version + 1,
      parts: { name: after.name, fields },
    });
  });
}

const partsOf = ({ templateId, name, ownerId, rule, window, until, leadDays, fields }: Recurring) => ({
  ...{ templateId, name, ownerId, rule, window, until, leadDays, fields },
});

/** What is planned can be raised as it stands: by its owner, from what the template asks now. */
async function mustFit(tx: Tx, ctx: Ctx, recurring: Recurring): Promise<void> {
  const errors = faultsOf(recurring);
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
  const owner = await raiserOf(tx, recurring.ownerId);
  if (!owner.ok) {
    refuse('invalid', owner.because, { errors: [{ path: 'ownerId', message: 'cannot raise changes' }] });
  }
  await mustBeRaisable(tx, ctx, recurring);
}

function faultsOf({ rule, window }: Recurring) {
  for (const edge of ['start', 'end'] as const) {
    if (!isLocalTime(window[edge])) return [{ path: `window.${edge}`, message: 'no calendar has this day' }];
  }
  if (instantOf(window.end, window.zone) <= instantOf(window.start, window.zone))
    return [{ path: 'window.end', message: 'the end must come after the start' }];
  if (!isRule(recurrenceOf({ rule, window, until: null })))
    return [{ path: 'rule', message: 'by the day, week, month or year, as RFC 5545 writes it, and one that comes' }];
  return [];
}

function mustCome({ nextSlot, until }: Recurring): void {
  if (nextSlot !== null) return;
  const path = until === null ? 'rule' : 'until';
  refuse('invalid', 'No window of it lies ahead.', { errors: [{ path, message: 'no window lies ahead' }] });
}
