import type { Permission } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import type { LinkProps } from '@tanstack/react-router';
import {
  BookCheck,
  FileInput,
  GitPullRequestArrow,
  House,
  Inbox,
  Lightbulb,
  ListChecks,
  Megaphone,
  ScrollText,
  ServerCog,
  ShieldAlert,
  Siren,
  UserRound,
  Users,
  Workflow,
} from 'lucide-react';

/** A screen that one can go to from everywhere: in the navigation, by keys and by the palette. */
export type Place = {
  to: LinkProps['to'];
  name: string;
  Icon: typeof Inbox;
  /** Two letters one after the other. */
  keys: string;
  /** What it takes to see it, where not everybody may. */
  takes?: Permission;
  of: 'work' | 'organisation';
};

export const places = (): readonly Place[] => [
  { to: '/', name: t`Overview`, Icon: House, keys: 'G H', of: 'work' },
  { to: '/inbox', name: t`Inbox`, Icon: Inbox, keys: 'G I', of: 'work' },
  { to: '/changes', name: t`Changes`, Icon: GitPullRequestArrow, keys: 'G C', of: 'work' },
  { to: '/templates', name: t`Templates`, Icon: BookCheck, keys: 'G T', of: 'work' },
  { to: '/tasks', name: t`Tasks`, Icon: ListChecks, keys: 'G W', of: 'work' },
  { to: '/incidents', name: t`Incidents`, Icon: Siren, keys: 'G D', of: 'work' },
  { to: '/improvements', name: t`Improvements`, Icon: Lightbulb, keys: 'G R', of: 'work' },
  { to: '/people', name: t`People`, Icon: UserRound, keys: 'G P', of: 'organisation' },
  { to: '/groups', name: t`Groups`, Icon: Users, keys: 'G G', of: 'organisation' },
  { to: '/models', name: t`Models`, Icon: Workflow, keys: 'G O', of: 'organisation' },
  { to: '/overrides', name: t`Overrides`, Icon: ShieldAlert, keys: 'G V', of: 'organisation' },
  {
    to: '/communication',
    name: t`Communication`,
    Icon: Megaphone,
    keys: 'G M',
    takes: 'communication.edit',
    of: 'organisation',
  },
  {
    to: '/operators',
    name: t`Operators`,
    Icon: ServerCog,
    keys: 'G S',
    takes: 'system.operate',
    of: 'organisation',
  },
  { to: '/import', name: t`Import`, Icon: FileInput, keys: 'G F', takes: 'import.run', of: 'organisation' },
  { to: '/audit', name: t`Audit`, Icon: ScrollText, keys: 'G A', takes: 'audit.read', of: 'organisation' },
];

export const placesFor = (permissions: readonly Permission[]): Place[] =>
  places().filter(({ takes }) => takes === undefined || permissions.includes(takes));
