import { listPeopleRoute } from '@interlock/contract/people.ts';
import { findReadersRoute } from '@interlock/contract/watching.ts';
import { useCallback } from 'react';
import { queryClient, reads } from '../../lib/calls/query.ts';
import type { Callable } from '../../ui/markdown/mention.ts';

const few = 8;

/** Whom one can mention: on a change those alone who may see it, before there is one everybody. */
export const useFindReaders = (changeId?: string): ((q: string) => Promise<readonly Callable[]>) =>
  useCallback(
    async (q: string) => {
      const asked = changeId
        ? queryClient.fetchQuery(reads(findReadersRoute, { changeId, q }))
        : queryClient.fetchQuery(reads(listPeopleRoute, { active: 'true', limit: few, ...(q && { q }) }));
      return (await asked).items;
    },
    [changeId],
  );
