import { listAuditRoute } from '@interlock/contract/audit.ts';
import {
  cancelChangeRoute,
  explainChangeRoute,
  type GuardAnswer,
  type Move,
  moveChangeRoute,
  rejectChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, editChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { createGroupRoute, type Group } from '@interlock/contract/groups.ts';
import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { finishTaskRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute, type Task } from '@interlock/contract/tasks.ts';
import { expect } from 'vitest';
import type { Client, Refused } from './world.ts';

type Given = Record<string, unknown>;

export const show = (by: Client, { id }: { id: string }): Promise<ChangeDetail> =>
  by.call(showChangeRoute, { changeId: id });

export const edit = (by: Client, { id, version }: ChangeDetail, fields: Given): Promise<ChangeDetail> =>
  by.call(editChangeRoute, { changeId: id, version, ...fields });

/** What the log says of this, the oldest first. */
export async function logged(by: Client, object: string): Promise<string[]> {
  const { items } = await by.call(listAuditRoute, { object, limit: 100 });
  return items.map(({ verb }) => verb).reverse();
}

/** The vote's round: the one that still asks. */
export const openRound = (change: ChangeDetail) => {
  const round = change.rounds.find(({ status }) => status === 'open' || status === 'stuck');
  if (!round) throw new Error(`${change.number} asks nobody`);
  return round;
};

export const ballot = (change: ChangeDetail) => ({
  changeId: change.id,
  version: change.version,
  roundId: openRound(change).id,
});

export const reject = (by: Client, change: ChangeDetail, comment = 'Not like this.'): Promise<ChangeDetail> =>
  by.call(rejectChangeRoute, { ...ballot(change), comment });

export const cancel = (by: Client, { id, version }: ChangeDetail, over: Given = {}): Promise<ChangeDetail> =>
  by.call(cancelChangeRoute, { changeId: id, version, reason: 'withdrawn', words: 'No longer needed.', ...over });

/** What `explain` says to somebody about one move. */
export async function explained(by: Client, { id }: { id: string }, to: string): Promise<Move> {
  const { moves } = await by.call(explainChangeRoute, { changeId: id });
  const move = moves.find((offered) => offered.to === to);
  if (!move) throw new Error(`explain knows no move to ${to}`);
  return move;
}

/** Tries a move that must be refused, holds the refusal against what `explain` had said, and answers the guards not met. */
export async function heldBack(
  by: Client,
  change: ChangeDetail,
  to: string,
  given: Given = {},
): Promise<GuardAnswer[]> {
  const told = await explained(by, change, to);
  const refused = await by.refused(moveChangeRoute, { changeId: change.id, version: change.version, to, ...given });
  expect(refused).toMatchObject({ status: 409, code: 'move_refused' });
  if (Object.keys(given).length === 0) expect(refused.guards).toEqual(told.guards);
  const unmet = guardsOf(refused).filter(
    (answer) => !answer.met && answer.enforcement !== 'inform' && !answer.overridden,
  );
  expect(unmet).not.toEqual([]);
  expect(refused.detail).toBe(unmet.map(({ why }) => why).join(' '));
  return unmet;
}

const guardsOf = ({ guards = [] }: Refused): GuardAnswer[] => guards as GuardAnswer[];

/** What stands in somebody's inbox about one change. */
export async function inInbox(of: Client, { id }: { id: string }): Promise<InboxItem[]> {
  const { items } = await of.call(inboxRoute, { limit: 100 });
  return items.filter(({ about }) => about.id === id);
}

/** The one task of a kind that a change has. */
export async function taskOf(by: Client, { id }: { id: string }, kind: Task['kind']): Promise<Task> {
  const { tasks } = await by.call(listChangeTasksRoute, { changeId: id });
  const task = tasks.find((one) => one.kind === kind);
  if (!task) throw new Error(`there is no task for ${kind}`);
  return task;
}

/** Somebody looks back on a change and says what they found. */
export async function lookBack(by: Client, change: { id: string }, findings = 'It went as planned.'): Promise<void> {
  const { id: taskId, version } = await taskOf(by, change, 'review');
  await by.call(finishTaskRoute, { taskId, version, findings });
}

export const makeGroup = (
  { browser }: { browser: Client },
  name: string,
  members: readonly { id: string }[],
): Promise<Group> => browser.call(createGroupRoute, { name, memberIds: members.map(({ id }) => id) });
