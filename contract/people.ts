import { z } from 'zod';
import { Email, LinkHandedOn } from './identity.ts';
import { roles } from './permissions.ts';
import { route } from './route.ts';
import { GroupRef, id, line, many, PageQuery, PersonRef, page, Version, words } from './shared.ts';

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    active: z.boolean(),
    /** Invited, and has not yet chosen a password. */
    invited: z.boolean(),
    /** Made up by the demo: never signs in. */
    demo: z.boolean(),
    groups: z.array(GroupRef),
    /** Other accounts of the same person, as administrators linked them. */
    onePersonWith: z.array(PersonRef),
    /** Somebody proposed to unlink it, which waits for another administrator. */
    unlinking: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Person' });
export type Person = z.output<typeof Person>;

export const listPeopleRoute = route({
  method: 'GET',
  path: '/api/v1/people',
  permission: 'person.read',
  limit: { perMinute: 1200, whenGiven: 'q' },
  summary: 'People, by name.',
  input: z.object({
    ...PageQuery,
    q: line(120).optional(),
    role: many(z.enum(roles)),
    group: id('grp').optional(),
    active: z.stringbool().optional(),
  }),
  output: page(Person),
});

export const showPersonRoute = route({
  method: 'GET',
  path: '/api/v1/people/:personId',
  permission: 'person.read',
  summary: 'One person.',
  input: z.object({ personId: id('usr') }),
  output: Person,
});

export const invitePersonRoute = route({
  method: 'POST',
  path: '/api/v1/people',
  permission: 'person.manage',
  summary: 'Invite somebody: answers the one-time link to hand them.',
  input: z.object({
    name: words(120),
    email: Email,
    roles: z.array(z.enum(roles)).min(1).max(roles.length),
    groupIds: z.array(id('grp')).max(50).default([]),
  }),
  output: z.object({ person: Person, ...LinkHandedOn.shape }),
});

export const resetLinkRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/reset-link',
  permission: 'person.manage',
  summary: 'Make a one-time link with which the person chooses a password; earlier links die.',
  input: z.object({ personId: id('usr') }),
  output: LinkHandedOn,
});

export const editPersonRoute = route({
  method: 'PATCH',
  path: '/api/v1/people/:personId',
  permission: 'person.manage',
  summary: "Change a person's name or roles; new roles end their sessions.",
  input: z.object({
    personId: id('usr'),
    version: Version,
    name: words(120).optional(),
    roles: z.array(z.enum(roles)).min(1).max(roles.length).optional(),
  }),
  output: Person,
});

export const deactivatePersonRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/deactivate',
  permission: 'person.manage',
  summary: 'Deactivate a person: sessions, tokens and links die at once; history keeps the name.',
  input: z.object({ personId: id('usr'), version: Version }),
  output: Person,
});

export const reactivatePersonRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/reactivate',
  permission: 'person.manage',
  summary: 'Let a deactivated person in again.',
  input: z.object({ personId: id('usr'), version: Version }),
  output: Person,
});
