import type { Move } from '@interlock/contract/change-flow.ts';
import { taskKinds } from '@interlock/contract/models.ts';
import { liveTaskStates } from '@interlock/contract/tasks.ts';
import fc from 'fast-check';
import { grantMove } from '../features/change-overrides/grant-move.ts';
import { rehearseBackout } from '../features/change-tasks/prove-backout.ts';
import { failTask, finishTask, skipTask, startTask } from '../features/change-tasks/work-on-tasks.ts';
import { addTask } from '../features/change-tasks/write-tasks.ts';
import type { Change } from '../features/changes/index.ts';
import { tasksOf } from '../features/tasks/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Db } from '../platform/database/db.ts';

/** What somebody does about the work on a change, beside moving it. */
export const workCommand = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('finish' as const, 'finish' as const, 'start' as const, 'fail' as const, 'skip' as const),
      which: fc.nat(5),
      shows: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('rehearse' as const), passed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('plan' as const), kind: fc.constantFrom(...taskKinds) }) },
);
type WorkCommand = typeof workCommand extends fc.Arbitrary<infer C> ? C : never;

export async function doWork(ctx: Ctx, change: Change, command: WorkCommand): Promise<unknown> {
  const read = { changeId: change.id, version: change.version };
  if (command.does === 'rehearse')
    return rehearseBackout(ctx, { ...read, passed: command.passed, words: 'On the copy.' });
  if (command.does === 'plan') {
    const steps = [{ text: 'Do it', minutes: 15, automatic: false, ownerId: null }];
    const bare = { title: 'By hand', description: '', level: 1, ownerId: null, groupId: null };
    return addTask(ctx, { ...read, ...bare, plannedStart: null, plannedEnd: null, kind: command.kind, steps });
  }
  const live = (await tasksOf(ctx.db, change.id)).filter(({ state }) => liveTaskStates.some((one) => one === state));
  const task = live[command.which % Math.max(1, live.length)];
  if (!task) return;
  const asked = { taskId: task.id, version: task.version };
  if (command.does === 'start') return startTask(ctx, [], asked);
  if (command.does === 'finish') {
    const said = { evidence: command.shows ? 'Seen.' : '', findings: 'It went well.' };
    return finishTask(ctx, [], { ...asked, ...said, rest: true });
  }
  return command.does === 'fail'
    ? failTask(ctx, { ...asked, words: 'It does not work.' })
    : skipTask(ctx, { ...asked, words: 'Not needed.' });
}

/** A change manager lets the first move pass that waits for somebody else's yes. */
export async function grantFirst(
  ctx: Ctx,
  { id: changeId, version }: Change,
  moves: readonly Move[],
): Promise<unknown> {
  const waits = moves.flatMap(({ to, guards }) =>
    guards
      .filter(({ met, overridden, enforcement }) => !met && !overridden && enforcement === 'extra_approver')
      .map(({ guard }) => ({ to, guard })),
  );
  const [first] = waits;
  return first && grantMove(ctx, [], { changeId, version, ...first, words: 'I have looked at it.' });
}

export const overridesOf = (db: Db, changeId: string) =>
  db
    .selectFrom('guard_override')
    .select(['guard', 'degree', 'by', 'moved_by as movedBy', 'words', 'to_state as to'])
    .where('change_id', '=', changeId)
    .orderBy('id')
    .execute();
