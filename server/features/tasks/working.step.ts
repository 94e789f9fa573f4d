import { says } from '@interlock/contract/says.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, type No, no, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { isBuilt, type StepLine, type Task } from './task.rules.ts';
import { saveStepState, saveTask } from './task.store.ts';
import { taskAsRead, tasksOf } from './task.view.ts';
import { giveTurns } from './turns.step.ts';
import {
  type Finishing,
  type Working,
  whyNotFail,
  whyNotFinish,
  whyNotSkip,
  whyNotStart,
  whyNotTick,
} from './work.rules.ts';

type Read = { taskId: string; version: number };

/** What an act on a task has brought: all tasks as they are then, and whether it was the last of what is built and tested. */
export type Worked = { all: Task[]; built: boolean };

type Act = {
  verb: 'started' | 'finished' | 'failed' | 'skipped';
  saved: Parameters<typeof saveTask>[2];
  parts?: Record<string, unknown>;
};

export async function startTaskWithin(tx: Tx, ctx: Ctx, working: Working, read: Read): Promise<Worked> {
  const { task, all } = await allowed(tx, working, read, whyNotStart);
  const takes = task.owner === null && task.group !== null && working.hand.groups.has(task.group.id);
  return carryOut(
    tx,
    ctx,
    working,
    { task, all },
    {
      verb: 'started',
      saved: {
        state: 'in_progress',
        started_at: task.startedAt ?? ctx.now,
        ended_at: null,
        closed_by: null,
        words: '',
        ...(takes && { owner_id: ctx.actor.id, taken: true }),
      },
    },
  );
}

export async function finishTaskWithin(
  tx: Tx,
  ctx: Ctx,
  working: Working,
  { evidence = '', findings = '', rest, ...read }: Read & Partial<Finishing>,
): Promise<Worked> {
  const said = { evidence, findings, rest: rest ?? false };
  const { task, all } = await allowed(tx, working, read, (asked) => whyNotFinish(asked, said));
  if (said.rest) await saveStepState(tx, task.id, 'open', { state: 'done', by: ctx.actor.id, at: ctx.now });
  return carryOut(
    tx,
    ctx,
    working,
    { task, all },
    {
      verb: 'finished',
      saved: {
        ...ended(ctx, 'done'),
        started_at: task.startedAt ?? ctx.now,
        ...(evidence !== '' && { evidence }),
        ...(findings !== '' && { findings }),
      },
      parts: { ...(evidence && { evidence }), ...(findings && { findings }) },
    },
  );
}

type WithWords = Read & { words: string };

export async function failTaskWithin(
  tx: Tx,
  ctx: Ctx,
  working: Working,
  { words, ...read }: WithWords,
): Promise<Worked> {
  const found = await allowed(tx, working, read, whyNotFail);
  const saved = { ...ended(ctx, 'failed'), started_at: found.task.startedAt ?? ctx.now, words };
  return carryOut(tx, ctx, working, found, { verb: 'failed', saved, parts: { words } });
}

export async function skipTaskWithin(
  tx: Tx,
  ctx: Ctx,
  working: Working,
  { words, ...read }: WithWords,
): Promise<Worked> {
  const found = await allowed(tx, working, read, whyNotSkip);
  const saved = { ...ended(ctx, 'skipped'), words };
  return carryOut(tx, ctx, working, found, { verb: 'skipped', saved, parts: { words } });
}

/** A step is ticked, skipped or taken back. The first that is ticked begins the task. */
export async function tickStepWithin(
  tx: Tx,
  ctx: Ctx,
  working: Working,
  { stepId, state, words = '', ...read }: Read & { stepId: string; state: StepLine['state']; words?: string },
): Promise<Worked> {
  const { task } = await allowed(tx, working, read, (asked) => whyNotTick(asked, { state, words }));
  const step = must(stepIn(task, stepId));
  await saveStepState(tx, task.id, { id: step.id }, { state, by: ctx.actor.id, at: ctx.now });
  const begins = task.state === 'open' && state !== 'open';
  await saveTask(tx, task.id, begins ? { state: 'in_progress', started_at: ctx.now } : {}, ctx.now);
  await record(tx, ctx, {
    verb: 'task.step_ticked',
    object: working.subject.id,
    parts: { task: nameOf(task), step: step.text, state, ...(says(words) && { words }) },
  });
  return { all: await tasksOf(tx, working.subject.id), built: false };
}

const ended = (ctx: Ctx, state: 'done' | 'failed' | 'skipped') => ({
  state,
  ended_at: ctx.now,
  closed_by: ctx.actor.id,
  words: '',
});

const nameOf = ({ number, title }: Task) => `${number} ${title}`;

function stepIn(task: Task, stepId: string) {
  const step = task.steps.find(({ id }) => id === stepId);
  return step ? yes(step) : no('not_found', 'There is no such step.');
}

type Judge = (asked: { task: Task; all: readonly Task[] } & Pick<Working, 'hand' | 'subject'>) => No | undefined;

async function allowed(tx: Tx, { hand, subject }: Working, read: Read, judge: Judge) {
  const { task, all } = await taskAsRead(tx, subject.id, read);
  return must(judge({ task, all, hand, subject }) ?? yes({ task, all }));
}

/** Saves the act, writes it down, and gives the next their turn. */
async function carryOut(
  tx: Tx,
  ctx: Ctx,
  { subject, reached }: Working,
  { task, all }: { task: Task; all: readonly Task[] },
  { verb, saved, parts = {} }: Act,
): Promise<Worked> {
  await saveTask(tx, task.id, saved, ctx.now);
  const after = await tasksOf(tx, subject.id);
  const turned = await giveTurns(tx, ctx, { all: after, reached, kind: 'work_handed_over' });
  await record(tx, ctx, {
    verb: `task.${verb}`,
    object: subject.id,
    parts: {
      task: nameOf(task),
      ...parts,
      ...(turned.opened.length > 0 && { opened: turned.opened.map(nameOf) }),
    },
  });
  return { all: turned.all, built: !isBuilt(all) && isBuilt(turned.all) };
}
