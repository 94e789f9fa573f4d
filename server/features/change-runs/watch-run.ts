import type { NotificationKind } from '@interlock/contract/notifications.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { minuteOf } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { modelOf } from '../change-flow/index.ts';
import { managersOf } from '../change-tasks/index.ts';
import { type Change, lockChange } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';
import { dueMarks, type Mark, type Marks } from './run.rules.ts';
import { marksOf, saveMarks } from './run.store.ts';
import { nearRuns } from './running.view.ts';
import { standingOf } from './standing.view.ts';

export const WATCH = 'change_runs.watch';
const SWEEP = 500;

/** Sends a job for each run whose point of no return or end may be near; a run is looked at once in a minute. */
export async function sweepRuns(ctx: Ctx): Promise<void> {
  const near = await nearRuns(ctx.db, ctx.now, SWEEP);
  const minute = minuteOf(ctx.now);
  await ctx.transaction(async (tx) => {
    for (const changeId of near) await ctx.enqueue(tx, WATCH, `${changeId}:${minute}`, { changeId });
  });
}

const said: Record<Mark, { verb: `change.${string}`; kind: NotificationKind }> = {
  near: { verb: 'change.no_return_near', kind: 'no_return_near' },
  passed: { verb: 'change.no_return_passed', kind: 'no_return_passed' },
  overrun: { verb: 'change.window_overrun', kind: 'window_overrun' },
};

/** The clock says that the point of no return is near or past, or that the window is overrun. It stops nothing. */
export async function watchRun(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    if (change?.stateKind !== 'implement' || change.imported) return;
    const { end, clock } = await standingOf(tx, change, ctx.now);
    if (end === null) return;
    const marks = await marksOf(tx, changeId);
    const { noticeMinutes } = (await modelOf(tx, ctx, change)).definition.run;
    const now = ctx.now.getTime();
    const at = { noReturn: clock.noReturn, end: end.getTime() };
    const due = dueMarks({ now, ...at, noticeMinutes, marks });
    if (due.length === 0) return;
    await saveMarks(tx, changeId, marked(marks, due, at, ctx.now));
    await tell(tx, ctx, change, due, at);
  });
}

type Instants = { noReturn: number | null; end: number };

function marked(marks: Marks, due: readonly Mark[], { noReturn, end }: Instants, now: Date): Marks {
  const point = noReturn === null ? null : new Date(noReturn);
  return {
    announcedFor: due.includes('near') ? point : marks.announcedFor,
    passedFor: due.includes('passed') ? point : marks.passedFor,
    ...(due.includes('overrun')
      ? { overranFor: new Date(end), overranAt: marks.overranAt ?? now }
      : { overranFor: marks.overranFor, overranAt: marks.overranAt }),
  };
}

/** Its assignee and its change manager hear of it, of several marks the weightiest; each is put on record. */
async function tell(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  due: readonly Mark[],
  { noReturn, end }: Instants,
): Promise<void> {
  const to = [change.assigneeId, ...(await managersOf(tx, change))];
  for (const mark of due) {
    const at = new Date(mark === 'overrun' || noReturn === null ? end : noReturn).toISOString();
    const { verb, kind } = said[mark];
    await record(tx, ctx, { verb, object: change.id, rev: change.revision, parts: { at } });
    await notify(tx, ctx, { kind, subject: change.id, to, parts: { at } });
  }
}
