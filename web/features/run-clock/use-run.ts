import { type RunAnswer, showRunRoute } from '@interlock/contract/change-runs.ts';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from '../../lib/calls/call.ts';
import { queryClient } from '../../lib/calls/query.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { type Heard, kept } from './heard.ts';
import { useSeconds } from './use-seconds.ts';

const lookAgainAfter = 2_000;
/** An answer that takes longer is none: a connection that hangs looks like one that is well. */
const waitAtMost = 5_000;
/** Nothing heard for so long: what is on the screen may be old. */
const oldAfter = 7_000;

const keyOf = (number: string) => [showRunRoute.path, number] as const;

async function ask(number: string, signal: AbortSignal): Promise<Heard> {
  const before = queryClient.getQueryData<Heard>(keyOf(number));
  const patience = AbortSignal.any([signal, AbortSignal.timeout(waitAtMost)]);
  const input = { changeId: number, ...(before && { seen: before.stamp }) };
  const answer = await call(showRunRoute, input, { signal: patience });
  const newest = queryClient.getQueryData<Heard>(keyOf(number));
  const heard = kept(newest, answer, Date.now());
  if (!heard) throw new Error('a run of which nothing is known is told');
  return heard;
}

/**
 * A run, looked at every two seconds. Nothing of an earlier visit is shown, and while nothing is heard `lost` says so: what
 * stands on the screen is then as of `heard.at` and no newer.
 */
export function useRun(number: string) {
  const found = useQuery({
    queryKey: keyOf(number),
    queryFn: ({ signal }) => ask(number, signal),
    refetchInterval: lookAgainAfter,
    refetchIntervalInBackground: true,
    refetchOnReconnect: 'always',
    networkMode: 'always',
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });
  const now = useSeconds();
  const heard = found.data;
  const refused = found.error !== null && refusalOf(found.error).status >= 400 && refusalOf(found.error).status < 500;
  const silent = heard !== undefined && now + heard.ahead - heard.at > oldAfter;
  const { refetch } = found;
  const lookAgain = useCallback(() => void refetch(), [refetch]);
  return { heard, error: found.error, refused, lost: heard !== undefined && (found.isError || silent), lookAgain };
}

/** Shows the answer to an act at once. */
export const keepRun = (number: string, answer: RunAnswer): void => {
  queryClient.setQueryData<Heard>(keyOf(number), (before) => kept(before, answer, Date.now()));
};
