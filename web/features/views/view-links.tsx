import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { addressOf, useViews } from './use-views.ts';

const MOST = 8;

/** The views that one finds, under the list in the navigation: one's own first. */
export default function ViewLinks({ onGo }: { onGo: () => void }) {
  const views = useViews().data?.items ?? [];
  const shown = [...views.filter(({ mine }) => mine), ...views.filter(({ mine }) => !mine)].slice(0, MOST);
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t`Views`} className="mb-1 ml-[15px] flex flex-col border-l border-line pl-2">
      {shown.map((view) => (
        <li key={view.id}>
          <Link
            to="/changes"
            search={addressOf(view)}
            activeOptions={{ exact: true, includeSearch: true }}
            activeProps={{ className: 'text-fg font-medium', 'aria-current': 'page' }}
            inactiveProps={{ className: 'text-fg-2' }}
            onClick={onGo}
            className="flex min-h-7 items-center rounded-md px-2 text-xs hover:bg-hover hover:text-fg"
          >
            <span className="truncate">{view.name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
