import type { AuditEvent } from '@interlock/contract/audit.ts';
import { nameOf } from '../../ui/values/part-name.ts';

type Parts = AuditEvent['parts'];

type Moved = { from: string; to: string; early: boolean; label?: string };

/** Of what went from one state to another, from which to which, by which move, and whether that was before its window. */
export function movedOf({ from, to, early, label }: Parts): Moved | null {
  return isState(from) && isState(to) && from !== to
    ? {
        from: nameOf(from),
        to: nameOf(to),
        early: early === true,
        ...(typeof label === 'string' && label && { label }),
      }
    : null;
}

const isState = (part: unknown): part is string => typeof part === 'string' && /^[a-z][a-z0-9_-]*$/.test(part);

/** The fields that an edit touched: listed each with its values, or kept as two records of before and after. */
export function editedIn({ fields, after }: Parts): string[] {
  return [...new Set(Array.isArray(fields) ? fields.flatMap(fieldIn) : isRecord(after) ? Object.keys(after) : [])];
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldIn = (edit: unknown): string[] =>
  typeof edit === 'string' ? [edit] : isRecord(edit) && 'field' in edit ? [String(edit.field)] : [];

/** What an act was on, by its name: its own, or the one that was written down with the act. Nothing where that is whoever acted. */
export function calledIn({ object, objectName, actor, parts }: AuditEvent): string | null {
  if (object === actor.id || object.startsWith('ses_')) return null;
  const { name, file, title, email } = parts;
  const written = [name, file, title, email].find((one) => typeof one === 'string' && one !== '');
  return objectName ?? (typeof written === 'string' ? written : object);
}
