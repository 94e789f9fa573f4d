import { listTokensRoute, revokeTokenRoute } from '@interlock/contract/sessions.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Ago, At } from '../../ui/values/time.tsx';
import { NewToken } from './new-token.tsx';

export function TokensCard() {
  const [making, setMaking] = useState(false);
  const tokens = useInfiniteQuery({
    queryKey: [listTokensRoute.path],
    queryFn: ({ pageParam, signal }) => call(listTokensRoute, pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const found = tokens.data?.pages.flatMap((page) => page.items) ?? [];
  const revoke = useAction(async (tokenId: string, key) => {
    await call(revokeTokenRoute, { tokenId }, { key });
    await outdated(listTokensRoute);
    say(t`That token is dead.`);
  });
  return (
    <Card title={t`API tokens`} aside={<Button onClick={() => setMaking(true)}>{t`New token`}</Button>} flush>
      {revoke.refusal && (
        <div className="p-3">
          <RefusalNote refusal={revoke.refusal} />
        </div>
      )}
      {tokens.isPending && <Skeleton rows={2} />}
      {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.isSuccess && found.length === 0 && (
        <EmptyState>{t`No tokens. A program that works in your name gets one of its own.`}</EmptyState>
      )}
      <p className="px-4 pt-3 text-xs text-fg-2">
        <a className="text-accent hover:underline" href="/api/docs">{t`What programs can call`}</a>
      </p>
      <ul>
        {found.map((token) => {
          const { name } = token;
          return (
            <li
              key={token.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0"
            >
              <div className="min-w-0 grow basis-56">
                <div className="font-medium">{name}</div>
                <div className="text-xs text-fg-2">
                  {token.scopes.join(', ')} · {t`expires`} <At at={token.expiresAt} /> ·{' '}
                  {token.lastUsedAt ? (
                    <>
                      {t`last used`} <Ago at={token.lastUsedAt} />
                    </>
                  ) : (
                    t`never used`
                  )}
                </div>
              </div>
              <Button
                kind="quiet"
                aria-label={t`Revoke ${name}`}
                busy={revoke.busy}
                onClick={() => void revoke.run(token.id)}
              >{t`Revoke`}</Button>
            </li>
          );
        })}
      </ul>
      <ShowMore list={tokens} className="p-3" />
      {making && <NewToken onClose={() => setMaking(false)} />}
    </Card>
  );
}
