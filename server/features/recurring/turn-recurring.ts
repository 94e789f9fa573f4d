import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { mustBeRaisable } from '../templates/index.ts';
import { raiserOf } from './raiser.view.ts';
import { mayTurn, mustKeep } from './recurring.rules.ts';
import { lockRecurring, type Recurring, saveRecurring, waitingFrom } from './recurring.store.ts';

type Read = { recurringId: string; version: number };
type Turn = 'pause' | 'resume' | 'end';
const verbs = { pause: 'recurring.paused', resume: 'recurring.resumed', end: 'recurring.ended' } as const;

/** Those who keep it let it rest. Windows that begin meanwhile are left out. */
export const pauseRecurring = (ctx: Ctx, { words, ...read }: Read & { words: string }): Promise<void> =>
  turn(ctx, 'pause', read, async (before) => ({ ...before, state: 'paused', pausedBecause: words }), { words });

/** It goes on with the next window from now on, if what it raises can be raised. */
export const resumeRecurring = (ctx: Ctx, read: Read): Promise<void> =>
  turn(ctx, 'resume', read, async (before, tx) => {
    must(await raiserOf(tx, before.ownerId));
    await mustBeRaisable(tx, ctx, before);
    const waiting = waitingFrom({ ...before, state: 'active', pausedBecause: null }, ctx.now);
    if (waiting.nextSlot === null)
      refuse('recurring_state', 'No window of it lies ahead.', { next: 'Move its last day.' });
    return waiting;
  });

export const endRecurring = (ctx: Ctx, read: Read): Promise<void> =>
  turn(ctx, 'end', read, async (before) => ({
    ...before,
    state: 'ended',
    pausedBecause: null,
    nextSlot: null,
    dueAt: null,
  }));

async function turn(
  ctx: Ctx,
  to: Turn,
  { recurringId, version }: Read,
  become: (before: Recurring, tx: Parameters<typeof saveRecurring>[0]) => Promise<Recurring>,
  parts: Record<string, unknown> = {},
): Promise<void> {
  requirePermission(ctx.actor, 'change.raise');
  await ctx.transaction(async (tx) => {
    const before = await lockRecurring(tx, recurringId, version);
    must(mustKeep(before.ownerId, ctx.actor));
    must(mayTurn(before.state, to));
    await saveRecurring(tx, await become(before, tx));
    await record(tx, ctx, {
      verb: verbs[to],
      object: recurringId,
      rev: version + 1,
      parts: { name: before.name, ...parts },
    });
  });
}
