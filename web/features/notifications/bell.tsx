import { MOST_UNREAD_COUNTED } from '@interlock/contract/notifications.ts';
import { plural, t } from '@lingui/core/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Bell as Drawn } from 'lucide-react';
import { useState } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';
import { NotificationList } from './notification-list.tsx';
import { markAllRead, notificationsQuery, unreadQuery } from './notifications-query.ts';
import { useBrowserNotices } from './use-browser-notices.ts';

/** How much is unread, and behind it what it is. */
export default function Bell() {
  const { data } = useQuery(unreadQuery);
  const [open, setOpen] = useState(false);
  const mark = useAction(markAllRead);
  useBrowserNotices(data?.newest);
  useKeys({ 'g n': () => setOpen(true) });
  const unread = data?.count ?? 0;
  const most = MOST_UNREAD_COUNTED - 1;
  const label =
    unread > most
      ? t`Notifications, more than ${most} unread`
      : unread > 0
        ? plural(unread, { one: 'Notifications, # unread', other: 'Notifications, # unread' })
        : t`Notifications`;
  return (
    <Popover
      title={t`Notifications`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={label} className="relative">
          <Drawn size={15} aria-hidden="true" />
          {unread > 0 && (
            <span
              aria-hidden="true"
              className="absolute -top-0.5 left-3.5 min-w-4 rounded-full bg-accent px-1 text-[10px] leading-4 font-semibold text-solid-fg tabular-nums"
            >
              {unread > most ? `${most}+` : unread}
            </span>
          )}
        </IconButton>
      }
      aside={unread > 0 && <MarkAll busy={mark.busy} onMark={(upTo) => void mark.run(upTo)} />}
    >
      <RefusalNote refusal={mark.refusal} />
      <NotificationList onLeave={() => setOpen(false)} />
    </Popover>
  );
}

function MarkAll({ busy, onMark }: { busy: boolean; onMark: (upTo: string) => void }) {
  const { data } = useInfiniteQuery(notificationsQuery);
  const newest = data?.pages[0]?.items[0]?.at;
  if (!newest) return null;
  return (
    <button
      type="button"
      aria-busy={busy}
      onClick={() => onMark(newest)}
      className="min-h-6 rounded-md px-2 text-xs text-accent hover:bg-hover"
    >
      {t`Mark all as read`}
    </button>
  );
}
