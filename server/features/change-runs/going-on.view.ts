// Reads: the situation of a run; tasks and models through the doors of their features.
import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { decisionIsDue } from '@interlock/contract/run-clock.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { type No, no } from '../../platform/refusal.ts';
import type { Guard } from '../change-guards/index.ts';
import type { Change } from '../changes/index.ts';
import { modelVersion } from '../models/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { endOf, extensionsOf } from '../window-extensions/index.ts';
import { overrunAnswer, workEndedAt } from './overrun.rules.ts';
import { marksOf } from './run.store.ts';
import { standingOf } from './standing.view.ts';

/** Past the point of no return the work goes on once somebody has decided so; the way back is always free. */
export async function goingOnDecided(
  reads: Reads,
  ctx: Ctx,
  { change, taskId }: { change: Change; taskId: string },
): Promise<No | undefined> {
  if (change.stateKind !== 'implement' || change.plannedEnd === null) return undefined;
  const { tasks, clock, decidedFor } = await standingOf(reads, change, ctx.now);
  const task = tasks.find(({ id }) => id === taskId);
  if (!task || stageOf[task.kind] !== 'work') return undefined;
  if (!decisionIsDue(clock.noReturn, ctx.now.getTime(), decidedFor?.getTime() ?? null)) return undefined;
  return no('decide_first', 'Going back no longer fits into the window.', {
    next: 'Decide to go on and say why, or back out. More time moves the point of no return.',
  });
}

/** The end of the window with what was granted, and whether the work went past it as it was recorded at the time. */
export async function overrunOf(
  reads: Reads,
  ctx: Ctx,
  change: Change,
): Promise<{ end: Date | null; overran: boolean }> {
  const end = endOf(change.plannedEnd, await extensionsOf(reads, change.id));
  const definition = (await modelVersion(reads, ctx, change.modelId, change.modelVersion))?.definition;
  const endedAt = definition ? workEndedAt(definition, change.entered) : null;
  const { overranAt } = await marksOf(reads, change.id);
  return { end, overran: overranAt !== null || (endedAt !== null && end !== null && endedAt > end) };
}

/** Work that went past its window is closed once somebody who did not carry it out has looked back on it. */
export const overrunReviewed: Guard = {
  name: 'overrun_reviewed',
  async evaluate(reads, ctx, { change, to }): Promise<GuardAnswer | undefined> {
    if (change.stateKind !== 'review' || change.plannedEnd === null) return undefined;
    const definition = (await modelVersion(reads, ctx, change.modelId, change.modelVersion))?.definition;
    if (definition?.states.find(({ key }) => key === to)?.kind !== 'closed') return undefined;
    if (!(await overrunOf(reads, ctx, change)).overran) return undefined;
    return overrunAnswer(change, change.taskCount > 0 ? await tasksOf(reads, change.id) : []);
  },
};
