import type { goOnRoute } from '@interlock/contract/change-runs.ts';
import { decisionIsDue } from '@interlock/contract/run-clock.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { whyNotRunning, workingOn } from '../change-tasks/index.ts';
import { insertDecision } from './run.store.ts';
import { standingOf } from './standing.view.ts';

/** Going back no longer fits into the window, and somebody decides to go on. It stands until another point is passed. */
export async function goOn(ctx: Ctx, { words, ...read }: z.output<typeof goOnRoute.input>): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, read);
    const { hand } = await workingOn(tx, ctx, change);
    must(whyNotRunning({ stateKind: change.stateKind, assigneeId: change.assigneeId, hand }) ?? yes(change));
    const { clock, decidedFor } = await standingOf(tx, change, ctx.now);
    const { noReturn } = clock;
    if (noReturn === null || !decisionIsDue(noReturn, ctx.now.getTime(), decidedFor?.getTime() ?? null)) {
      return refuse('nothing_to_grant', 'Nothing waits for this decision: the way back still fits, or it is decided.');
    }
    const noReturnAt = new Date(noReturn);
    await insertDecision(tx, change.id, { noReturnAt, words, by: ctx.actor.id, at: ctx.now });
    await record(tx, ctx, {
      verb: 'change.went_on',
      object: change.id,
      rev: change.revision,
      parts: { noReturn: noReturnAt.toISOString(), words },
    });
  });
}
