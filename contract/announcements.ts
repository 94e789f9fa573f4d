import { z } from 'zod';
import { route } from './route.ts';
import { GroupRef, Instant, id, Nothing, PersonRef, reason, Version, words } from './shared.ts';

/** When an announcement goes out: by hand at once, or by itself when the change comes to that point. */
export const occasions = ['now', 'before', 'at_start', 'at_end', 'on_backout'] as const;
export type Occasion = (typeof occasions)[number];

/** `ready` goes out by itself at its occasion. What was sent is kept as it was sent. */
export const announcementStates = ['draft', 'ready', 'sent', 'withdrawn'] as const;
export type AnnouncementState = (typeof announcementStates)[number];

/** Why one that was ready did not go out by itself: what it says may not be so any more. */
export const heldBackBecause = [
  'window_moved',
  'backed_out',
  'not_successful',
  'cancelled',
  'nobody',
  'too_late',
] as const;
export type HeldBackBecause = (typeof heldBackBecause)[number];

const audienceFields = {
  name: words(80),
  /** Mail addresses of people and lists that are not of the house. */
  addresses: z.array(z.email().max(254)).max(50),
  groupIds: z.array(id('grp')).max(20),
  chatIds: z.array(id('cht')).max(20),
};

/** Those to whom a change is announced, and where it reaches them. */
export const AnnouncementAudience = z
  .object({
    id: z.string(),
    ...audienceFields,
    groups: z.array(GroupRef),
    chats: z.array(z.object({ id: z.string(), name: z.string() })),
    /** Came along; it can be renamed and filled, not deleted. */
    shipped: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'AnnouncementAudience' });
export type AnnouncementAudience = z.output<typeof AnnouncementAudience>;

export const listAudiencesRoute = route({
  method: 'GET',
  path: '/api/v1/announcement-audiences',
  permission: 'change.read',
  summary: 'The audiences of announcements, and where each is reached. There are at most 50.',
  input: z.object({}),
  output: z.object({ items: z.array(AnnouncementAudience), mail: z.boolean() }),
});

export const addAudienceRoute = route({
  method: 'POST',
  path: '/api/v1/announcement-audiences',
  permission: 'communication.edit',
  summary: 'Add an audience of announcements.',
  input: z.object(audienceFields),
  output: AnnouncementAudience,
});

const OfAudience = { audienceId: id('aud') };

export const editAudienceRoute = route({
  method: 'PATCH',
  path: '/api/v1/announcement-audiences/:audienceId',
  permission: 'communication.edit',
  summary: 'Rename an audience, or say where it is reached.',
  input: z.object({ ...OfAudience, version: Version, ...z.object(audienceFields).partial().shape }),
  output: AnnouncementAudience,
});

export const deleteAudienceRoute = route({
  method: 'DELETE',
  path: '/api/v1/announcement-audiences/:audienceId',
  permission: 'communication.edit',
  summary: 'Delete an audience that did not come along and to which nothing was ever announced.',
  input: z.object(OfAudience),
  output: Nothing,
});

/** How many it was sent to, each by a mail or a post of its own. */
const Reach = z.object({ people: z.number().int(), addresses: z.number().int(), rooms: z.number().int() });
export type Reach = z.output<typeof Reach>;

export const Announcement = z
  .object({
    id: z.string(),
    audience: z.object({ id: z.string(), name: z.string() }),
    occasion: z.enum(occasions),
    /** Of `before`: so many minutes before the planned start. */
    minutes: z.number().int().nullable(),
    subject: z.string(),
    body: z.string(),
    state: z.enum(announcementStates),
    held: z.enum(heldBackBecause).nullable(),
    /** When a ready one goes out, where that is known. */
    dueAt: Instant.nullable(),
    writtenBy: PersonRef,
    writtenAt: Instant,
    /** Null by whom, where it went out by itself. */
    sent: z.object({ at: Instant, by: PersonRef.nullable(), reach: Reach }).nullable(),
    /** Of its mails and posts, how many are tried again and how many were given up. */
    troubled: z.number().int(),
    version: z.number().int(),
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.output<typeof Announcement>;

const OfChange = { changeId: id('chg') };
const Announcements = z.object({ items: z.array(Announcement), mayWrite: z.boolean() });
export type Announcements = z.output<typeof Announcements>;

export const listAnnouncementsRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/announcements',
  permission: 'change.read',
  summary: 'What is announced of a change, to whom and when; the newest first.',
  input: z.object(OfChange),
  output: Announcements,
});

const Minutes = z
  .number()
  .int()
  .min(1)
  .max(30 * 24 * 60);

const asked = {
  ...OfChange,
  audienceId: id('aud'),
  occasion: z.enum(occasions),
};

export const draftAnnouncementRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/announcements/draft',
  permission: 'change.read',
  summary: 'A text for an audience and an occasion, made from the change and its impact. Nothing is kept.',
  input: z.object(asked),
  output: z.object({ subject: z.string(), body: z.string() }),
});

const Body = reason(10_000, 'say it in words');

export const writeAnnouncementRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/announcements',
  permission: 'change.move',
  summary:
    'Write an announcement: a coordinator, a change manager or the assignee. With `release` it is sent, or goes out by itself at its occasion.',
  input: z.object({
    ...asked,
    minutes: Minutes.nullable().default(null),
    subject: words(200),
    body: Body,
    release: z.boolean().default(false),
  }),
  output: Announcements,
});

const Read = { announcementId: id('ann'), version: Version };

export const editAnnouncementRoute = route({
  method: 'PATCH',
  path: '/api/v1/announcements/:announcementId',
  permission: 'change.move',
  summary: 'Write anew what was not sent yet.',
  input: z.object({
    ...Read,
    minutes: Minutes.optional(),
    subject: words(200).optional(),
    body: Body.optional(),
  }),
  output: Announcements,
});

export const releaseAnnouncementRoute = route({
  method: 'POST',
  path: '/api/v1/announcements/:announcementId/release',
  permission: 'change.move',
  summary: 'Let a draft go: it is sent, or goes out by itself at its occasion.',
  input: z.object(Read),
  output: Announcements,
});

export const withdrawAnnouncementRoute = route({
  method: 'POST',
  path: '/api/v1/announcements/:announcementId/withdraw',
  permission: 'change.move',
  summary: 'Take back what was not sent yet. It stays on record.',
  input: z.object(Read),
  output: Announcements,
});
