import type { correctTaskTimesRoute, correctTimesRoute } from '@interlock/contract/change-runs.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead, modelOf } from '../change-flow/index.ts';
import { lockForTask, whyNotCorrect, workingOn } from '../change-tasks/index.ts';
import { saveChange } from '../changes/index.ts';
import { correctTask } from '../tasks/index.ts';
import { earliestOf, whyNotTimes } from './run.rules.ts';

const later = (given: string | undefined, before: Date | null): Date | null =>
  given === undefined ? before : new Date(given);

/** When the work began or ended was not when somebody pressed the button. Both stand in the log, with the reason. */
export async function correctTimes(
  ctx: Ctx,
  { actualStart, actualEnd, words, ...read }: z.output<typeof correctTimesRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, read);
    const { hand } = await workingOn(tx, ctx, change);
    must(whyNotCorrect({ stateKind: change.stateKind, assigneeId: change.assigneeId, hand }) ?? yes(change));
    const earliest = earliestOf(change, (await modelOf(tx, ctx, change)).definition.retrospective);
    const before = { start: change.actualStart, end: change.actualEnd };
    const after = { start: later(actualStart, before.start), end: later(actualEnd, before.end) };
    const names = { start: 'actualStart', end: 'actualEnd' };
    must(whyNotTimes(before, after, { now: ctx.now, earliest }, names) ?? yes(after));
    const fields = fieldsOf(before, after, names);
    if (fields.length === 0) return;
    await saveChange(tx, change, { ...change, actualStart: after.start, actualEnd: after.end }, ctx.now);
    await record(tx, ctx, {
      verb: 'change.times_corrected',
      object: change.id,
      rev: change.revision,
      parts: { fields, words },
    });
  });
}

/** The same for one task of the change. */
export async function correctTaskTimes(
  ctx: Ctx,
  { taskId, version, startedAt, endedAt, words }: z.output<typeof correctTaskTimesRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  await ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, taskId);
    const { hand } = working;
    must(whyNotCorrect({ stateKind: change.stateKind, assigneeId: change.assigneeId, hand }) ?? yes(change));
    const earliest = earliestOf(change, (await modelOf(tx, ctx, change)).definition.retrospective);
    await correctTask(tx, ctx, { subject: change.id, taskId, version, words }, (task) => {
      const before = { start: task.startedAt, end: task.endedAt };
      const after = { start: later(startedAt, before.start), end: later(endedAt, before.end) };
      const names = { start: 'startedAt', end: 'endedAt' };
      must(whyNotTimes(before, after, { now: ctx.now, earliest }, names) ?? yes(after));
      return { startedAt: after.start, endedAt: after.end, fields: fieldsOf(before, after, names) };
    });
  });
}

type Times = { start: Date | null; end: Date | null };

const fieldsOf = (before: Times, after: Times, names: Record<keyof Times, string>) =>
  (['start', 'end'] as const)
    .filter((edge) => before[edge]?.getTime() !== after[edge]?.getTime())
    .map((edge) => ({
      field: names[edge],
      before: before[edge]?.toISOString() ?? null,
      after: after[edge]?.toISOString() ?? null,
    }));
