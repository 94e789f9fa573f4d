import { z } from 'zod';
import { isTurned } from './reading-order.ts';
import { says } from './says.ts';

/** Ids are prefixed and sortable: `chg_01j…`. */
export const id = (prefix: string) =>
  z
    .string()
    .max(64)
    .regex(new RegExp(`^${prefix}_[0-9a-z_]{1,58}$`), `an id that begins with ${prefix}_`);

/** Half a character can be neither stored nor hashed. */
const brokenText = 'text without halves of characters';

/** A line of text: trimmed, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, 'one line without control characters')
    .refine((given) => given.isWellFormed(), brokenText);

/** A line that says something; an empty one is found wrong once. */
export const words = (max: number) => line(max).min(1, { abort: true }).refine(says, 'say something');

/** Text of several lines, shown to nobody as it is; the zero byte cannot be stored. */
export const rawText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((given) => !given.includes('\0'), 'text without zero bytes')
    .refine((given) => given.isWellFormed(), brokenText);

/** Text of several lines that everybody reads in the order in which it is stored. */
export const text = (max: number) =>
  rawText(max).refine(
    (given) => !isTurned(given),
    'text without marks that turn the order in which it is read (U+202A to U+202E, U+2066 to U+2069)',
  );

/** Text that says something, such as why it is done. */
export const reason = (max: number, asked = 'say why') => text(max).refine(says, asked);

export const Version = z.number().int().min(1);
export const Instant = z.iso.datetime({ offset: true });

/** The years in which something can begin or end; before and after, clocks and calendars do not agree on what is meant. */
export const [FIRST_YEAR, LAST_YEAR] = [1970, 2999];
export const isHeldYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;
const heldYears = `between ${FIRST_YEAR} and ${LAST_YEAR}`;

/** An instant as somebody gives it. */
export const GivenInstant = Instant.refine((given) => isHeldYear(new Date(given).getUTCFullYear()), heldYears);
/** A day of the calendar as somebody gives it. */
export const GivenDay = z.iso.date().refine((given) => isHeldYear(Number(given.slice(0, 4))), heldYears);

export const Zone = line(64).refine(isZone, 'an IANA time zone such as Europe/Amsterdam');

/** Those that were asked for. Finding out takes longer than all else of a change, and people are in few zones. */
const zones = new Set<string>();
const MOST_ZONES = 1_000;

function isZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  const is = name.includes('/') || name === 'UTC';
  // The case of its letters does not count, so there is no end to the ways of writing one.
  if (is && zones.size < MOST_ZONES) zones.add(name);
  return is;
}

/** Keyset pages: hand `next` back as `cursor`; it is null on the last page. */
export const PageQuery = {
  cursor: z
    .string()
    .max(400)
    .regex(/^[\w-]*$/, 'hand back `next` as it was given, or leave it out')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** One or many: `?state=draft` and `?state=draft&state=assess` both give a list. */
export const many = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item).max(50), item.transform((one) => [one])]).optional();

export const PersonRef = z.object({ id: z.string(), name: z.string(), active: z.boolean() }).meta({ id: 'PersonRef' });
export const GroupRef = z.object({ id: z.string(), name: z.string() }).meta({ id: 'GroupRef' });
export type PersonRef = z.output<typeof PersonRef>;
export type GroupRef = z.output<typeof GroupRef>;

export const Nothing = z.object({});
