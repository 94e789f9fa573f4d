import type { RowNote } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { NoteList } from './note-list.tsx';

const SHOWN = 8;

type Found<R> = { rows: readonly R[]; refusals: readonly RowNote[]; warnings: readonly RowNote[] };
type Props<R> = {
  preview: UseQueryResult<Found<R>>;
  label: string;
  heads: readonly string[];
  /** As many cells as there are heads; the second takes the room. */
  cellsOf: (row: R) => readonly ReactNode[];
};

/** What the first rows would become, by the map as it stands. */
export function Preview<R extends { line: number }>({ preview, label, heads, cellsOf }: Props<R>) {
  return (
    <Card title={t`What the first rows become`} flush>
      {preview.isPending && <Skeleton rows={5} />}
      {preview.isError && (
        <div className="p-4">
          <RefusalNote refusal={refusalOf(preview.error)}>
            <ul className="list-disc pl-4">
              {refusalOf(preview.error)
                .errors.slice(0, 8)
                .map(({ path, message }) => (
                  <li key={path}>{message}</li>
                ))}
            </ul>
          </RefusalNote>
        </div>
      )}
      {preview.isSuccess && preview.data.rows.length === 0 && (
        <p className="px-4 py-6 text-center text-sm text-fg-2">{t`No row would go in.`}</p>
      )}
      {preview.isSuccess && preview.data.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls sideways the keyboard has to reach it
        <section tabIndex={0} aria-label={label} className="scroll overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="text-left text-xs text-fg-2">
              <tr className="border-b border-line">
                {heads.map((head) => (
                  <th key={head} scope="col" className="px-2 py-2 font-normal first:pl-4 last:pr-4">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.data.rows.slice(0, SHOWN).map((row) => (
                <tr key={row.line} className="border-b border-line last:border-b-0">
                  {cellsOf(row).map((cell, at) => (
                    <td
                      key={heads[at]}
                      className="max-w-72 truncate px-2 py-1.5 whitespace-nowrap first:pl-4 last:pr-4 nth-[n+3]:text-fg-2"
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {preview.isSuccess && (
        <NoteList
          notes={[
            ...preview.data.refusals.slice(0, SHOWN).map((note) => ({ ...note, refused: true })),
            ...preview.data.warnings.slice(0, SHOWN).map((note) => ({ ...note, refused: false })),
          ]}
        />
      )}
    </Card>
  );
}
