import { t } from '@lingui/core/macro';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import { useMay, useMe } from '../../lib/session/session.ts';
import { Notices } from '../../ui/feedback/notices.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TopBarSide } from '../../ui/layout/top-bar.tsx';
import { Navigation } from './navigation.tsx';
import { usePaletteKeys } from './palette-keys.ts';
import { placesFor } from './places.ts';
import { Reminders } from './reminders.tsx';

const Bell = lazy(() => import('../../features/notifications/bell.tsx'));
const KeysHelp = lazy(() => import('./keys-help.tsx'));
const Palette = lazy(() => import('./open-palette.tsx'));

/** Everything behind the sign-in: the navigation, the screen, and one place that says what was done. */
export function Shell() {
  const me = useMe();
  const navigate = useNavigate();
  const mayRaise = useMay('change.raise');
  const [open, setOpen] = useState<'help' | 'palette'>();
  const wide = useMediaQuery('(min-width: 1024px)');
  const bell = (
    <Suspense fallback={<span className="size-7 shrink-0" />}>
      <Bell />
    </Suspense>
  );
  const goes = placesFor(me.permissions).map(
    ({ to, keys }) => [keys.toLowerCase(), () => void navigate({ to })] as const,
  );
  useKeys({
    ...Object.fromEntries(goes),
    c: mayRaise ? () => void navigate({ to: '/changes/new' }) : undefined,
    '/': () => {
      if (!focusSearch()) void navigate({ to: '/changes' }).then(focusSearch);
    },
    '?': () => setOpen('help'),
  });
  usePaletteKeys(() => setOpen('palette'));
  const navigation = (beside: ReactNode) => (
    <Navigation onSearch={() => setOpen('palette')} onHelp={() => setOpen('help')} bell={beside} />
  );
  return (
    <div className="flex h-full print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-solid px-3 py-1.5 text-solid-fg focus:translate-y-0"
      >
        {t`Skip to the content`}
      </a>
      <aside className="no-print hidden w-[228px] shrink-0 lg:flex">{navigation(wide && bell)}</aside>
      <div
        id="navigation"
        popover="auto"
        className="fixed inset-y-0 right-auto left-0 m-0 h-full w-[260px] bg-bg shadow-pop backdrop:bg-[var(--scrim)] lg:hidden!"
      >
        {navigation(undefined)}
      </div>
      <main
        id="main"
        tabIndex={-1}
        className="scroll flex min-w-0 grow flex-col overflow-y-auto bg-surface outline-none lg:my-2 lg:mr-2 lg:rounded-lg lg:border lg:border-line print:overflow-visible"
      >
        <Reminders />
        <Suspense fallback={<Skeleton />}>
          <TopBarSide value={wide ? null : bell}>
            <Outlet />
          </TopBarSide>
        </Suspense>
      </main>
      <Notices />
      <Suspense>
        {open === 'help' && <KeysHelp onClose={() => setOpen(undefined)} />}
        {open === 'palette' && <Palette onHelp={() => setOpen('help')} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </div>
  );
}

function focusSearch(): boolean {
  const box = document.getElementById('search');
  box?.focus();
  return box !== null;
}
