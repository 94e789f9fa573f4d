import { writtenFields } from '@interlock/contract/changes.ts';
import type { z } from 'zod';
import type { Caller } from './call.ts';
import { type FieldOptions, meantBy, type Typed, typedFields } from './fields.ts';
import { groupNamed, modelNamed, personNamed } from './named.ts';

type Shape = Readonly<Record<string, z.ZodType>>;

/** Not fields, but what the command says of itself. */
const ofTheCommand = ['changeId', 'version', 'templateId', 'templateVersion'];

/** For the help of what takes fields. */
export const fieldsInWords = `
Fields: ${writtenFields.join(', ')}.
  A person or group is named by name, e-mail or "me" (--set assignee=sam@example.org); nothing after = empties a field.
  A window is start/end and a time zone: --set 'window=2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam'.
  Several words have commas between: --set categories=technology,product.
  What has parts is JSON: --set 'links=[{"url":"https://example.org","label":"Plan"}]'.`;

export function fieldsOf(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !ofTheCommand.includes(name)));
}

/** Fields as they were typed, with people, groups and models found by their names. */
export async function changeFields(server: Caller, options: FieldOptions, whole: Shape): Promise<Typed> {
  const shape = fieldsOf(whole);
  const typed = Object.entries(typedFields(options, shape));
  const found = await Promise.all(typed.map(([field, value]) => named(server, field, value)));
  return Object.fromEntries(typed.map(([field], at) => [field, meantBy(field, found[at], shape)]));
}

function named(server: Caller, field: string, value: unknown): unknown {
  if (typeof value !== 'string' || value === '' || !field.endsWith('Id')) return value;
  if (field === 'teamId') return groupNamed(server, value);
  return field === 'modelId' ? modelNamed(server, value) : personNamed(server, value);
}
