import { z } from 'zod';
import { permissions, roles } from './permissions.ts';
import { route } from './route.ts';
import {
  GroupRef,
  Instant,
  id,
  line,
  many,
  Nothing,
  PageQuery,
  PersonRef,
  page,
  Version,
  words,
  Zone,
} from './shared.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** 12 characters or more, and no other rule. */
export const Password = z.string().min(12, 'at least 12 characters').max(200);
/** The secret part of a one-time link; it travels in the address's fragment and never reaches a log. */
const LinkSecret = z.string().max(100);

export const Me = z
  .object({
    person: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      roles: z.array(z.enum(roles)),
      zone: z.string(),
      theme: z.enum(themes),
      version: z.number().int(),
    }),
    organisation: z.object({ name: z.string(), zone: z.string() }),
    permissions: z.array(z.enum(permissions)),
    /** What an administrator should know, such as data that lies inside the program's folder. */
    notices: z.array(z.object({ code: z.string(), text: z.string() })),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

export const setUpStateRoute = route({
  method: 'GET',
  path: '/api/v1/setup',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Whether Interlock still waits to be set up.',
  input: z.object({}),
  output: z.object({ needed: z.boolean() }),
});

export const setUpRoute = route({
  method: 'POST',
  path: '/api/v1/setup',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Make the organisation and its first administrator, with the one-time link that the start printed.',
  input: z.object({
    secret: LinkSecret,
    organisation: words(120),
    zone: Zone,
    name: words(120),
    email: Email,
    password: Password,
  }),
  output: Me,
});

export const signInRoute = route({
  method: 'POST',
  path: '/api/v1/session',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Sign in; the answer sets the session cookie.',
  input: z.object({ email: Email, password: z.string().max(200) }),
  output: Me,
});

export const meRoute = route({
  method: 'GET',
  path: '/api/v1/me',
  permission: 'signed_in',
  summary: 'Who is signed in, and what they may do.',
  input: z.object({}),
  output: Me,
});

export const editProfileRoute = route({
  method: 'PATCH',
  path: '/api/v1/me',
  permission: 'session',
  summary: 'Change your name, zone or theme.',
  input: z.object({
    version: Version,
    name: words(120).optional(),
    zone: Zone.optional(),
    theme: z.enum(themes).optional(),
  }),
  output: Me,
});

export const changePasswordRoute = route({
  method: 'POST',
  path: '/api/v1/me/password',
  permission: 'session',
  summary: 'Change your password; every other session ends and this one gets a new id.',
  input: z.object({ current: z.string().max(200), next: Password }),
  output: Nothing,
});

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

/** A one-time link, answered once to the administrator who hands it on. */
export const OneTimeLink = z.object({ link: z.string(), expiresAt: Instant });
/** As above; `mailed` where it also goes to the person by mail. */
const LinkHandedOn = z.object({ ...OneTimeLink.shape, mailed: z.boolean() });

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

/** A link is looked at and accepted with its secret in the body, so that no address or log carries it. */
export const lookAtLinkRoute = route({
  method: 'POST',
  path: '/api/v1/links/look',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'What a one-time link is for.',
  input: z.object({ secret: LinkSecret }),
  output: z.object({
    kind: z.enum(['set_up', 'invitation', 'reset']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    expiresAt: Instant,
  }),
});

export const acceptLinkRoute = route({
  method: 'POST',
  path: '/api/v1/links/accept',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Choose a password with an invitation or reset link, and be signed in.',
  input: z.object({ secret: LinkSecret, password: Password }),
  output: Me,
});

/** Who should come into a group that approves. Another administrator decides; until then nothing is otherwise. */
export const GroupProposal = z
  .object({
    id: z.string(),
    added: z.array(PersonRef),
    /** Where another manager is proposed: who, or nobody. */
    manager: z.object({ becomes: PersonRef.nullable() }).nullable(),
    by: PersonRef,
    at: Instant,
  })
  .meta({ id: 'GroupProposal' });
export type GroupProposal = z.output<typeof GroupProposal>;

export const Group = z
  .object({
    id: z.string(),
    name: z.string(),
    manager: PersonRef.nullable(),
    members: z.array(PersonRef),
    /** A published model asks it: where there are two administrators, nobody comes in by one alone. */
    approves: z.boolean(),
    /** What waits for another administrator. */
    proposals: z.array(GroupProposal),
    version: z.number().int(),
  })
  .meta({ id: 'Group' });
export type Group = z.output<typeof Group>;

export const listGroupsRoute = route({
  method: 'GET',
  path: '/api/v1/groups',
  permission: 'person.read',
  limit: { perMinute: 1200, whenGiven: 'q' },
  summary: 'Groups with their members and managers, by name.',
  input: z.object({ ...PageQuery, q: line(120).optional() }),
  output: page(Group),
});

export const createGroupRoute = route({
  method: 'POST',
  path: '/api/v1/groups',
  permission: 'group.manage',
  summary: 'Make a group.',
  input: z.object({
    name: words(120),
    managerId: id('usr').nullable().default(null),
    memberIds: z.array(id('usr')).max(500).default([]),
  }),
  output: Group,
});

export const editGroupRoute = route({
  method: 'PATCH',
  path: '/api/v1/groups/:groupId',
  permission: 'group.manage',
  summary:
    "Change a group's name, manager or members; `memberIds` is the whole new list. Who comes into a group that approves may wait for another administrator.",
  input: z.object({
    groupId: id('grp'),
    version: Version,
    name: words(120).optional(),
    managerId: id('usr').nullable().optional(),
    memberIds: z.array(id('usr')).max(500).optional(),
  }),
  output: Group,
});

const ProposalInput = { groupId: id('grp'), proposalId: id('prp') };

export const publishGroupProposalRoute = route({
  method: 'POST',
  path: '/api/v1/groups/:groupId/proposals/:proposalId/publish',
  permission: 'group.manage',
  summary: 'Let those come in whom another administrator proposed.',
  input: z.object(ProposalInput),
  output: Group,
});

export const declineGroupProposalRoute = route({
  method: 'POST',
  path: '/api/v1/groups/:groupId/proposals/:proposalId/decline',
  permission: 'group.manage',
  summary: 'Decline a proposal, or take your own back.',
  input: z.object(ProposalInput),
  output: Group,
});

export const operatorSetUpLinkRoute = route({
  method: 'POST',
  path: '/api/v1/operator/set-up-link',
  permission: 'operator.links',
  summary: 'Make a new set-up link, while there is no administrator.',
  input: z.object({}),
  output: OneTimeLink,
});

export const operatorResetLinkRoute = route({
  method: 'POST',
  path: '/api/v1/operator/reset-link',
  permission: 'operator.links',
  summary: 'Make a reset link for a person, by e-mail.',
  input: z.object({ email: Email }),
  output: LinkHandedOn,
});
