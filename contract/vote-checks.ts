import { z } from 'zod';
import { route } from './route.ts';
import { Instant, PageQuery, PersonRef, page } from './shared.ts';

/** The days back for which approvals are looked at. */
export const VOTES_LOOKED_AT_DAYS = 90;
/** From a place where more accounts than this sign in, such as an office behind one address, nothing is concluded. */
export const MOST_AT_ONE_PLACE = 5;

/** Why a vote may not be what it seems: its voter, and somebody whom the change names or who voted in the same round. */
export const voteReasons = ['one_person', 'same_device', 'created_by', 'link_made_by'] as const;
export type VoteReason = (typeof voteReasons)[number];
export const voteParts = ['requester', 'raiser', 'assignee', 'editor', 'voter'] as const;
export type VotePart = (typeof voteParts)[number];

export const VoteToLookAt = z
  .object({
    id: z.string(),
    at: Instant,
    change: z.object({ id: z.string(), number: z.string(), title: z.string() }),
    round: z.string(),
    decision: z.enum(['approve', 'reject']),
    voter: PersonRef,
    /** The other account, and what it has to do with the change. */
    other: PersonRef,
    parts: z.array(z.enum(voteParts)),
    reason: z.enum(voteReasons),
  })
  .meta({ id: 'VoteToLookAt' });
export type VoteToLookAt = z.output<typeof VoteToLookAt>;

export const listVotesToLookAtRoute = route({
  method: 'GET',
  path: '/api/v1/audit/votes',
  permission: 'audit.read',
  limit: { perMinute: 300 },
  summary:
    'Votes of the last 90 days that may not be what they seem, newest first: the voter and the author, or another voter, are linked as one person, signed in from the same address and browser, or one made the other’s account or a reset link for it.',
  input: z.object({ ...PageQuery, reason: z.enum(voteReasons).optional() }),
  output: page(VoteToLookAt),
});
