import { z } from 'zod';
import { FIRST_YEAR, GivenDay, id, isHeldYear, LAST_YEAR, line, text, words, Zone } from './shared.ts';

export const purposes = ['fix', 'improvement', 'technology', 'capacity', 'compliance', 'misalignment'] as const;
export const levels = ['high', 'medium', 'low'] as const;
export type Level = (typeof levels)[number];

/** What a change changes; it can be several at once. */
export const categories = [
  'mission_strategy',
  'organisation',
  'people',
  'culture',
  'policy_legal',
  'process_controls',
  'technology',
  'product',
] as const;
export type Category = (typeof categories)[number];

/** What called for the change. A service is unavailable or degraded when it is so in its service hours. */
export const triggers = ['service_unavailable', 'service_degraded', 'function_differs', 'cmdb_update'] as const;
export type Trigger = (typeof triggers)[number];

/** `none`: nobody has assessed it yet. It is no level, so that a low risk is never there by omission. */
export const riskLevels = ['none', 'low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

const whenOnWall = `YYYY-MM-DDTHH:MM, from ${FIRST_YEAR} to ${LAST_YEAR}`;
/** What a clock on the wall shows, in our calendar. */
export const Local = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, whenOnWall)
  .refine((given) => isHeldYear(Number(given.slice(0, 4))), whenOnWall);
/** A window is what the clocks on the wall say: local start, local end, zone. */
export const Window = z.strictObject({ start: Local, end: Local, zone: Zone });
export type Window = z.output<typeof Window>;
/** A window as it is shown: what is kept can be read, whatever is asked of those who write one now. */
export const WindowShown = z.object({ start: z.string(), end: z.string(), zone: z.string() });

export const Priority = z.number().int().min(1).max(4);
export const Link = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  label: line(200).default(''),
});

/** Somebody to ask or to tell: a person of the house, or anybody else by name. */
export const Contact = z
  .strictObject({
    personId: id('usr').nullable().default(null),
    name: line(120).default(''),
    /** What they are to this change. */
    role: line(120).default(''),
    email: z.union([z.literal(''), z.email().max(254)]).default(''),
    phone: line(40).default(''),
  })
  .refine(({ personId, name }) => (personId === null) === (name !== ''), {
    path: ['name'],
    message: 'name either a person of the house or somebody else',
  });
export type Contact = z.output<typeof Contact>;

const YEAR_OF_MINUTES = 525_600;
/** 0 minutes: no downtime is expected, which is more than nothing said. */
export const Downtime = z.strictObject({
  minutes: z.number().int().min(0).max(YEAR_OF_MINUTES),
  window: Window.nullable().default(null),
});
export type Downtime = z.output<typeof Downtime>;

/** People who see a restricted change beside those whom it names anyhow. */
export const ReaderIds = z.array(id('usr')).max(100);

/** What can be written on a change; what is left out stays as it is. */
export const written = {
  title: words(200),
  summary: text(2000),
  description: text(50_000),
  purpose: z.enum(purposes).nullable(),
  categories: z.array(z.enum(categories)).max(categories.length),
  triggers: z.array(z.enum(triggers)).max(triggers.length),
  reason: text(10_000),
  ifNotDone: text(10_000),
  cannotWait: text(10_000),
  benefit: text(2000),
  cost: text(2000),
  costOfNotDoing: text(2000),
  impact: z.enum(levels),
  urgency: z.enum(levels),
  priorityOverride: z.strictObject({ priority: Priority, reason: words(500) }).nullable(),
  riskLevel: z.enum(riskLevels),
  riskAssessment: text(10_000),
  downtime: Downtime.nullable(),
  wantedDate: GivenDay.nullable(),
  window: Window.nullable(),
  implementationPlan: text(50_000),
  testPlan: text(50_000),
  backoutPlan: text(50_000),
  communicationPlan: text(50_000),
  peopleImpacted: text(5_000),
  systemsAffected: text(5_000),
  contacts: z.array(Contact).max(50),
  links: z.array(Link).max(50),
  requesterId: id('usr'),
  coordinatorId: id('usr').nullable(),
  managerId: id('usr').nullable(),
  teamId: id('grp').nullable(),
  assigneeId: id('usr').nullable(),
};
export type WrittenField = keyof typeof written;
export const writtenFields: readonly WrittenField[] = Object.keys(written)
  .filter((field): field is WrittenField => field in written)
  .sort();
/** What each of them says. */
export type WrittenValues = { [Field in WrittenField]: z.output<(typeof written)[Field]> };
