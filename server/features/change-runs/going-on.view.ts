// Reads: the situation of a run; tasks and models through the doors of their features.
import { decisionIsDue } from '@interlock/contract/run-clock.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type No, no } from '../../platform/refusal.ts';
import type { Guard } from '../change-guards/index.ts';
import type { Change } from '../changes/index.ts';
import { definitionsOf } from '../models/index.ts';
import { tasksOfEach } from '../tasks/index.ts';
import { endOf, extensionsOfEach } from '../window-extensions/index.ts';
import { overrunAnswer, workEndedAt } from './overrun.rules.ts';
import { marksOfEach } from './run.store.ts';
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

type Overrun = { end: Date | null; overran: boolean };

/** The end of the window with what was granted, and whether the work went past it as it was recorded at the time. */
export async function overrunOf(reads: Reads, ctx: Ctx, change: Change): Promise<Overrun> {
  return (await overrunsOf(reads, ctx, [change]))(change);
}

/** The same of several changes at once. */
async function overrunsOf(reads: Reads, ctx: Ctx, changes: readonly Change[]): Promise<(change: Change) => Overrun> {
  const ids = changes.map(({ id }) => id);
  const extensions = await extensionsOfEach(reads, ids);
  const definitions = await definitionsOf(reads, ctx, changes);
  const marks = await marksOfEach(reads, ids);
  return ({ id, plannedEnd, entered }) => {
    const end = endOf(plannedEnd, extensions.get(id) ?? []);
    const definition = definitions.get(id);
    const endedAt = definition ? workEndedAt(definition, entered) : null;
    return { end, overran: marks(id).overranAt !== null || (endedAt !== null && end !== null && endedAt > end) };
  };
}

/** Work that went past its window is closed once somebody who did not carry it out has looked back on it. */
export const overrunReviewed: Guard = {
  name: 'overrun_reviewed',
  async look(reads, ctx, changes) {
    const reviewed = changes.filter(({ stateKind, plannedEnd }) => stateKind === 'review' && plannedEnd !== null);
    const definitions = await definitionsOf(reads, ctx, reviewed);
    const overrun = await overrunsOf(reads, ctx, reviewed);
    const overran = reviewed.filter((change) => overrun(change).overran).map(({ id }) => id);
    const tasks = await tasksOfEach(reads, overran);
    return (change, to) => {
      const kind = definitions.get(change.id)?.states.find(({ key }) => key === to)?.kind;
      if (!overran.includes(change.id) || kind !== 'closed') return undefined;
      return overrunAnswer(change, tasks.get(change.id) ?? []);
    };
  },
};
