import type { TaskKind } from './models.ts';
import type { StepState, TaskState } from './tasks.ts';

/** A task as the clock of a run looks at it. */
export type TimedTask = {
  kind: TaskKind;
  level: number;
  state: TaskState;
  /** Why it rests, where it does. */
  held: string | null;
  openedAt: string | null;
  /** Since when its first open step has been worked on, as far as the record says; null while nothing is done on it. */
  since: string | null;
  steps: readonly { minutes: number; state: StepState }[];
};

export type RunClock = {
  /** Minutes of what is still to be done: the work and its verification, or the way back and the check after it. */
  left: number;
  /** Minutes that going back would take from here, with the check after it; 0 while nothing is done that could be taken back. */
  back: number;
  /** Minutes of the whole way back, with the check after it: what it takes as soon as anything is begun. 0 where the plan names none. */
  wayBack: number;
  /** While nothing is begun: begun later than then, going back would fit into the window no more. Null where it never could. */
  beginBy: number | null;
  forecastEnd: number;
  /** Until then, going back fits into the window. Null without a window, and while it is gone back already. */
  noReturn: number | null;
  backingOut: boolean;
};

const MINUTE = 60_000;

/** Levels come one after the other, peers go side by side: a level takes as long as its longest task. */
function levelsOf<T extends TimedTask>(tasks: readonly T[], minutesOf: (task: T) => number): number {
  const levels = new Map<number, number>();
  for (const task of tasks) levels.set(task.level, Math.max(levels.get(task.level) ?? 0, minutesOf(task)));
  return [...levels.values()].reduce((sum, minutes) => sum + minutes, 0);
}

const isOver = ({ state }: TimedTask): boolean => state === 'done' || state === 'skipped' || state === 'cancelled';

/** All lines that are not left out. */
const whole = ({ steps }: TimedTask): number =>
  steps.reduce((sum, { minutes, state }) => (state === 'skipped' ? sum : sum + minutes), 0);

/** The lines still open, less what was spent already on the first of them; a line never takes less than no time. */
function left(task: TimedTask, now: number): number {
  if (isOver(task)) return 0;
  const open = task.steps.filter(({ state }) => state === 'open');
  const all = open.reduce((sum, { minutes }) => sum + minutes, 0);
  if (task.state !== 'in_progress' || task.held !== null || task.since === null) return all;
  const spent = Math.max(0, (now - Date.parse(task.since)) / MINUTE);
  return all - Math.min(spent, open[0]?.minutes ?? 0);
}

/** Something of the work is done or being done. The plan does not say which line takes back which, so any of it counts as all. */
const hasBegun = ({ state, steps }: TimedTask): boolean =>
  state === 'in_progress' || state === 'done' || state === 'failed' || steps.some((step) => step.state === 'done');

/**
 * How a run stands against its window at an instant. `end` is the end of the approved window, or of the extended one. The same
 * function answers in the server, which acts on it, and on the screen, which shows it each second.
 */
export function runClock({
  tasks,
  end,
  now,
}: {
  tasks: readonly TimedTask[];
  end: string | null;
  now: number;
}): RunClock {
  const work = tasks.filter(({ kind }) => kind === 'implementation' || kind === 'verification');
  const ways = tasks.filter(({ kind, state }) => kind === 'backout' && state !== 'skipped');
  const checks = work.filter(({ kind, state }) => kind === 'verification' && state !== 'skipped');
  if (ways.some(({ openedAt }) => openedAt !== null)) {
    const minutes =
      levelsOf(
        ways.filter(({ state }) => state !== 'cancelled'),
        (task) => left(task, now),
      ) + levelsOf(checks, whole);
    return {
      left: minutes,
      back: minutes,
      wayBack: minutes,
      beginBy: null,
      forecastEnd: now + minutes * MINUTE,
      noReturn: null,
      backingOut: true,
    };
  }
  const open = (kind: TaskKind) =>
    levelsOf(
      work.filter((task) => task.kind === kind),
      (task) => left(task, now),
    );
  // What is checked has been done before, whatever the levels say.
  const minutes = open('implementation') + open('verification');
  const standing = (task: TimedTask) => task.state !== 'cancelled';
  const wayBack = levelsOf(ways.filter(standing), whole) + levelsOf(checks.filter(standing), whole);
  const begun = work.some(hasBegun);
  const back = begun ? wayBack : 0;
  return {
    left: minutes,
    back,
    wayBack,
    beginBy: begun || end === null || wayBack === 0 ? null : Date.parse(end) - wayBack * MINUTE,
    forecastEnd: now + minutes * MINUTE,
    noReturn: end === null ? null : Date.parse(end) - back * MINUTE,
    backingOut: false,
  };
}

/** Going on past the point of no return takes words, once for each point that is passed. */
export const decisionIsDue = (noReturn: number | null, now: number, decidedFor: number | null): boolean =>
  noReturn !== null && now >= noReturn && (decidedFor === null || noReturn > decidedFor);
