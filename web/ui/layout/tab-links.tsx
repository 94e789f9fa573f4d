import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Tab } from './tabs.tsx';

/** Else the plain address would be current on every part. */
const onlyThis = { exact: true, includeSearch: true };

type Props = { label: string; tabs: readonly Tab[]; current: string | undefined };

/**
 * The parts of a page that has an address of its own for each: links, so that a part can be opened beside, copied and
 * gone back to. The first part is the page's plain address.
 */
export function TabLinks({ label, tabs, current }: Props) {
  const shown = tabs.find(({ key }) => key === current) ?? tabs[0];
  const nav = useRef<HTMLElement>(null);
  const shownKey = shown?.key;
  // On a phone the part that is shown may lie beyond the edge.
  useEffect(() => {
    const link = shownKey && nav.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (link && nav.current) nav.current.scrollLeft = link.offsetLeft - nav.current.offsetLeft - 24;
  }, [shownKey]);
  return (
    <>
      <nav ref={nav} aria-label={label} className="scroll flex gap-5 overflow-x-auto border-b border-line px-0.5">
        {tabs.map(({ key, label: name, count }, index) => (
          <Link
            key={key}
            to="."
            search={index === 0 ? {} : { tab: key }}
            activeOptions={onlyThis}
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
