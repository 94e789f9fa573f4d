import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, Mover, TransitionDefinition } from '@interlock/contract/models.ts';
import { type Change, isOver } from './change.rules.ts';
import { pushedOnBy } from './duties.rules.ts';

/** The person or group that a mover is on this change; null where nobody is named. */
function namedBy(mover: Mover, change: Change): string | null {
  if ('group' in mover) return mover.group;
  if (mover.is === 'requester') return change.requesterId;
  if (mover.is === 'assignee') return change.assigneeId;
  if (mover.is === 'coordinator') return change.coordinatorId;
  if (mover.is === 'change_manager') return change.managerId;
  return pushedOnBy(change);
}

/** Where nobody is named, everybody who holds an office that may make the move. */
function officeOf(movers: readonly Mover[]): string | null {
  const may = (office: string) => movers.some((mover) => 'is' in mover && mover.is === office);
  if (may('coordinator') && may('change_manager')) return 'role:coordinates';
  if (may('coordinator')) return 'role:coordinator';
  return may('change_manager') ? 'role:change_manager' : null;
}

/**
 * Whom the next step onward waits for. While a round is asked, its approvers are, and while the change is on hold nobody: then
 * this is null. `isOffered` leaves out moves
 * whose condition does not hold.
 */
export function waitsOn(
  definition: ModelDefinition,
  change: Change,
  roundStands: boolean,
  isOffered: (made: TransitionDefinition) => boolean = () => true,
): string | null {
  const order = orderIn(definition);
  const state = definition.states.find(({ key }) => key === change.state);
  if (!state || isOver(change) || change.hold !== null || (state.approvals.length > 0 && !roundStands)) return null;
  const onward = definition.transitions.filter(
    (made) => made.from === change.state && order(made.to) > order(made.from) && isOffered(made),
  );
  for (const { movers } of onward) {
    const key = movers.map((mover) => namedBy(mover, change)).find((found) => found !== null) ?? officeOf(movers);
    if (key) return key;
  }
  return null;
}
