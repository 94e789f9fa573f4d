import { z } from 'zod';
import { stateKinds } from './models.ts';
import { route } from './route.ts';
import {
  GivenInstant,
  Instant,
  id,
  line,
  many,
  PageQuery,
  PersonRef,
  page,
  reason,
  text,
  Version,
  words,
} from './shared.ts';

export const linkKinds = ['caused_by', 'fixed_by'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** `suggested` by another system, `suspected` by a person; `confirmed` or `dismissed` by a person who looked at it. */
export const attributions = ['suggested', 'suspected', 'confirmed', 'dismissed'] as const;
export type Attribution = (typeof attributions)[number];

export const IncidentLink = z
  .object({
    id: z.string(),
    kind: z.enum(linkKinds),
    attribution: z.enum(attributions),
    words: z.string(),
    change: z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      state: z.object({ name: z.string(), kind: z.enum(stateKinds) }),
    }),
    /** Null where an import said it. */
    linkedBy: PersonRef.nullable(),
    linkedAt: Instant,
    decided: z.object({ by: PersonRef, at: Instant, words: z.string() }).nullable(),
    version: z.number().int(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'IncidentLink' });
export type IncidentLink = z.output<typeof IncidentLink>;

/** An incident as the system that keeps it calls it; here it is a reference. */
export const Incident = z
  .object({
    id: z.string(),
    system: z.string(),
    number: z.string(),
    title: z.string(),
    url: z.string(),
    openedAt: Instant.nullable(),
    recordedAt: Instant,
    links: z.array(IncidentLink),
    /** Changes of other systems that it names and that are not here; they become links when they are imported. */
    elsewhere: z.array(z.object({ kind: z.enum(linkKinds), system: z.string(), number: z.string() })),
  })
  .meta({ id: 'Incident' });
export type Incident = z.output<typeof Incident>;

const WebAddress = z.union([
  z.literal(''),
  line(2000).refine(isWebAddress, 'an address that begins with https:// or http://'),
]);

/** One that browsers open as it is written, and that brings no name and password along. */
function isWebAddress(given: string): boolean {
  if (!/^https?:\/\/[^\s"<>\\^`{|}]+$/.test(given)) return false;
  const url = URL.parse(given);
  return url !== null && url.username === '' && url.password === '';
}

const recorded = {
  system: words(60),
  number: words(100),
  title: words(200),
  url: WebAddress.default(''),
  openedAt: GivenInstant.nullable().default(null),
};

export const listIncidentsRoute = route({
  method: 'GET',
  path: '/api/v1/incidents',
  permission: 'change.read',
  summary: 'Incidents of other systems with the changes that caused or fixed them, the last recorded first.',
  input: z.object({
    ...PageQuery,
    /** The beginning of its number. */
    q: line(100).optional(),
    change: id('chg').optional(),
    kind: z.enum(linkKinds).optional(),
    attribution: many(z.enum(attributions)),
  }),
  output: page(Incident),
});

export const recordIncidentRoute = route({
  method: 'POST',
  path: '/api/v1/incidents',
  permission: 'change.move',
  summary:
    'Record an incident of another system. The same system and number again brings its title, address and time up to date, where you recorded it, coordinate or manage changes.',
  input: z.object(recorded),
  output: Incident,
});

export const linkIncidentRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/incidents',
  permission: 'change.move',
  summary:
    'Say that an incident was caused or fixed by a change. It is suggested or suspected until a person confirms it. One that somebody else recorded is linked as it stands.',
  input: z.object({
    changeId: id('chg'),
    ...recorded,
    kind: z.enum(linkKinds),
    attribution: z.enum(['suggested', 'suspected']).default('suspected'),
    words: text(2000).default(''),
  }),
  output: Incident,
});

const Deciding = { linkId: id('lnk'), version: Version };

export const confirmLinkRoute = route({
  method: 'POST',
  path: '/api/v1/incident-links/:linkId/confirm',
  permission: 'change.move',
  summary: 'Confirm that a change caused or fixed an incident.',
  input: z.object({ ...Deciding, words: text(2000).default('') }),
  output: Incident,
});

export const dismissLinkRoute = route({
  method: 'POST',
  path: '/api/v1/incident-links/:linkId/dismiss',
  permission: 'change.move',
  summary: 'Say that a change has nothing to do with an incident, and why. Whoever carried the change out does not.',
  input: z.object({ ...Deciding, words: reason(2000) }),
  output: Incident,
});
