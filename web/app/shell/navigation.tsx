import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Keyboard, Plus, Search } from 'lucide-react';
import { Fragment, lazy, type ReactNode, Suspense } from 'react';
import { useMay, useMe } from '../../lib/session/session.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { Kbd } from '../../ui/buttons/kbd.tsx';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Logo } from '../../ui/glyphs/logo.tsx';
import { paletteKeys } from './palette-keys.ts';
import { type Place, placesFor } from './places.ts';
import { ThemeButton } from './theme-button.tsx';

const ViewLinks = lazy(() => import('../../features/views/view-links.tsx'));
const InboxCount = lazy(() => import('../../features/inbox/inbox-count.tsx'));

/** On a narrow screen the navigation covers the page, so going somewhere closes it. */
const closeNavigation = (): void => document.getElementById('navigation')?.hidePopover();

type Props = {
  onSearch: () => void;
  onHelp: () => void;
  /** Stands here where the navigation is always in sight. */
  bell?: ReactNode;
};

export function Navigation({ onSearch, onHelp, bell }: Props) {
  const me = useMe();
  const mayRaise = useMay('change.raise');
  const places = placesFor(me.permissions);
  return (
    <div className="flex h-full w-full flex-col gap-3 px-2.5 py-3">
      <div className="flex items-center gap-2 px-1.5">
        <Logo />
        <div className="min-w-0 grow leading-tight">
          <span className="block font-semibold">Interlock</span>
          <span className="block truncate text-xs text-fg-2">{me.organisation.name}</span>
        </div>
        {bell}
      </div>
      <div className="flex gap-1.5">
        <button
          type="button"
          onClick={() => {
            closeNavigation();
            onSearch();
          }}
          className="flex min-h-8 grow items-center gap-2 rounded-md border border-line-2 bg-surface px-2 text-left text-sm text-fg-2 shadow-card hover:bg-hover"
        >
          <Search size={14} aria-hidden="true" />
          <span className="min-w-0 grow truncate">{t`Search or run`}</span>
          <Kbd>{paletteKeys}</Kbd>
        </button>
        {mayRaise && (
          <Link
            to="/changes/new"
            onClick={closeNavigation}
            aria-label={t`New change`}
            title={t`New change (C)`}
            className="flex size-8 items-center justify-center rounded-md border border-line-2 bg-surface shadow-card hover:bg-hover"
          >
            <Plus size={15} aria-hidden="true" />
          </Link>
        )}
      </div>
      <nav aria-label={t`Main`} className="flex flex-col gap-0.5">
        {places.map(
          (place) =>
            place.of === 'work' && (
              <Fragment key={place.to}>
                <Item place={place} />
                {place.to === '/changes' && (
                  <Suspense>
                    <ViewLinks onGo={closeNavigation} />
                  </Suspense>
                )}
              </Fragment>
            ),
        )}
        <h2 className="mt-3 px-2 pb-1 text-xs font-medium text-fg-3">{t`Organisation`}</h2>
        {places.map((place) => place.of === 'organisation' && <Item key={place.to} place={place} />)}
      </nav>
      <div className="mt-auto flex items-center gap-1">
        <Link
          to="/profile"
          onClick={closeNavigation}
          activeProps={{ className: 'bg-hover' }}
          className="flex min-h-9 min-w-0 grow items-center gap-2 rounded-md px-1.5 hover:bg-hover"
        >
          <Avatar name={me.person.name} large />
          <span className="min-w-0">
            <span className="block truncate text-sm font-medium">{me.person.name}</span>
            <span className="block truncate text-2xs text-fg-3">{t`Profile`}</span>
          </span>
        </Link>
        <IconButton label={t`Keyboard shortcuts`} onClick={onHelp} className="max-lg:hidden">
          <Keyboard size={15} aria-hidden="true" />
        </IconButton>
        <ThemeButton />
      </div>
    </div>
  );
}

function Item({ place: { to, name, Icon } }: { place: Place }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      activeProps={{ className: 'bg-hover text-fg', 'aria-current': 'page' }}
      inactiveProps={{ className: 'text-fg-2' }}
      onClick={closeNavigation}
      className="flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium hover:bg-hover hover:text-fg"
    >
      <Icon size={15} aria-hidden="true" />
      <span className="grow">{name}</span>
      {to === '/inbox' && (
        <Suspense>
          <InboxCount />
        </Suspense>
      )}
    </Link>
  );
}
