import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type Change, coordinates, isFixed, isOver, mayEdit, stagesReached } from '../changes/index.ts';
import { groupsOf } from '../identity/index.ts';
import { isBackingOut, type Task, type Working } from '../tasks/index.ts';
import type { BackoutAsked } from './backout.rules.ts';

/** What acts on the tasks of this change are judged by, for the one who asks. */
export async function workingOn(reads: Reads, { actor }: Pick<Ctx, 'actor'>, change: Change): Promise<Working> {
  const groups = await groupsOf(reads, actor.id);
  return {
    hand: {
      id: actor.id,
      groups: new Set(groups.map(({ id }) => id)),
      coordinates: coordinates(actor),
      mayWork: actor.permissions.has('change.move'),
      mayPlan: mayEdit(change, actor),
    },
    subject: {
      id: change.id,
      held: change.hold?.reason ?? null,
      fixed: isFixed(change),
      over: isOver(change),
      assigneeId: change.assigneeId,
      linked: change.linked,
    },
    reached: stagesReached(change.stateKind),
  };
}

/** What acts on the way back are judged by. */
export const backoutAsked = (
  { actor }: Pick<Ctx, 'actor'>,
  { stateKind, assigneeId, linked }: Change,
  { hand, subject }: Working,
  all: readonly Task[],
): BackoutAsked => ({
  stateKind,
  fixed: subject.fixed,
  assigneeId,
  linked,
  held: subject.held,
  hand,
  isManager: actor.permissions.has('change.manage'),
  called: isBackingOut(all),
});
