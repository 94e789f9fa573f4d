import { cancelTaskRoute } from '@interlock/contract/task-planning.ts';
import {
  failTaskRoute,
  finishTaskRoute,
  handOverTaskRoute,
  holdTaskRoute,
  releaseTaskRoute,
  skipTaskRoute,
  startTaskRoute,
  tickStepRoute,
} from '@interlock/contract/task-work.ts';
import type { ChangeTasks } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { type Action, useAction } from '../../lib/calls/use-action.ts';
import { keepTasks, readTasksAgain } from './use-tasks.ts';

/** What somebody says with an act; each act takes of it what it asks for. */
type Said = {
  words?: string;
  evidence?: string;
  findings?: string;
  rest?: boolean;
  ownerId?: string | null;
  groupId?: string | null;
  stepId?: string;
  step?: 'open' | 'done' | 'skipped';
};
type Read = { taskId: string; version: number };
type Send = (read: Read, said: Said, key: string) => Promise<ChangeTasks>;

const sends = {
  start: (read, _said, key) => call(startTaskRoute, read, { key }),
  finish: (read, { evidence = '', findings = '', rest = false }, key) =>
    call(finishTaskRoute, { ...read, evidence, findings, rest }, { key }),
  fail: (read, { words = '' }, key) => call(failTaskRoute, { ...read, words }, { key }),
  skip: (read, { words = '' }, key) => call(skipTaskRoute, { ...read, words }, { key }),
  cancel: (read, { words = '' }, key) => call(cancelTaskRoute, { ...read, words }, { key }),
  hold: (read, { words = '' }, key) => call(holdTaskRoute, { ...read, words }, { key }),
  release: (read, _said, key) => call(releaseTaskRoute, read, { key }),
  hand_over: (read, { ownerId = null, groupId = null, words = '' }, key) =>
    call(handOverTaskRoute, { ...read, ownerId, groupId, words }, { key }),
  tick: (read, { stepId = '', step = 'done', words = '' }, key) =>
    call(tickStepRoute, { ...read, stepId, state: step, words }, { key }),
} satisfies Record<string, Send>;

export type ActName = keyof typeof sends;

const done: Record<ActName, (number: string) => string> = {
  start: (number) => t`${number} has begun.`,
  finish: (number) => t`${number} is done.`,
  fail: (number) => t`${number} has failed. What comes after it stops.`,
  skip: (number) => t`${number} is skipped.`,
  cancel: (number) => t`${number} is cancelled.`,
  hold: (number) => t`${number} is on hold.`,
  release: (number) => t`${number} goes on.`,
  hand_over: (number) => t`${number} is handed over.`,
  tick: () => '',
};

export type Act = {
  act: ActName;
  task: { id: string; number: string; version: number };
  /** Where one hook serves tasks of several changes. */
  changeId?: string;
} & Said;

/** One act on a task of a change: the answer is kept, what was done is said, and a stale page reads again. */
export function useTaskAct(changeId: string, then?: () => void): Action<Act> {
  return useAction(async ({ act, task, changeId: of = changeId, ...said }: Act, key) => {
    const send: Send = sends[act];
    const answered = await send({ taskId: task.id, version: task.version }, said, key).catch(
      async (thrown: unknown) => {
        if (refusalOf(thrown).status === 409) await readTasksAgain();
        throw thrown;
      },
    );
    await keepTasks(of, answered);
    const words = done[act](task.number);
    if (words) say(words);
    then?.();
  });
}
