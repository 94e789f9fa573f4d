import type { backOutRoute, rehearseBackoutRoute, waiveBackoutRoute } from '@interlock/contract/task-work.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, type No, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { backoutHash } from '../change-guards/index.ts';
import { type Change, saveTaskSums, stagesReached, withTasks } from '../changes/index.ts';
import { watchersOf } from '../discussion/index.ts';
import { notify } from '../notifications/index.ts';
import { addTasks, callBackout, tasksOf } from '../tasks/index.ts';
import { type BackoutAsked, whyNotBackOut, whyNotRehearse, whyNotWaive } from './backout.rules.ts';
import { managersOf } from './managers.view.ts';
import { insertProof } from './proof.store.ts';
import { backoutAsked, workingOn } from './working.view.ts';

type Asked<R extends { input: z.ZodObject }> = z.output<R['input']>;

/** Somebody has tried the way back, and says whether it worked. */
export const rehearseBackout = (ctx: Ctx, { passed, words, ...read }: Asked<typeof rehearseBackoutRoute>) =>
  onBackout(ctx, read, whyNotRehearse, async (tx, change) => {
    const contentHash = backoutHash(change, await tasksOf(tx, change.id));
    await insertProof(
      tx,
      { changeId: change.id, kind: 'rehearsed', passed, words, contentHash },
      ctx.actor.id,
      ctx.now,
    );
    await record(tx, ctx, {
      verb: 'change.backout_rehearsed',
      object: change.id,
      rev: change.revision,
      parts: { passed, words },
    });
  });

/** A change manager does without a rehearsal, with a reason. */
export const waiveBackout = (ctx: Ctx, { words, ...read }: Asked<typeof waiveBackoutRoute>) =>
  onBackout(ctx, read, whyNotWaive, async (tx, change) => {
    const contentHash = backoutHash(change, await tasksOf(tx, change.id));
    const proof = { changeId: change.id, kind: 'waived', passed: null, words, contentHash } as const;
    await insertProof(tx, proof, ctx.actor.id, ctx.now);
    await record(tx, ctx, {
      verb: 'change.backout_waived',
      object: change.id,
      rev: change.revision,
      parts: { words },
    });
  });

/** The work goes back: what is left of it is cancelled and the backout tasks begin, or one that says so. */
export const backOut = (ctx: Ctx, { words, ...read }: Asked<typeof backOutRoute>) =>
  onBackout(ctx, read, whyNotBackOut, async (tx, change) => {
    const reached = stagesReached(change.stateKind);
    const before = await tasksOf(tx, change.id);
    if (!before.some(({ kind, state }) => kind === 'backout' && state === 'pending')) {
      const task = { kind: 'backout', title: 'Back out', description: change.backoutPlan, level: 1 } as const;
      const tasks = [{ ...task, ownerId: change.assigneeId, ownerPlace: 'assignee' as const }];
      await addTasks(tx, ctx, { subject: change.id, from: 'hand', late: true, reached, tasks });
    }
    await callBackout(tx, ctx, { subject: change.id, reached, words });
    await saveTaskSums(tx, withTasks(change, await tasksOf(tx, change.id)));
    await record(tx, ctx, { verb: 'change.backing_out', object: change.id, rev: change.revision, parts: { words } });
    const { id: subject, requesterId, coordinatorId } = change;
    const to = [...(await managersOf(tx, change)), coordinatorId, requesterId, ...(await watchersOf(tx, subject))];
    await notify(tx, ctx, { kind: 'backing_out', subject, to, parts: { words } });
  });

async function onBackout(
  ctx: Ctx,
  read: { changeId: string; version: number },
  judge: (asked: BackoutAsked) => No | undefined,
  act: (tx: Tx, change: Change) => Promise<void>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, read);
    const all = change.taskCount > 0 ? await tasksOf(tx, change.id) : [];
    must(judge(backoutAsked(ctx, change, await workingOn(tx, ctx, change), all)) ?? yes(change));
    await act(tx, change);
    return change.id;
  });
}
