import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  listActivityRoute,
  listChangesRoute,
  listRevisionsRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { useQuery } from '@tanstack/react-query';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';

const lookAgainAfter = 30_000;

/** A change by its number, looked at again while the page is open. */
export const useChange = (number: string) =>
  useQuery({ ...reads(showChangeRoute, { changeId: number }), refetchInterval: lookAgainAfter });

/** Every possible move of a change with every guard's answer. Answers count for the time they were asked. */
export const useExplain = (changeId: string | undefined) =>
  useQuery({
    ...reads(explainChangeRoute, { changeId: changeId ?? '' }),
    enabled: changeId !== undefined,
    refetchInterval: lookAgainAfter,
  });

/** Shows the server's answer to an act, and reads again whatever else it may have altered. */
export async function keepChange(change: ChangeDetail): Promise<void> {
  queryClient.setQueryData(reads(showChangeRoute, { changeId: change.number }).queryKey, change);
  await outdated(explainChangeRoute, listActivityRoute, listRevisionsRoute, inboxRoute, listChangesRoute);
}

/** Somebody else was quicker: the page shows what holds now. */
export const readAgain = (): Promise<void> =>
  outdated(showChangeRoute, explainChangeRoute, listActivityRoute, inboxRoute);
