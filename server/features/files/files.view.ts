// Reads: attachment with the names of those who added it from person.
import type { AttachedFile } from '@interlock/contract/files.ts';
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

export type ShownFile = AttachedFile & { subject: string };

/** The files of these subjects, in the order of their names. */
export async function filesOf(reads: Reads, subjects: readonly string[]): Promise<ShownFile[]> {
  if (subjects.length === 0) return [];
  const rows = await reads
    .selectFrom('attachment')
    .innerJoin('person', 'person.id', 'attachment.added_by')
    .select(['attachment.id', 'subject', 'attachment.name', 'type', 'bytes', 'sha256', 'added_at'])
    .select(['person.id as by', 'person.name as by_name', 'person.active as by_active'])
    .where('subject', 'in', subjects)
    .orderBy(sql`lower(attachment.name)`)
    .orderBy('attachment.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    name: row.name,
    type: row.type,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    addedBy: { id: row.by, name: row.by_name, active: row.by_active },
    addedAt: row.added_at.toISOString(),
  }));
}
