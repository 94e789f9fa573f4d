import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { listActivityRoute, listRevisionsRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { type ChangeTasks, listChangeTasksRoute, listTasksRoute, showTaskRoute } from '@interlock/contract/tasks.ts';
import { useQuery } from '@tanstack/react-query';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';

const lookAgainAfter = 30_000;

/** The tasks of a change, looked at again while they are on screen. */
export const useChangeTasks = (changeId: string) =>
  useQuery({ ...reads(listChangeTasksRoute, { changeId }), refetchInterval: lookAgainAfter });

/** Shows the server's answer to an act, and reads again whatever else it may have altered: an edit of the plan moves the change. */
export async function keepTasks(changeId: string, answered: ChangeTasks): Promise<void> {
  queryClient.setQueryData(reads(listChangeTasksRoute, { changeId }).queryKey, answered);
  await outdated(
    listTasksRoute,
    showTaskRoute,
    showChangeRoute,
    explainChangeRoute,
    listActivityRoute,
    listRevisionsRoute,
    inboxRoute,
  );
}

/** Somebody else was quicker: what holds now is read. */
export const readTasksAgain = (): Promise<void> =>
  outdated(listChangeTasksRoute, listTasksRoute, showTaskRoute, showChangeRoute, explainChangeRoute, inboxRoute);
