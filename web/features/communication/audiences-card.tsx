import {
  type AnnouncementAudience,
  deleteAudienceRoute,
  listAudiencesRoute,
} from '@interlock/contract/announcements.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { AudienceDialog } from './audience-dialog.tsx';

/** Those to whom changes are announced, and where they are reached. */
export function AudiencesCard() {
  const [open, setOpen] = useState<AnnouncementAudience | 'new'>();
  const audiences = useQuery(reads(listAudiencesRoute, {}));
  const remove = useAction(async (audienceId: string, key) => {
    await call(deleteAudienceRoute, { audienceId }, { key });
    await outdated(listAudiencesRoute);
    say(t`The audience is deleted.`);
  });
  return (
    <Card
      flush
      title={t`Audiences of announcements`}
      aside={<Button onClick={() => setOpen('new')}>{t`Add an audience`}</Button>}
    >
      {remove.refusal && (
        <div className="p-3">
          <RefusalNote refusal={remove.refusal} />
        </div>
      )}
      {audiences.isPending && <Skeleton rows={4} />}
      {audiences.isError && <ErrorState error={audiences.error} onRetry={() => void audiences.refetch()} />}
      <ul>
        {audiences.data?.items.map((audience) => {
          const { id, name, shipped } = audience;
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0"
            >
              <div className="min-w-0 grow basis-56">
                <div className="font-medium">{name}</div>
                <div className="text-xs break-words text-fg-2">{reachedAt(audience)}</div>
              </div>
              <div className="flex gap-1">
                <Button kind="quiet" aria-label={t`Edit ${name}`} onClick={() => setOpen(audience)}>{t`Edit`}</Button>
                {!shipped && (
                  <Button
                    kind="quiet"
                    aria-label={t`Delete ${name}`}
                    busy={remove.busy}
                    onClick={() => void remove.run(id)}
                  >{t`Delete`}</Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {open && <AudienceDialog audience={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

function reachedAt({ groups, chats, addresses }: AnnouncementAudience): string {
  const all = [...groups.map(({ name }) => name), ...chats.map(({ name }) => name), ...addresses];
  return all.length === 0 ? t`Reaches nobody yet.` : all.join(' · ');
}
