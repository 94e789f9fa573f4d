import { Link } from '@tanstack/react-router';
import type { Tab } from './tabs.tsx';

type Props = { label: string; tabs: readonly Tab[]; current: string | undefined };

/**
 * The parts of a page that has an address of its own for each: links, so that a part can be opened beside, copied and
 * gone back to. The first part is the page's plain address.
 */
export function TabLinks({ label, tabs, current }: Props) {
  const shown = tabs.find(({ key }) => key === current) ?? tabs[0];
  return (
    <>
      <nav aria-label={label} className="scroll flex gap-5 overflow-x-auto border-b border-line px-0.5">
        {tabs.map(({ key, label: name, count }, index) => (
          <Link
            key={key}
            to="."
            search={index === 0 ? {} : { tab: key }}
            replace
            resetScroll={false}
            aria-current={key === shown?.key ? 'page' : undefined}
            className="-mb-px flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-0.5 text-sm font-medium text-fg-2 hover:text-fg aria-[current=page]:border-fg aria-[current=page]:text-fg"
          >
            {name}
            {count !== undefined && <span className="text-xs text-fg-3 tabular-nums">{count}</span>}
          </Link>
        ))}
      </nav>
      <div className="pt-5">{shown?.panel()}</div>
    </>
  );
}
