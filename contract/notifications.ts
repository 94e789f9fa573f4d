import { z } from 'zod';
import { route } from './route.ts';
import { GivenInstant, Instant, id, Nothing, PageQuery, PersonRef, page } from './shared.ts';

/** What somebody is told about. Each has its sentence in the web's words for notifications. */
export const notificationKinds = [
  'mentioned',
  'made_watcher',
  'watched_change_moved',
  'watched_change_commented',
  'question_asked',
  'question_answered',
  'reminder',
  'escalation',
  'work_handed_over',
  'build_and_test_done',
  'task_assigned',
  'change_returned',
  'round_expired',
  'vote_withdrawn',
  'template_proposed',
  'template_published',
  'template_returned',
  'recurring_paused',
  'decision_asked',
  'start_near',
  'end_near',
  'model_proposed',
  'members_proposed',
  'unlinking_proposed',
  'accounts_linked',
  'accounts_unlinked',
  'no_return_near',
  'no_return_passed',
  'window_overrun',
  'window_missed',
  'extension_asked',
  'extension_granted',
  'extension_refused',
  'improvement_given',
  'incident_linked',
  'backing_out',
  'announced',
  'announcement_held',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What a sentence fills in: names as they were when it happened, and the first of what somebody said. */
export const NotificationParts = z
  .object({
    /** The name of a state. */
    state: z.string(),
    /** The name of a round of approval. */
    round: z.string(),
    /** The title of a task. */
    task: z.string(),
    /** An instant, such as the point of no return. */
    at: z.string(),
    /** What another system calls an incident. */
    incident: z.string(),
    /** So many minutes. */
    minutes: z.string(),
    /** The names of other accounts, of somebody who has several. */
    account: z.string(),
    /** The id of an announcement. */
    announcement: z.string(),
    /** What was said. */
    words: z.string(),
  })
  .partial();
export type NotificationParts = z.output<typeof NotificationParts>;

/** Something that words are about, as it is called now; its id says what it is. */
export const About = z.object({ id: z.string(), label: z.string(), title: z.string() }).meta({ id: 'About' });
export type About = z.output<typeof About>;

export const Notification = z
  .object({
    id: z.string(),
    kind: z.enum(notificationKinds),
    at: Instant,
    read: z.boolean(),
    /** Who did it; null where the clock did. */
    by: PersonRef.nullable(),
    parts: NotificationParts,
    /** What it is about, as it is called now. */
    about: About,
  })
  .meta({ id: 'Notification' });
export type Notification = z.output<typeof Notification>;

export const listNotificationsRoute = route({
  method: 'GET',
  path: '/api/v1/notifications',
  permission: 'change.read',
  summary: 'What you were told, newest first; nothing of what you may no longer see.',
  input: z.object({ ...PageQuery, unread: z.stringbool().optional() }),
  output: page(Notification),
});

/** Counting further would cost more than it tells. */
export const MOST_UNREAD_COUNTED = 100;

export const countUnreadRoute = route({
  method: 'GET',
  path: '/api/v1/notifications/unread',
  permission: 'change.read',
  summary: `How many of your notifications are unread, counted up to ${MOST_UNREAD_COUNTED}, and which is the newest of them.`,
  input: z.object({}),
  output: z.object({
    count: z.number().int(),
    /** Its id. Ids of notifications sort by when they were told. */
    newest: z.string().nullable(),
  }),
});

export const readNotificationRoute = route({
  method: 'POST',
  path: '/api/v1/notifications/:notificationId/read',
  permission: 'change.follow',
  summary: 'Mark one of your notifications as read.',
  input: z.object({ notificationId: id('ntf') }),
  output: Nothing,
});

export const readAllNotificationsRoute = route({
  method: 'POST',
  path: '/api/v1/notifications/read',
  permission: 'change.follow',
  summary: 'Mark as read all that you were told up to an instant; what came later stays unread.',
  input: z.object({ upTo: GivenInstant }),
  output: Nothing,
});
