import type { TimedTask } from '@interlock/contract/run-clock.ts';
import { type No, no } from '../../platform/refusal.ts';

type Worked = Pick<TimedTask, 'kind' | 'level' | 'state'> & {
  held: string | null;
  openedAt: Date | null;
  updatedAt: Date;
  steps: readonly { minutes: number; state: 'open' | 'done' | 'skipped' }[];
};

/** Since when what is done now goes on, as far as the record says: every save of the task or of its change begins it anew. */
export const sinceOf = ({ state, updatedAt }: Pick<Worked, 'state' | 'updatedAt'>, changedAt: Date): Date | null =>
  state === 'in_progress' ? new Date(Math.max(updatedAt.getTime(), changedAt.getTime())) : null;

/** Tasks as the clock of a run looks at them. */
export const timed = (
  tasks: readonly Worked[],
  { hold, updatedAt }: { hold: { reason: string } | null; updatedAt: Date },
): TimedTask[] =>
  tasks.map(({ kind, level, state, held, openedAt, steps, ...task }) => ({
    kind,
    level,
    state,
    held: hold?.reason ?? held,
    openedAt: openedAt?.toISOString() ?? null,
    since: sinceOf({ state, updatedAt: task.updatedAt }, updatedAt)?.toISOString() ?? null,
    steps,
  }));

/** For which instants the clock has said what it had to say. */
export type Marks = {
  announcedFor: Date | null;
  passedFor: Date | null;
  overranFor: Date | null;
  overranAt: Date | null;
};
export type Mark = 'near' | 'passed' | 'overrun';

const isLater = (at: number, than: Date | null): boolean => than === null || at > than.getTime();

type Looked = { now: number; noReturn: number | null; end: number; noticeMinutes: number; marks: Marks };

/** What the clock has to say now and has not said yet. More time moves the point of no return, which is then announced anew. */
export function dueMarks({ now, noReturn, end, noticeMinutes, marks }: Looked): Mark[] {
  const due: Mark[] = [];
  if (now >= end && isLater(end, marks.overranFor)) due.push('overrun');
  if (noReturn === null) return due;
  if (now >= noReturn && isLater(noReturn, marks.passedFor)) due.push('passed');
  const isNear = now < noReturn && now >= noReturn - noticeMinutes * 60_000;
  if (isNear && isLater(noReturn, marks.announcedFor)) due.push('near');
  return due;
}

type Times = { start: Date | null; end: Date | null };

type Raised = {
  createdAt: Date;
  imported: boolean;
  plannedStart: Date | null;
  actualStart: Date | null;
};

/** Work begins no earlier than its change was raised. What is told of afterwards is as old as it says itself. */
export function earliestOf({ createdAt, imported, plannedStart, actualStart }: Raised, retrospective: boolean): Date {
  if (!imported && !retrospective) return createdAt;
  const told = [createdAt, plannedStart, actualStart].flatMap((at) => at?.getTime() ?? []);
  return new Date(Math.min(...told));
}

/** Corrected times lie in the past and in their order; what has not happened yet has no time. */
export function whyNotTimes(
  before: Times,
  after: Times,
  { now, earliest }: { now: Date; earliest: Date },
  names: { start: string; end: string },
): No | undefined {
  const early = (['start', 'end'] as const).find((edge) => {
    const [was, is] = [before[edge]?.getTime(), after[edge]?.getTime()];
    return is !== undefined && is !== was && is < earliest.getTime();
  });
  const wrong = (path: string, message: string) =>
    no('invalid', 'That is no time for it.', { errors: [{ path, message }] });
  if (after.start && !before.start) return wrong(names.start, 'it has not begun yet');
  if (after.end && !before.end) return wrong(names.end, 'it has not ended yet');
  if (early) return wrong(names[early], `is before the change was there: the earliest is ${earliest.toISOString()}`);
  if (after.start && after.start > now) return wrong(names.start, 'lies ahead');
  if (after.end && after.end > now) return wrong(names.end, 'lies ahead');
  if (after.start && after.end && after.end < after.start) return wrong(names.end, 'comes before the start');
  return undefined;
}
