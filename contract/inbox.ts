import { z } from 'zod';
import { ChangeRow } from './changes.ts';
import { About } from './notifications.ts';
import { route } from './route.ts';
import { Instant, PageQuery, PersonRef, page } from './shared.ts';

/** Why a change waits for somebody. */
export const changeWaits = ['decide', 'answer', 'move', 'window_missed', 'round_stuck', 'task', 'extension'] as const;

/** What else waits for somebody: what others propose, what was sent back to them, what they own and is due. */
export const otherWaits = [
  'model_proposed',
  'model_returned',
  'template_proposed',
  'template_returned',
  'members_proposed',
  'unlinking_proposed',
  'improvement',
] as const;

const waiting = {
  /** What it is about, as it is called now. */
  about: About,
  /** In words: what is waited for, and why from you. */
  why: z.string(),
  since: Instant,
  /** Who asked for it; null where the way of the thing itself brought it here. */
  by: PersonRef.nullable(),
  /** What is decided on or answered: a round of the change, a question in it, a proposal for the group. */
  roundId: z.string().nullable(),
  questionId: z.string().nullable(),
  proposalId: z.string().nullable(),
};

export const InboxItem = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(changeWaits), ...waiting, change: ChangeRow }),
    z.object({ kind: z.enum(otherWaits), ...waiting, change: z.null() }),
  ])
  .meta({ id: 'InboxItem' });
export type InboxItem = z.output<typeof InboxItem>;

/** Something that waits about a change. */
export type ChangeItem = Extract<InboxItem, { change: ChangeRow }>;
/** Something that waits about anything else. */
export type OtherItem = Exclude<InboxItem, ChangeItem>;

export const inboxRoute = route({
  method: 'GET',
  path: '/api/v1/inbox',
  permission: 'change.read',
  summary:
    'Everything that waits for you, about changes and about anything else, oldest first; of the same instant by priority.',
  input: z.object(PageQuery),
  output: page(InboxItem),
});
