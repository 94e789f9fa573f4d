// Reads: who has a part in a change: the change, its open rounds, its watchers, its team, through their doors.
import type { Audience } from '@interlock/contract/communication.ts';
import type { Reads } from '../../platform/database/db.ts';
import { roundsOf, stillOut } from '../approvals/index.ts';
import { type Change, tieOf } from '../changes/index.ts';
import { watchersOf } from '../discussion/index.ts';
import { activeMembersOf } from '../identity/index.ts';

type Asked = { audience: readonly Audience[]; groupId: string | null; told: readonly string[] };

/** Person to what they are to this change, of what is asked for. Of what is no change only those whom the act addresses. */
export async function audienceOf(
  reads: Reads,
  change: Change | undefined,
  { audience, groupId, told }: Asked,
): Promise<Map<string, Audience[]>> {
  const found = new Map<string, Audience[]>();
  for (const as of audience) {
    const ids =
      as === 'addressed' ? told : as === 'group' ? await membersOf(reads, groupId) : await on(reads, change, as);
    for (const id of ids) if (id !== null) found.set(id, [...(found.get(id) ?? []), as]);
  }
  return found;
}

type OnChange = Exclude<Audience, 'addressed' | 'group'>;

const partOf: Record<OnChange, (reads: Reads, change: Change) => Promise<(string | null)[]> | (string | null)[]> = {
  requester: (_reads, { requesterId }) => [requesterId],
  coordinator: (_reads, { coordinatorId }) => [coordinatorId],
  manager: (_reads, { managerId }) => [managerId],
  assignee: (_reads, { assigneeId }) => [assigneeId],
  team: (reads, { teamId }) => membersOf(reads, teamId),
  watchers: (reads, { id }) => watchersOf(reads, id),
  approvers: async (reads, change) => {
    const open = (await roundsOf(reads, change.id)).filter(({ status }) => status === 'open');
    return open.flatMap((round) =>
      stillOut(round, (id) => tieOf(change, id, round.leaves) !== undefined).map(({ id }) => id),
    );
  },
};

const on = async (reads: Reads, change: Change | undefined, as: OnChange) =>
  change === undefined ? [] : partOf[as](reads, change);

const membersOf = async (reads: Reads, groupId: string | null): Promise<string[]> =>
  groupId === null ? [] : ((await activeMembersOf(reads, groupId)) ?? []).map(({ id }) => id);
