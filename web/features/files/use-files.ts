import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { listActivityRoute, listRevisionsRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { newsRoute } from '@interlock/contract/decisions.ts';
import { type AttachedFiles, listFilesRoute, readFileRoute } from '@interlock/contract/files.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { listChangeTasksRoute, showTaskRoute } from '@interlock/contract/tasks.ts';
import { useQuery } from '@tanstack/react-query';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';

export const useFiles = (changeId: string) => useQuery(reads(listFilesRoute, { changeId }));

/** Where a file is; it always comes as a download. */
export const placeOf = (fileId: string): string => readFileRoute.path.replace(':fileId', fileId);

/** Shows what there is now, and reads again what an edit of the files alters: it is material. */
export async function keepFiles(changeId: string, files: AttachedFiles): Promise<void> {
  queryClient.setQueryData(reads(listFilesRoute, { changeId }).queryKey, files);
  await outdated(showChangeRoute, explainChangeRoute, listActivityRoute, listRevisionsRoute, newsRoute, inboxRoute);
}

/** Evidence alters no decision, but it can be what a move waits for. */
export const keepEvidence = (): Promise<void> =>
  outdated(listChangeTasksRoute, showTaskRoute, explainChangeRoute, listActivityRoute);
