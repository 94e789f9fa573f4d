import type { z } from 'zod';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { jsonOf, textOf } from './files.ts';

export type FieldOptions = { set?: string[]; file?: string[]; from?: string };
type Shape = Readonly<Record<string, z.ZodType>>;
/** What was typed for each field: text, or what a JSON file held. */
export type Typed = Readonly<Record<string, unknown>>;

/** A file of fields first, then files for fields, then fields themselves: what is said more exactly holds. */
export function typedFields({ set = [], file = [], from }: FieldOptions, shape: Shape): Typed {
  const given = from === undefined ? {} : fieldsIn(from);
  const pairs = [
    ...Object.entries(given),
    ...file.map((pair) => parted(pair, '--file')).map(([field, path]) => [field, textOf(path)] as const),
    ...set.map((pair) => parted(pair, '--set')),
  ];
  return Object.fromEntries(pairs.map(([field, value]) => [fieldNamed(field, shape), value]));
}

function fieldsIn(path: string): object {
  const given = jsonOf(path);
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
  return fail(codes.wrongUse, `${path} holds no fields: it must be one JSON object.`);
}

function parted(pair: string, option: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  return fail(codes.wrongUse, `${option} takes field=value, not ${pair}.`);
}

/** `assignee` is short for `assigneeId`: whoever types it gives a name or an e-mail. */
function fieldNamed(typed: string, shape: Shape): string {
  for (const field of [typed, `${typed}Id`]) if (Object.hasOwn(shape, field)) return field;
  return fail(
    codes.wrongUse,
    `There is no field ${typed}.`,
    `The fields are: ${Object.keys(shape).sort().join(', ')}.`,
  );
}

/**
 * Text as the field wants it: as it stands, as a window, as JSON, as words with commas between, or, where nothing was typed, as
 * nothing. The first that the contract takes is meant.
 */
export function meantBy(field: string, value: unknown, shape: Shape): unknown {
  const schema = shape[field];
  if (!schema || typeof value !== 'string') return value;
  const readings = [value, ...(value === '' ? [null, []] : []), windowIn(value), jsonIn(value), listIn(value)];
  const meant = readings.find((reading) => reading !== undefined && schema.safeParse(reading).success);
  if (meant !== undefined) return meant;
  const issues = schema.safeParse(jsonIn(value) ?? value).error?.issues ?? [];
  return fail(codes.wrongUse, `${field}: ${issues.map(({ message }) => message).join('; ')}.`);
}

/** A window as people write it: `2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam`. */
export function windowIn(typed: string): { start: string; end: string; zone: string } | undefined {
  const [, start, end, zone] = /^(\S+?)(?:\/|\s+)(\d\S+)\s+(\S+)$/.exec(typed.trim()) ?? [];
  return start && end && zone ? { start, end, zone } : undefined;
}

const listIn = (typed: string): string[] => typed.split(',').map((one) => one.trim());

function jsonIn(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return undefined;
  }
}
