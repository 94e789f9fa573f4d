import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { newsRoute } from '@interlock/contract/decisions.ts';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';

/** What an approver has not seen yet of a change as it is now; of another revision it is asked anew. */
export function useNews({ id, revision }: Pick<ChangeDetail, 'id' | 'revision'>) {
  const read = reads(newsRoute, { changeId: id });
  return useQuery({ ...read, queryKey: [...read.queryKey, revision], refetchOnWindowFocus: false });
}
