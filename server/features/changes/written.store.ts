import { isDeepStrictEqual } from 'node:util';
import type { raiseChangeRoute, WrittenField } from '@interlock/contract/changes.ts';
import { materialFields } from '@interlock/contract/material.ts';
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import type { z } from 'zod';
import type { Reads } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { instantOf, isLocalTime } from '../../platform/time.ts';
import { groupById, peopleByIds } from '../identity/index.ts';
import { type Change, effectivePriority } from './change.rules.ts';
import { type FieldEdit, withWindow } from './change.store.ts';

/** What a request writes on a change; fields left out stay as they are. */
export type Written = { [Field in WrittenField]?: z.output<typeof raiseChangeRoute.input>[Field] | undefined };

type FieldError = { path: string; message: string };

/** The change with what was written, once every person, group and time in it has been found to exist. */
export async function written(reads: Reads, change: Change, fields: Written): Promise<Change> {
  const errors = [...(await strangers(reads, fields)), ...badWindow(fields)];
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
  const { window, ...rest } = fields;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const next: Change = { ...change, ...given };
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

function badWindow({ window }: Written): FieldError[] {
  if (!window) return [];
  for (const edge of ['start', 'end'] as const) {
    if (!isLocalTime(window[edge])) return [{ path: `window.${edge}`, message: 'no calendar has this day' }];
  }
  const lasts = instantOf(window.end, window.zone) > instantOf(window.start, window.zone);
  return lasts ? [] : [{ path: 'window.end', message: 'the end must come after the start' }];
}

/** What an approver would see differently. */
export function materialEdits(before: Change, after: Change): FieldEdit[] {
  return materialFields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
