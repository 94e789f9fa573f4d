import type { Notification } from '@interlock/contract/notifications.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { cx } from '../../lib/browser/cx.ts';
import { placeOf } from '../../lib/browser/place-of.ts';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Logo } from '../../ui/glyphs/logo.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { sentenceOf } from './words.ts';

/** One act in a sentence, with what it is about; it leads there. */
export function NotificationRow({ told, onOpen }: { told: Notification; onOpen: () => void }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        {...placeOf(told.about)}
        onClick={onOpen}
        className="flex items-start gap-2.5 px-4 py-3 -outline-offset-2! hover:bg-hover"
      >
        <span className="flex size-7 shrink-0 items-center justify-center">
          {told.by ? <Avatar name={told.by.name} large /> : <Logo />}
        </span>
        <span className="min-w-0 grow">
          <span className="flex items-baseline gap-2">
            <span className={cx('grow text-sm break-words', told.read ? 'text-fg-2' : 'font-medium')}>
              {sentenceOf(told)}
            </span>
            <span className="shrink-0 text-xs text-fg-3">
              <Ago at={told.at} />
            </span>
          </span>
          {told.parts.words && (
            <span className="mt-0.5 line-clamp-2 text-sm break-words text-fg-2">“{told.parts.words}”</span>
          )}
          <span className="mt-0.5 flex items-baseline gap-1.5 text-xs text-fg-2">
            <span className="shrink-0 font-mono">{told.about.label}</span>
            <span className="truncate">{told.about.title}</span>
          </span>
        </span>
        <span className={cx('mt-1.5 size-2 shrink-0 rounded-full', !told.read && 'bg-accent')}>
          {!told.read && <span className="sr-only">{t`Unread`}</span>}
        </span>
      </Link>
    </li>
  );
}
