import { z } from 'zod';
import { notificationKinds } from './notifications.ts';
import { route } from './route.ts';
import { Instant, id, line, many, Nothing, PageQuery, PersonRef, page, Version, words } from './shared.ts';

/** What a mail or a post can be about: an act, or one of these. */
export const deliveryKinds = [...notificationKinds, 'invitation', 'reset', 'digest', 'announcement', 'test'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/**
 * `bundled` went into a daily digest; `sending` is out at this moment; `failed` is tried again; `dropped` was not sent,
 * because it was no longer for that person or its channel is off.
 */
export const deliveryStates = ['waiting', 'bundled', 'sending', 'failed', 'sent', 'given_up', 'dropped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Minutes after each failed try until the next. After the last the delivery is given up. */
export const minutesBetweenTries = [1, 5, 30, 120, 360, 720, 1440] as const;

export const Delivery = z
  .object({
    id: z.string(),
    kind: z.enum(deliveryKinds),
    state: z.enum(deliveryStates),
    /** A person or an address by mail, or a room of a chat. */
    to: z.union([
      z.object({ person: PersonRef }),
      z.object({ address: z.string() }),
      z.object({ chat: z.object({ id: z.string(), name: z.string() }) }),
    ]),
    /** The change or template; null for what is about none. */
    about: z.object({ id: z.string(), label: z.string() }).nullable(),
    at: Instant,
    /** When it is sent or tried again. */
    dueAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    tries: z.number().int(),
    /** Why the last try failed, or why it was dropped. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.output<typeof Delivery>;

export const listDeliveriesRoute = route({
  method: 'GET',
  path: '/api/v1/deliveries',
  permission: 'system.operate',
  summary:
    'Mails and posts with what became of them, the newest first; nothing about changes that are not yours to see.',
  input: z.object({
    ...PageQuery,
    state: many(z.enum(deliveryStates)),
    channel: z.enum(['mail', 'chat']).optional(),
  }),
  output: page(Delivery),
});

export const Outbound = z
  .object({
    /** Null where no mail server is set. */
    mail: z.object({ from: z.string() }).nullable(),
    /** Since a restore, nothing is sent until it is released. */
    held: z.object({ since: Instant, because: z.string() }).nullable(),
    /** How many stand so; those that ended, in the last seven days. Counted up to 1,000. */
    counts: z.record(z.enum(deliveryStates), z.number().int()),
    /** When the one that has waited longest beyond its time was due. */
    lateSince: Instant.nullable(),
  })
  .meta({ id: 'Outbound' });
export type Outbound = z.output<typeof Outbound>;

export const outboundRoute = route({
  method: 'GET',
  path: '/api/v1/deliveries/summary',
  permission: 'system.operate',
  summary: 'How sending goes: whether mail is on, whether anything is held, and how many mails and posts stand where.',
  input: z.object({}),
  output: Outbound,
});

export const sendAgainRoute = route({
  method: 'POST',
  path: '/api/v1/deliveries/:deliveryId/again',
  permission: 'system.operate',
  summary: 'Try a mail or post at once that failed or was given up.',
  input: z.object({ deliveryId: id('dlv') }),
  output: Nothing,
});

export const releaseOutboundRoute = route({
  method: 'POST',
  path: '/api/v1/deliveries/release',
  permission: 'system.operate',
  summary: 'Send again after a restore; `waiting` says what becomes of what has waited: it is sent, or dropped.',
  input: z.object({ waiting: z.enum(['send', 'drop']) }),
  output: Outbound,
});

export const testMailRoute = route({
  method: 'POST',
  path: '/api/v1/deliveries/test',
  permission: 'system.operate',
  summary: 'Send yourself a mail, to see whether mail works.',
  input: z.object({}),
  output: Nothing,
});

export const chatFormats = ['slack', 'teams'] as const;

export const ChatChannel = z
  .object({
    id: z.string(),
    name: z.string(),
    format: z.enum(chatFormats),
    /** The machine of its address. The rest is a secret and never shown. */
    host: z.string(),
    active: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'ChatChannel' });
export type ChatChannel = z.output<typeof ChatChannel>;

/** The address that the chat gave out. Whoever has it can post. */
const ChatUrl = line(2000).refine((given) => {
  if (!URL.canParse(given)) return false;
  const { protocol, username, password } = new URL(given);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}, 'the https address that Slack or Teams gave out');

export const listChatsRoute = route({
  method: 'GET',
  path: '/api/v1/chat-channels',
  permission: 'communication.edit',
  summary: 'The rooms of chats that rules can post to, by name.',
  input: z.object(PageQuery),
  output: page(ChatChannel),
});

export const addChatRoute = route({
  method: 'POST',
  path: '/api/v1/chat-channels',
  permission: 'communication.edit',
  summary: 'Add a room of a chat; its address is kept sealed and never shown again.',
  input: z.object({ name: words(80), format: z.enum(chatFormats), url: ChatUrl }),
  output: ChatChannel,
});

export const editChatRoute = route({
  method: 'PATCH',
  path: '/api/v1/chat-channels/:chatId',
  permission: 'communication.edit',
  summary: 'Rename a room, give it another address, or switch it on or off.',
  input: z.object({
    chatId: id('cht'),
    version: Version,
    name: words(80).optional(),
    format: z.enum(chatFormats).optional(),
    url: ChatUrl.optional(),
    active: z.boolean().optional(),
  }),
  output: ChatChannel,
});

export const testChatRoute = route({
  method: 'POST',
  path: '/api/v1/chat-channels/:chatId/test',
  permission: 'communication.edit',
  summary: 'Post a line into a room, to see whether it arrives.',
  input: z.object({ chatId: id('cht') }),
  output: Nothing,
});
