import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { inboxQuery } from './inbox-query.ts';

/** How much waits, beside the inbox in the navigation. */
export default function InboxCount() {
  const { data } = useInfiniteQuery(inboxQuery);
  const count = data?.pages.flatMap((page) => page.items).length ?? 0;
  if (count === 0) return null;
  return (
    <span className="rounded-full bg-accent-bg px-1.5 text-2xs font-semibold text-accent tabular-nums">
      {data?.pages.at(-1)?.next ? `${count}+` : count}
      <span className="sr-only"> {t`waiting`}</span>
    </span>
  );
}
