import { z } from 'zod';
import { ChangeRow } from './changes.ts';
import { route } from './route.ts';
import { Instant, PageQuery, page } from './shared.ts';

/** Why a change stands in somebody's inbox. */
export const inboxKinds = [
  'decide',
  'answer',
  'move',
  'window_missed',
  'round_stuck',
  'task',
  'extension',
  'improvement',
] as const;
export const InboxItem = z
  .object({
    kind: z.enum(inboxKinds),
    change: ChangeRow,
    /** In words: what is waited for, and why from you. */
    why: z.string(),
    since: Instant,
    roundId: z.string().nullable(),
    questionId: z.string().nullable(),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.output<typeof InboxItem>;

export const inboxRoute = route({
  method: 'GET',
  path: '/api/v1/inbox',
  permission: 'change.read',
  summary: 'What waits for you, oldest first.',
  input: z.object(PageQuery),
  output: page(InboxItem),
});
