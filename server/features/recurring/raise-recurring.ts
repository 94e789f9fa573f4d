import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { windowOf } from '../../platform/recurrence.ts';
import { must, Refusal } from '../../platform/refusal.ts';
import { instantOf, minuteOf } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { notify } from '../notifications/index.ts';
import { raiseWithin } from '../templates/index.ts';
import { raiserOf } from './raiser.view.ts';
import {
  insertSlot,
  isRaised,
  lockRecurring,
  type Recurring,
  saveRecurring,
  waitingForNext,
} from './recurring.store.ts';
import { dueRecurring } from './recurring.view.ts';

export const RAISE = 'recurring.raise';
const SWEEP = 500;

type Due = { recurringId: string };

/** Sends a job for each recurring change of which a window is due; it is looked at once in a minute. */
export async function sweepRecurring(ctx: Ctx): Promise<void> {
  const due = await dueRecurring(ctx.db, ctx.now, SWEEP);
  await ctx.transaction(async (tx) => {
    for (const { id } of due) await enqueue(tx, ctx, id, minuteOf(ctx.now));
  });
}

const enqueue = (tx: Tx, ctx: Ctx, recurringId: string, turn: string) =>
  ctx.enqueue(tx, RAISE, `${recurringId}:${turn}`, { recurringId });

/**
 * Raises the change of the window that is due, once, in the owner's name. Windows that were missed while no server ran are
 * caught up one after the other; of one that has passed the change is a draft, which somebody plans anew or calls off. Where
 * it cannot be raised, the recurring change pauses and says why.
 */
export async function raiseRecurring(ctx: Ctx, guards: readonly Guard[], { recurringId }: Due): Promise<void> {
  try {
    await ctx.transaction((tx) => raiseDue(tx, ctx, guards, recurringId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await pauseBecause(ctx, recurringId, error);
  }
}

async function raiseDue(tx: Tx, ctx: Ctx, guards: readonly Guard[], recurringId: string): Promise<void> {
  const recurring = await lockRecurring(tx, recurringId);
  const { nextSlot: slot } = recurring;
  if (slot === null || !isDue(recurring, ctx.now)) return;
  if (!(await isRaised(tx, recurringId, slot))) {
    const asOwner = { ...ctx, actor: must(await raiserOf(tx, recurring.ownerId)) };
    const window = windowOf(slot, recurring.window);
    const isAhead = instantOf(window.end, window.zone) > ctx.now;
    const changeId = await raiseWithin(tx, asOwner, guards, {
      ...recurring.fields,
      templateId: recurring.templateId,
      ...(isAhead && { window }),
    });
    await insertSlot(tx, { recurringId, slot, changeId, at: ctx.now });
    const parts = { name: recurring.name, slot, change: changeId };
    await record(tx, ctx, { verb: 'recurring.raised', object: recurringId, rev: recurring.version, parts });
  }
  const next = waitingForNext(recurring);
  await saveRecurring(tx, next);
  if (isDue(next, ctx.now)) await enqueue(tx, ctx, recurringId, String(next.nextSlot));
}

const isDue = ({ state, dueAt }: Recurring, now: Date): boolean => state === 'active' && dueAt !== null && dueAt <= now;

/** Its owner, or whoever looks, mends what is in the way and resumes it. */
async function pauseBecause(ctx: Ctx, recurringId: string, { no }: Refusal): Promise<void> {
  await ctx.transaction(async (tx) => {
    const recurring = await lockRecurring(tx, recurringId);
    if (!isDue(recurring, ctx.now)) return;
    const words = [no.because, ...(no.errors ?? []).map(({ path, message }) => `${path}: ${message}.`)].join(' ');
    await saveRecurring(tx, { ...recurring, state: 'paused', pausedBecause: words });
    const { ownerId, templateId } = recurring;
    await notify(tx, ctx, { kind: 'recurring_paused', subject: templateId, to: [ownerId], parts: { words } });
    await record(tx, ctx, {
      verb: 'recurring.paused',
      object: recurringId,
      rev: recurring.version + 1,
      parts: { name: recurring.name, words, code: no.code, slot: recurring.nextSlot },
    });
  });
}
