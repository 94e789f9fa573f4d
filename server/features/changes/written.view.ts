import {
  categories,
  type raiseChangeRoute,
  triggers,
  type Window,
  type WrittenField,
} from '@interlock/contract/changes.ts';
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import type { z } from 'zod';
import type { Reads } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { instantOf, isLocalTime } from '../../platform/time.ts';
import { groupById, peopleByIds } from '../identity/index.ts';
import { type Change, effectivePriority } from './change.rules.ts';
import { withWindow } from './change.store.ts';

/** What a request writes on a change; fields left out stay as they are. */
export type Written = { [Field in WrittenField]?: z.output<typeof raiseChangeRoute.input>[Field] | undefined };

type FieldError = { path: string; message: string };

/** What cannot be written: people and groups who are not there or may not be named so, and times that no clock shows. */
export const faultsIn = async (
  reads: Reads,
  fields: Written,
  change: Pick<Change, 'contacts'> = { contacts: [] },
): Promise<FieldError[]> => [
  ...(await strangers(reads, fields)),
  ...(await strangeContacts(reads, change, fields)),
  ...badWindow('window', fields.window),
  ...badDowntime(fields),
];

/** The change with what was written, once every person, group and time in it has been found to exist. */
export async function written(reads: Reads, change: Change, fields: Written): Promise<Change> {
  const errors = await faultsIn(reads, fields, change);
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
  const { window, ...rest } = fields;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const next: Change = { ...change, ...given, ...inOrder(fields) };
  const placed = window === undefined ? next : withWindow(next, window);
  return { ...placed, priority: effectivePriority(placed) };
}

const peopleFields = ['requesterId', 'coordinatorId', 'managerId', 'assigneeId'] as const;

type PersonField = (typeof peopleFields)[number];

/** Offices are held by those who have the role, and work is given to those who may move it. */
const mayBe: Record<PersonField, (roles: readonly string[]) => boolean> = {
  requesterId: () => true,
  coordinatorId: (roles) => roles.includes('coordinator'),
  managerId: (roles) => roles.includes('change_manager'),
  assigneeId: (roles) => permissionsGiven(roles).has('change.move'),
};
const cannotBe: Record<PersonField, string> = {
  requesterId: '',
  coordinatorId: 'this person does not have the role coordinator',
  managerId: 'this person does not have the role change manager',
  assigneeId: 'this person has no role that lets them carry out work',
};

async function strangers(reads: Reads, fields: Written): Promise<FieldError[]> {
  const named = peopleFields.flatMap((path) => (fields[path] ? [{ path, personId: fields[path] }] : []));
  const people =
    named.length > 0
      ? await peopleByIds(
          reads,
          named.map(({ personId }) => personId),
        )
      : new Map();
  const errors: FieldError[] = named.flatMap(({ path, personId }) => {
    const person = people.get(personId);
    if (!person) return [{ path, message: 'no such person' }];
    if (!person.active) return [{ path, message: 'this person is deactivated' }];
    return mayBe[path](person.roles) ? [] : [{ path, message: cannotBe[path] }];
  });
  if (fields.teamId && !(await groupById(reads, fields.teamId)))
    errors.push({ path: 'teamId', message: 'no such group' });
  return errors;
}

/** Contacts that are named already may be people who have left. */
async function strangeContacts(
  reads: Reads,
  change: Pick<Change, 'contacts'>,
  { contacts = [] }: Written,
): Promise<FieldError[]> {
  const known = new Set(change.contacts.map(({ personId }) => personId));
  const added = contacts.flatMap(({ personId }, at) =>
    personId && !known.has(personId) ? [{ id: personId, path: `contacts.${at}.personId` }] : [],
  );
  return notHere(reads, added);
}

async function notHere(reads: Reads, named: readonly { id: string; path: string }[]): Promise<FieldError[]> {
  if (named.length === 0) return [];
  const people = await peopleByIds(
    reads,
    named.map(({ id }) => id),
  );
  return named.flatMap(({ id, path }) => {
    const person = people.get(id);
    if (!person) return [{ path, message: 'no such person' }];
    return person.active ? [] : [{ path, message: 'this person is deactivated' }];
  });
}

/** Refuses a list that names anybody who is not here; who stood on it before may have left since. */
export async function mustBePeople(
  reads: Reads,
  path: string,
  ids: readonly string[],
  before: readonly string[] = [],
): Promise<void> {
  const added = ids.flatMap((id, at) => (before.includes(id) ? [] : [{ id, path: `${path}.${at}` }]));
  const errors = await notHere(reads, added);
  if (errors.length > 0) refuse('invalid', `Look at ${path}.`, { errors });
}

/** What was ticked has no order of its own: the same ticks are the same content. */
const inOrder = (fields: Written): Partial<Change> => ({
  ...(fields.categories && { categories: categories.filter((one) => fields.categories?.includes(one)) }),
  ...(fields.triggers && { triggers: triggers.filter((one) => fields.triggers?.includes(one)) }),
});

function badWindow(path: string, window: Window | null | undefined): FieldError[] {
  if (!window) return [];
  for (const edge of ['start', 'end'] as const) {
    if (!isLocalTime(window[edge])) return [{ path: `${path}.${edge}`, message: 'no calendar has this day' }];
  }
  const lasts = instantOf(window.end, window.zone) > instantOf(window.start, window.zone);
  return lasts ? [] : [{ path: `${path}.end`, message: 'the end must come after the start' }];
}

function badDowntime({ downtime }: Written): FieldError[] {
  if (!downtime?.window) return [];
  const { minutes, window } = downtime;
  const bad = badWindow('downtime.window', window);
  if (bad.length > 0) return bad;
  if (minutes === 0) return [{ path: 'downtime.window', message: 'where no downtime is expected it has no window' }];
  const room = (instantOf(window.end, window.zone).getTime() - instantOf(window.start, window.zone).getTime()) / 60_000;
  return minutes <= room ? [] : [{ path: 'downtime.minutes', message: 'longer than its window' }];
}
