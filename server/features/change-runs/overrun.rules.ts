import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { ModelDefinition, StateKind, TaskKind } from '@interlock/contract/models.ts';
import { says } from '@interlock/contract/says.ts';
import type { TaskState } from '@interlock/contract/tasks.ts';
import { isSamePerson, type Linked } from '../../platform/same-person.ts';

/** When the work was reported to have ended, as it was recorded then; nothing of work that was done before it was raised. */
export function workEndedAt(
  { retrospective, states }: Pick<ModelDefinition, 'retrospective' | 'states'>,
  entered: Readonly<Record<string, string>>,
): Date | null {
  if (retrospective) return null;
  const cameTo = (kind: StateKind) =>
    states.flatMap((state) =>
      state.kind === kind && entered[state.key] ? [Date.parse(entered[state.key] ?? '')] : [],
    );
  if (cameTo('implement').length === 0) return null;
  const ended = cameTo('review');
  return ended.length === 0 ? null : new Date(Math.min(...ended));
}

type Task = {
  kind: TaskKind;
  state: TaskState;
  findings: string;
  closedBy: { id: string; name: string } | null;
};

type Carried = { assigneeId: string | null; linked: Linked };

/** The review that somebody has done who did not carry the change out, with what they found. */
export const reviewDone = <T extends Task>(tasks: readonly T[], { assigneeId, linked }: Carried): T | undefined =>
  tasks.find(
    ({ kind, state, findings, closedBy }) =>
      kind === 'review' &&
      state === 'done' &&
      says(findings) &&
      closedBy !== null &&
      !isSamePerson(linked, closedBy.id, assigneeId),
  );

/** Of work that went past its window: has somebody looked back on it? A corrected time takes no overrun back. */
export function overrunAnswer(carried: Carried, tasks: readonly Task[]): GuardAnswer {
  const review = reviewDone(tasks, carried);
  const answer = {
    guard: 'overrun_reviewed',
    earliest: null,
    withMove: false,
    fields: [],
    enforcement: 'block' as const,
    overridden: null,
    letPass: null,
  };
  if (review) {
    return { ...answer, met: true, why: `${review.closedBy?.name} has looked back on the overrun.`, clearedBy: [] };
  }
  return {
    ...answer,
    met: false,
    why: 'It went past its window: a review task with findings is needed, closed by somebody who did not carry it out.',
    clearedBy: [
      { is: 'role', name: 'a coordinator', id: 'coordinator' },
      { is: 'role', name: 'a change manager', id: 'change_manager' },
    ],
  };
}
