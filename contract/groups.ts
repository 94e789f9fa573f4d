import { z } from 'zod';
import { route } from './route.ts';
import { Instant, id, line, PageQuery, PersonRef, page, Version, words } from './shared.ts';

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
