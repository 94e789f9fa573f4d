import { t } from '@lingui/core/macro';
import { ChevronRight, Menu } from 'lucide-react';
import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { IconButton } from '../buttons/icon-button.tsx';

type Props = {
  crumbs: readonly ReactNode[];
  children?: ReactNode;
  /** A row of its own on a phone, whose place is kept while what stands in it is still to come: nothing slides under a thumb. */
  row?: ReactNode;
};

/** What every top bar carries besides, where the navigation is out of sight. */
export const TopBarSide = createContext<ReactNode>(null);

/** Where one is, and what can be done here. On a narrow screen it also opens the navigation. */
export function TopBar({ crumbs, children, row }: Props) {
  const side = useContext(TopBarSide);
  const hasRow = row !== undefined;
  return (
    <header className="no-print sticky top-0 z-30 flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5 sm:px-4">
      <IconButton label={t`Open the navigation`} popoverTarget="navigation" className="lg:hidden">
        <Menu size={16} aria-hidden="true" />
      </IconButton>
      <nav
        aria-label={t`Breadcrumb`}
        className={cx('flex min-w-0 items-center gap-1.5 text-sm text-fg-2', hasRow && 'max-sm:mr-auto')}
      >
        {crumbs.map((crumb, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the path is the identity of a crumb
          <Fragment key={at}>
            {at > 0 && <ChevronRight size={14} className="shrink-0 text-fg-3" aria-hidden="true" />}
            {crumb}
          </Fragment>
        ))}
      </nav>
      <div className={cx('ml-auto flex flex-wrap items-center gap-2', hasRow && 'max-sm:contents')}>
        {children}
        {hasRow && (
          <div className="flex items-center gap-2 max-sm:order-last max-sm:min-h-8 max-sm:basis-full max-sm:justify-end">
            {row}
          </div>
        )}
        {side}
      </div>
    </header>
  );
}
