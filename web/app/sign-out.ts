import { queryClient } from '../lib/calls/query.ts';
import { refusalOf } from '../lib/calls/refusal.ts';
import { meQuery } from '../lib/session/session.ts';
import type { router as Router } from './router.tsx';
import { signInFrom } from './sign-in-from.ts';

/** A session that ended elsewhere leads to the sign-in, and from there back to where one was. */
export function leaveWhenSignedOut(router: typeof Router): void {
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return;
    if (refusalOf(event.action.error).code !== 'not_signed_in' || event.query.queryKey[0] === meQuery.queryKey[0])
      return;
    const { location } = router.state;
    if (location.pathname === '/sign-in') return;
    queryClient.clear();
    void router.navigate(signInFrom(location));
  });
}
