import {
  cancelChangeRoute,
  explainChangeRoute,
  type GuardAnswer,
  type Move,
  moveChangeRoute,
  rejectChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, editChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { createGroupRoute, type Group } from '@interlock/contract/identity.ts';
import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { expect } from 'vitest';
import type { Client, Refused } from './world.ts';

type Given = Record<string, unknown>;

export const show = (by: Client, { id }: { id: string }): Promise<ChangeDetail> =>
  by.call(showChangeRoute, { changeId: id });

export const edit = (by: Client, { id, version }: ChangeDetail, fields: Given): Promise<ChangeDetail> =>
  by.call(editChangeRoute, { changeId: id, version, ...fields });

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
  const unmet = guardsOf(refused).filter(({ met }) => !met);
  expect(unmet).not.toEqual([]);
  expect(refused.detail).toBe(unmet.map(({ why }) => why).join(' '));
  return unmet;
}

const guardsOf = ({ guards = [] }: Refused): GuardAnswer[] => guards as GuardAnswer[];

/** What stands in somebody's inbox about one change. */
export async function inInbox(of: Client, { id }: { id: string }): Promise<InboxItem[]> {
  const { items } = await of.call(inboxRoute, { limit: 100 });
  return items.filter(({ change }) => change.id === id);
}

export const makeGroup = (admin: Client, name: string, members: readonly { id: string }[]): Promise<Group> =>
  admin.call(createGroupRoute, { name, memberIds: members.map(({ id }) => id) });
