import { t } from '@lingui/core/macro';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useMediaQuery } from '../lib/use-media-query.ts';
import { Notices } from '../ui/notices.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TopBarSide } from '../ui/top-bar.tsx';
import { Navigation } from './navigation.tsx';
import { Reminders } from './reminders.tsx';

const Bell = lazy(() => import('../features/notifications/bell.tsx'));
const KeysHelp = lazy(() => import('./keys-help.tsx'));

/** Everything behind the sign-in: the navigation, the screen, and one place that says what was done. */
export function Shell() {
  const navigate = useNavigate();
  const mayRaise = useMay('change.raise');
  const [helping, setHelping] = useState(false);
  const wide = useMediaQuery('(min-width: 1024px)');
  const bell = (
    <Suspense fallback={<span className="size-7 shrink-0" />}>
      <Bell />
    </Suspense>
  );
  useKeys({
    c: mayRaise ? () => void navigate({ to: '/changes/new' }) : undefined,
    '/': () => void navigate({ to: '/changes' }).then(() => document.getElementById('search')?.focus()),
    '?': () => setHelping(true),
    'g i': () => void navigate({ to: '/inbox' }),
    'g c': () => void navigate({ to: '/changes' }),
    'g p': () => void navigate({ to: '/people' }),
  });
  return (
    <div className="flex h-full print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-solid px-3 py-1.5 text-solid-fg focus:translate-y-0"
      >
        {t`Skip to the content`}
      </a>
      <aside className="no-print hidden w-[228px] shrink-0 lg:flex">
        <Navigation onHelp={() => setHelping(true)} bell={wide && bell} />
      </aside>
      <div
        id="navigation"
        popover="auto"
        className="fixed inset-y-0 right-auto left-0 m-0 h-full w-[260px] bg-bg shadow-pop backdrop:bg-[var(--scrim)] lg:hidden!"
      >
        <Navigation onHelp={() => setHelping(true)} />
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
      <Suspense>{helping && <KeysHelp onClose={() => setHelping(false)} />}</Suspense>
    </div>
  );
}
