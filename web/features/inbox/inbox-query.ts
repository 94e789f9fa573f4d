import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';

/** What waits for the one who is signed in, oldest first; looked at again while the page is open. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: [inboxRoute.path],
  queryFn: ({ pageParam, signal }) =>
    call(inboxRoute, { limit: 50, ...(pageParam && { cursor: pageParam }) }, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next ?? undefined,
  refetchInterval: 30_000,
});

/** Two things that wait are never the same in all of this. */
export const keyOf = ({ kind, about, questionId, roundId, proposalId }: InboxItem): string =>
  `${kind} ${about.id} ${questionId ?? roundId ?? proposalId ?? ''}`;
