import type { RowNote } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { CircleAlert, TriangleAlert } from 'lucide-react';

export type ShownNote = RowNote & { refused: boolean };

/** What is to be said of rows: where it stands in the file, and why. */
export function NoteList({ notes }: { notes: readonly ShownNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="border-t border-line">
      {notes.map((note, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: one row may say several things, in this order
          key={at}
          className="flex gap-2.5 border-b border-line px-4 py-2 text-sm last:border-b-0"
        >
          {note.refused ? (
            <CircleAlert size={15} className="mt-0.5 shrink-0 text-crit" aria-label={t`Refused`} />
          ) : (
            <TriangleAlert size={15} className="mt-0.5 shrink-0 text-med" aria-label={t`Warning`} />
          )}
          <span className="w-16 shrink-0 text-fg-2 tabular-nums">{t`Line ${note.line}`}</span>
          <span className="min-w-0 break-words">
            {note.column !== null && <span className="font-medium">{note.column}: </span>}
            {note.value !== null && <span className="font-mono text-xs">{note.value} </span>}
            {note.reason}
          </span>
        </li>
      ))}
    </ul>
  );
}
