import { setUpStateRoute } from '@interlock/contract/identity.ts';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router';
import { searchOf } from '../features/change-filters/filters.ts';
import { tasksSearchOf } from '../features/task-lists/search.ts';
import { call } from '../lib/calls/call.ts';
import { queryClient } from '../lib/calls/query.ts';
import { refusalOf } from '../lib/calls/refusal.ts';
import { meQuery } from '../lib/session/session.ts';
import { showTheme } from '../lib/session/theme.ts';
import { setViewer } from '../lib/session/viewer.ts';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { parseSearch, stringifySearch } from './search.ts';
import { Shell } from './shell/shell.tsx';
import { signInFrom } from './sign-in-from.ts';
import { whileAway } from './while-away.ts';

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: lazyRouteComponent(
    whileAway(() => import('./not-found.tsx')),
    'NotFound',
  ),
});

async function comeIn({ location }: { location: ParsedLocation }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery).catch((thrown: unknown) => leave(thrown, location));
  setViewer({ zone: me.person.zone, siteZone: me.organisation.zone });
  showTheme(me.person.theme);
}

const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: Shell,
  beforeLoad: comeIn,
});

/** Behind the sign-in too, with nothing beside the screen. */
const alone = createRoute({ getParentRoute: () => rootRoute, id: 'alone', component: Outlet, beforeLoad: comeIn });

async function leave(thrown: unknown, from: ParsedLocation): Promise<never> {
  if (refusalOf(thrown).code !== 'not_signed_in') throw thrown;
  const { needed } = await call(setUpStateRoute, {});
  if (needed) throw redirect({ to: '/set-up' });
  throw redirect(signInFrom(from));
}

const text = (raw: Record<string, unknown>, name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined);
const auditFilters = ['object', 'actor', 'verb', 'from', 'to'] as const;
const under = <P extends string>(path: P) => ({ getParentRoute: () => signedIn, path });
const outside = <P extends string>(path: P) => ({ getParentRoute: () => rootRoute, path });
const acceptLink = lazyRouteComponent(
  whileAway(() => import('../features/sign-in/accept-link.tsx')),
  'AcceptLink',
);

const routes = [
  createRoute({
    ...outside('/sign-in'),
    validateSearch: (raw: Record<string, unknown>): { next?: string } => {
      const next = text(raw, 'next');
      return next ? { next } : {};
    },
    component: lazyRouteComponent(
      whileAway(() => import('../features/sign-in/sign-in.tsx')),
      'SignIn',
    ),
  }),
  createRoute({
    ...outside('/set-up'),
    component: lazyRouteComponent(
      whileAway(() => import('../features/sign-in/set-up.tsx')),
      'SetUp',
    ),
  }),
  createRoute({ ...outside('/invitation'), component: acceptLink }),
  createRoute({ ...outside('/reset'), component: acceptLink }),
  alone.addChildren([
    createRoute({
      getParentRoute: () => alone,
      path: '/changes/$number/run',
      component: lazyRouteComponent(
        whileAway(() => import('../features/change-runs/run-page.tsx')),
        'RunPage',
      ),
    }),
  ]),
  signedIn.addChildren([
    createRoute({
      ...under('/'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/overview/overview.tsx')),
        'Overview',
      ),
    }),
    createRoute({
      ...under('/inbox'),
      validateSearch: (raw: Record<string, unknown>): { item?: string } => {
        const item = text(raw, 'item');
        return item ? { item } : {};
      },
      component: lazyRouteComponent(
        whileAway(() => import('../features/inbox/inbox.tsx')),
        'Inbox',
      ),
    }),
    createRoute({
      ...under('/changes'),
      validateSearch: searchOf,
      component: lazyRouteComponent(
        whileAway(() => import('../features/change-list/change-list.tsx')),
        'ChangeList',
      ),
    }),
    createRoute({
      ...under('/changes/new'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/new-change/new-change.tsx')),
        'NewChange',
      ),
    }),
    createRoute({
      ...under('/changes/$number'),
      validateSearch: (raw: Record<string, unknown>): { tab?: string } => {
        const tab = text(raw, 'tab');
        return tab ? { tab } : {};
      },
      component: lazyRouteComponent(
        whileAway(() => import('../features/change-page/change-page.tsx')),
        'ChangePage',
      ),
    }),
    createRoute({
      ...under('/templates'),
      validateSearch: (raw: Record<string, unknown>): { show?: string; q?: string } =>
        Object.fromEntries(['show', 'q'].flatMap((name) => (text(raw, name) ? [[name, text(raw, name)]] : []))),
      component: lazyRouteComponent(
        whileAway(() => import('../features/catalogue/catalogue.tsx')),
        'Catalogue',
      ),
    }),
    createRoute({
      ...under('/templates/new'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/catalogue/template-editor.tsx')),
        'NewTemplate',
      ),
    }),
    createRoute({
      ...under('/templates/$key'),
      validateSearch: (raw: Record<string, unknown>): { tab?: string } => {
        const tab = text(raw, 'tab');
        return tab ? { tab } : {};
      },
      component: lazyRouteComponent(
        whileAway(() => import('../features/catalogue/template-page.tsx')),
        'TemplatePage',
      ),
    }),
    createRoute({
      ...under('/templates/$key/edit'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/catalogue/template-editor.tsx')),
        'EditTemplate',
      ),
    }),
    createRoute({
      ...under('/templates/$key/raise'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/catalogue/raise.tsx')),
        'RaiseFromTemplate',
      ),
    }),
    createRoute({
      ...under('/tasks'),
      validateSearch: tasksSearchOf,
      component: lazyRouteComponent(
        whileAway(() => import('../features/task-lists/tasks.tsx')),
        'Tasks',
      ),
    }),
    createRoute({
      ...under('/overrides'),
      validateSearch: (raw: Record<string, unknown>): { guard?: string; model?: string; degree?: string } =>
        Object.fromEntries(
          ['guard', 'model', 'degree'].flatMap((name) => (text(raw, name) ? [[name, text(raw, name)]] : [])),
        ),
      component: lazyRouteComponent(
        whileAway(() => import('../features/overrides/overrides.tsx')),
        'Overrides',
      ),
    }),
    createRoute({
      ...under('/improvements'),
      validateSearch: (raw: Record<string, unknown>): { show?: string } => {
        const show = text(raw, 'show');
        return show ? { show } : {};
      },
      component: lazyRouteComponent(
        whileAway(() => import('../features/improvements/improvements.tsx')),
        'Improvements',
      ),
    }),
    createRoute({
      ...under('/incidents'),
      validateSearch: (raw: Record<string, unknown>): { show?: string; q?: string } =>
        Object.fromEntries(['show', 'q'].flatMap((name) => (text(raw, name) ? [[name, text(raw, name)]] : []))),
      component: lazyRouteComponent(
        whileAway(() => import('../features/incidents/incidents.tsx')),
        'Incidents',
      ),
    }),
    createRoute({
      ...under('/changes/$number/edit'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/change-editing/edit-draft.tsx')),
        'EditDraft',
      ),
    }),
    createRoute({
      ...under('/changes/$number/print'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/change-print/print-page.tsx')),
        'PrintPage',
      ),
    }),
    createRoute({
      ...under('/people'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/people/people.tsx')),
        'People',
      ),
    }),
    createRoute({
      ...under('/groups'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/groups/groups.tsx')),
        'Groups',
      ),
    }),
    createRoute({
      ...under('/models'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/models/models.tsx')),
        'Models',
      ),
    }),
    createRoute({
      ...under('/models/$modelId'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/models/model-page.tsx')),
        'ModelPage',
      ),
    }),
    createRoute({
      ...under('/models/$modelId/draft'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/model-drafts/draft-page.tsx')),
        'DraftPage',
      ),
    }),
    createRoute({
      ...under('/audit'),
      validateSearch: (raw: Record<string, unknown>): Partial<Record<(typeof auditFilters)[number], string>> =>
        Object.fromEntries(auditFilters.flatMap((name) => (text(raw, name) ? [[name, text(raw, name)]] : []))),
      component: lazyRouteComponent(
        whileAway(() => import('../features/audit/audit-log.tsx')),
        'AuditLog',
      ),
    }),
    createRoute({
      ...under('/audit/votes'),
      validateSearch: (raw: Record<string, unknown>): { reason?: string } => {
        const reason = text(raw, 'reason');
        return reason ? { reason } : {};
      },
      component: lazyRouteComponent(
        whileAway(() => import('../features/audit/votes-to-look-at.tsx')),
        'VotesToLookAt',
      ),
    }),
    createRoute({
      ...under('/decide'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/mail-decisions/decide-page.tsx')),
        'DecidePage',
      ),
    }),
    createRoute({
      ...under('/communication'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/communication/communication.tsx')),
        'Communication',
      ),
    }),
    createRoute({
      ...under('/operators'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/operators/operators.tsx')),
        'Operators',
      ),
    }),
    createRoute({
      ...under('/import'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/imports/imports.tsx')),
        'Imports',
      ),
    }),
    createRoute({
      ...under('/import/$runId'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/imports/import-page.tsx')),
        'ImportPage',
      ),
    }),
    createRoute({
      ...under('/profile'),
      component: lazyRouteComponent(
        whileAway(() => import('../features/profile/profile.tsx')),
        'Profile',
      ),
    }),
  ]),
] as const;

/** What says that the server is away is there before it is needed. */
const broken = lazyRouteComponent(() => import('./broken.tsx'), 'Broken');
addEventListener('load', () => void broken.preload?.());

export const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: Skeleton,
  defaultErrorComponent: broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
