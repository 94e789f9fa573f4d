import type { ModelDefinition, Mover } from '@interlock/contract/models.ts';
import { type Change, isOver } from './change.rules.ts';
import { pushedOnBy } from './duties.rules.ts';

/** Whose key the mover is on this change: a person's or group's id, or a role where nobody is named. */
function keyOf(mover: Mover, change: Change): string | null {
  if ('group' in mover) return mover.group;
  if (mover.is === 'requester') return change.requesterId;
  if (mover.is === 'assignee') return change.assigneeId;
  if (mover.is === 'coordinator') return change.coordinatorId ?? 'role:coordinator';
  if (mover.is === 'change_manager') return change.managerId ?? 'role:change_manager';
  return pushedOnBy(change);
}

/** Whom the next step onward waits for. While a round is asked, its approvers are, and this is null. */
export function waitsOn(definition: ModelDefinition, change: Change, roundStands: boolean): string | null {
  const order = (key: string) => definition.states.findIndex((state) => state.key === key);
  const state = definition.states.find(({ key }) => key === change.state);
  if (!state || isOver(change) || (state.approval && !roundStands)) return null;
  const onward = definition.transitions.filter(({ from, to }) => from === change.state && order(to) > order(from));
  for (const { movers } of onward) {
    const key = movers.map((mover) => keyOf(mover, change)).find((found) => found !== null);
    if (key) return key;
  }
  return null;
}
