// Reads: change, through the door of its feature; tasks and the names of people through theirs.

import type { Run, RunAct, RunAnswer } from '@interlock/contract/change-runs.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { stageOf } from '@interlock/contract/tasks.ts';
import { contentHash } from '../../platform/content-hash.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import {
  backoutAsked,
  taskShown,
  whyNotBackOut,
  whyNotCorrect,
  whyNotRunning,
  workingOn,
} from '../change-tasks/index.ts';
import { type Change, idNamed, isOver, loadChange, mayHold, mayRelease, mustSee } from '../changes/index.ts';
import { filesOf } from '../files/index.ts';
import { peopleByIds } from '../identity/index.ts';
import { modelVersion } from '../models/index.ts';
import { inOrder, subjectOf, type Working } from '../tasks/index.ts';
import { extensionShown, whyNotAsk } from '../window-extensions/index.ts';
import { sinceOf } from './run.rules.ts';
import { marksOf } from './run.store.ts';
import { type RunStanding, standingOf } from './standing.view.ts';

/** The work on a change now; with `seen`, nothing but the time where nothing is new. */
export async function runAnswer(ctx: Ctx, asked: { changeId: string; seen?: string | undefined }): Promise<RunAnswer> {
  const run = await runOf(ctx, asked.changeId);
  const stamp = contentHash({ run });
  return { at: ctx.now.toISOString(), stamp, run: stamp === asked.seen ? null : run };
}

/** The same for the change that a task belongs to. */
export async function runOfTask(ctx: Ctx, taskId: string): Promise<RunAnswer> {
  const found = await subjectOf(ctx.db, taskId);
  return runAnswer(ctx, { changeId: found?.subject ?? '' });
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

async function runOf(ctx: Ctx, named: string): Promise<Run> {
  const changeId = await idNamed(ctx.db, named);
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const definition = (await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion))?.definition;
  if (!definition) throw new Error(`${change.id} has a model version that is not there`);
  const standing = await standingOf(ctx.db, change, ctx.now);
  const working = await workingOn(ctx.db, ctx, change);
  const marks = await marksOf(ctx.db, change.id);
  const names = await namesOf(ctx, change, standing);
  const { end, decisions, extensions, tasks } = standing;
  const { plannedStart, plannedEnd } = change;
  const files = await filesOf(
    ctx.db,
    tasks.map(({ id }) => id),
  );
  const around = { change, working, all: tasks, files };
  return {
    change: {
      id: change.id,
      number: change.number,
      title: change.title,
      version: change.version,
      state: {
        key: change.state,
        name: definition.states.find(({ key }) => key === change.state)?.name ?? 'Cancelled',
        kind: change.stateKind,
      },
      assignee: change.assigneeId === null ? null : names(change.assigneeId),
      manager: change.managerId === null ? null : names(change.managerId),
      held: change.hold?.reason ?? null,
    },
    window: plannedStart && plannedEnd && { start: plannedStart.toISOString(), end: plannedEnd.toISOString() },
    end: instant(end),
    actualStart: instant(change.actualStart),
    actualEnd: instant(change.actualEnd),
    overranAt: instant(marks.overranAt),
    tasks: inOrder(tasks)
      .filter(({ kind }) => stageOf[kind] === 'work' || stageOf[kind] === 'backout')
      .map((task) => ({
        ...taskShown(ctx, around, task),
        since: instant(sinceOf(task, change.updatedAt)),
      })),
    decidedFor: instant(standing.decidedFor),
    decisions: decisions.map(({ noReturnAt, words, by, at }) => ({
      noReturnAt: noReturnAt.toISOString(),
      words,
      by: names(by),
      at: at.toISOString(),
    })),
    extensions: extensions.map((extension) => extensionShown(ctx.actor, change, extension, names)),
    noticeMinutes: definition.run.noticeMinutes,
    may: mayOf(ctx, change, working, standing),
  };
}

async function namesOf({ db }: Ctx, change: Change, { decisions, extensions }: RunStanding) {
  const ids = [
    change.assigneeId,
    change.managerId,
    ...decisions.map(({ by }) => by),
    ...extensions.flatMap(({ askedBy, decisions: decided }) => [askedBy, ...decided.map(({ by }) => by)]),
  ].filter((id) => id !== null);
  const people = await peopleByIds(db, ids);
  return (id: string): PersonRef => ({
    id,
    name: people.get(id)?.name ?? id,
    active: people.get(id)?.active ?? false,
  });
}

function mayOf(ctx: Ctx, change: Change, working: Working, { tasks, end, extensions }: RunStanding): RunAct[] {
  const { stateKind, assigneeId } = change;
  const asked = { stateKind, assigneeId, hand: working.hand };
  const ahead = { minutes: 1440, end, now: ctx.now, extensions };
  const can: Record<RunAct, boolean> = {
    back_out: whyNotBackOut(backoutAsked(ctx, change, working, tasks)) === undefined,
    go_on: whyNotRunning(asked) === undefined,
    extend: (whyNotRunning(asked) ?? whyNotAsk(ahead)) === undefined,
    correct: whyNotCorrect(asked) === undefined,
    hold: stateKind === 'implement' && change.hold === null && !isOver(change) && mayHold(change, ctx.actor),
    release: mayRelease(change, ctx.actor),
  };
  return keysOf(can).filter((act) => can[act]);
}
