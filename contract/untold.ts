import { z } from 'zod';
import { notificationKinds } from './notifications.ts';
import { route } from './route.ts';
import { Instant, id, Nothing, PageQuery, page } from './shared.ts';

/** An act that could not be told on by mail, in chats and by rules: those whom it addresses have it in the bell and the inbox. */
export const Untold = z
  .object({
    id: z.string(),
    kind: z.enum(notificationKinds),
    /** What it is about. */
    about: z.object({ id: z.string(), label: z.string() }),
    at: Instant,
    tries: z.number().int(),
    /** When it is tried again; null once it was given up. */
    dueAt: Instant.nullable(),
    /** Why the last try failed. */
    problem: z.string(),
  })
  .meta({ id: 'Untold' });
export type Untold = z.output<typeof Untold>;

export const listUntoldRoute = route({
  method: 'GET',
  path: '/api/v1/notices',
  permission: 'system.operate',
  summary:
    'Acts that could not be told on, with the reason, the newest first; none about changes that are not yours to see.',
  input: z.object(PageQuery),
  output: page(Untold),
});

export const tellAgainRoute = route({
  method: 'POST',
  path: '/api/v1/notices/:noticeId/again',
  permission: 'system.operate',
  summary: 'Try at once to tell on an act that could not be told on.',
  input: z.object({ noticeId: id('ntc') }),
  output: Nothing,
});
