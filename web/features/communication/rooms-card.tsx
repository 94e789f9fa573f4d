import { type ChatChannel, editChatRoute, listChatsRoute, testChatRoute } from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { formatWord, RoomDialog } from './room-dialog.tsx';

/** The rooms of chats that rules can post into. */
export function RoomsCard() {
  const [open, setOpen] = useState<ChatChannel | 'new'>();
  const rooms = useQuery(reads(listChatsRoute, { limit: 200 }));
  const act = useAction(async ({ room, what }: { room: ChatChannel; what: 'try' | 'switch' }, key) => {
    const { id: chatId, version, active } = room;
    if (what === 'try') await call(testChatRoute, { chatId }, { key });
    else await call(editChatRoute, { chatId, version, active: !active }, { key });
    await outdated(listChatsRoute);
    say(
      what === 'try' ? t`A line is on its way. Look into the room.` : active ? t`The room is off.` : t`The room is on.`,
    );
  });
  return (
    <Card title={t`Rooms`} aside={<Button onClick={() => setOpen('new')}>{t`Add a room`}</Button>} flush>
      {act.refusal && (
        <div className="p-3">
          <RefusalNote refusal={act.refusal} />
        </div>
      )}
      {rooms.isPending && <Skeleton rows={2} />}
      {rooms.isError && <ErrorState error={rooms.error} onRetry={() => void rooms.refetch()} />}
      {rooms.data?.items.length === 0 && (
        <EmptyState>{t`No room yet. Add a channel of Slack or Teams, and rules can post into it.`}</EmptyState>
      )}
      <ul>
        {rooms.data?.items.map((room) => {
          const { id, name, format, host, active } = room;
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0"
            >
              <div className="min-w-0 grow basis-56">
                <div className="flex items-center gap-2 font-medium">
                  {name} {!active && <Badge>{t`Off`}</Badge>}
                </div>
                <div className="truncate text-xs text-fg-2">
                  {formatWord[format]()} · {host}
                </div>
              </div>
              <div className="flex gap-1">
                {active && (
                  <Button
                    kind="quiet"
                    aria-label={t`Try ${name}`}
                    onClick={() => void act.run({ room, what: 'try' })}
                  >{t`Try it`}</Button>
                )}
                <Button kind="quiet" aria-label={t`Edit ${name}`} onClick={() => setOpen(room)}>{t`Edit`}</Button>
                <Button
                  kind="quiet"
                  aria-label={active ? t`Switch off ${name}` : t`Switch on ${name}`}
                  onClick={() => void act.run({ room, what: 'switch' })}
                >
                  {active ? t`Switch off` : t`Switch on`}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {open && <RoomDialog room={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}
