import { endOtherSessionsRoute, endSessionRoute, listSessionsRoute } from '@interlock/contract/sessions.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { deviceOf } from '../../lib/session/device.ts';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Ago, At } from '../../ui/values/time.tsx';

export function SessionsCard() {
  const sessions = useInfiniteQuery({
    queryKey: [listSessionsRoute.path],
    queryFn: ({ pageParam, signal }) => call(listSessionsRoute, pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useAction(async (sessionId: string, key) => {
    await call(endSessionRoute, { sessionId }, { key });
    await outdated(listSessionsRoute);
    say(t`That session ended.`);
  });
  const endOthers = useAction(async (_: null, key) => {
    await call(endOtherSessionsRoute, {}, { key });
    await outdated(listSessionsRoute);
    say(t`All your other sessions ended.`);
  });
  const refusal = end.refusal ?? endOthers.refusal;
  return (
    <Card
      title={t`Where you are signed in`}
      aside={
        found.some(({ current }) => !current) && (
          <Button
            kind="quiet"
            busy={endOthers.busy}
            onClick={() => void endOthers.run(null)}
          >{t`End all other sessions`}</Button>
        )
      }
      flush
    >
      {refusal && (
        <div className="p-3">
          <RefusalNote refusal={refusal} />
        </div>
      )}
      {sessions.isPending && <Skeleton rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul>
        {found.map((session) => {
          const device = deviceInWords(session.device);
          return (
            <li
              key={session.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0"
            >
              <div className="min-w-0 grow basis-56">
                <div className="flex items-center gap-2 font-medium">
                  <span className="truncate" title={session.device}>
                    {device}
                  </span>
                  {session.current && <Badge tone="low">{t`This one`}</Badge>}
                </div>
                <div className="text-xs text-fg-2">
                  {t`Since`} <At at={session.startedAt} />, {t`last used`} <Ago at={session.lastUsedAt} />
                </div>
              </div>
              {!session.current && (
                <Button
                  kind="quiet"
                  aria-label={t`End the session on ${device}`}
                  busy={end.busy}
                  onClick={() => void end.run(session.id)}
                >{t`End`}</Button>
              )}
            </li>
          );
        })}
      </ul>
      <ShowMore list={sessions} className="p-3" />
    </Card>
  );
}

/** In two words where it is a browser; any other program as it says it. */
function deviceInWords(agent: string): string {
  const { program, system } = deviceOf(agent);
  if (program && system) return t`${program} on ${system}`;
  return program ?? (agent === '' ? t`Unknown program` : agent);
}
