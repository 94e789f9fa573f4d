import type { Route } from '@interlock/contract/route.ts';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { call, type InputOf, type OutputOf } from './call.ts';
import { refusalOf } from './refusal.ts';

/** A refusal is an answer and is not asked again; only an unreachable server is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, thrown) => refusalOf(thrown).status >= 500 && count < 2 },
  },
});

type Reads<R extends Route> = ReturnType<typeof readsOf<R>>;

function readsOf<R extends Route>(route: R, input: InputOf<R>) {
  return queryOptions<OutputOf<R>, Error, OutputOf<R>, readonly unknown[]>({
    queryKey: [route.path, input],
    queryFn: ({ signal }) => call(route, input, { signal }),
  });
}

/** What a screen reads: the route's path and its input name the answer in the cache. */
export function reads<R extends Route>(route: R, input: InputOf<R>): Reads<R> {
  return readsOf(route, input);
}

/** Everything read from these paths is read again where it is on screen. */
export async function outdated(...routes: readonly Pick<Route, 'path'>[]): Promise<void> {
  await Promise.all(routes.map((route) => queryClient.invalidateQueries({ queryKey: [route.path] })));
}
