import { type AnyJob, type ClockJob, job } from '../../platform/jobs.ts';
import { missWindow } from './miss-window.ts';
import { missedWindows } from './missed-windows.view.ts';

const QUEUE = 'changes.miss_window';
const SWEEP = 500;

export const changeFlowJobs: AnyJob[] = [job<{ changeId: string }>({ queue: QUEUE, handle: missWindow })];

export const changeFlowClock: ClockJob[] = [
  {
    name: 'changes.sweep_missed_windows',
    everyMinutes: 1,
    run: async (ctx) => {
      const missed = await missedWindows(ctx.db, ctx.now, SWEEP);
      await ctx.transaction(async (tx) => {
        for (const { id, plannedEnd } of missed) {
          await ctx.enqueue(tx, QUEUE, `${id}:${plannedEnd?.toISOString()}`, { changeId: id });
        }
      });
    },
  },
];
