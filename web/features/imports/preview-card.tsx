import { previewImportRoute } from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call, type OutputOf } from '../../lib/call.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { useRested } from '../../lib/use-rested.ts';
import { Card } from '../../ui/card.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { At } from '../../ui/time.tsx';
import { NoteList } from './note-list.tsx';
import { meaningWord } from './words.ts';

type Preview = OutputOf<typeof previewImportRoute>;
const SHOWN = 8;

/** What the first rows would become, by the map as it stands. */
export function PreviewCard({ runId, map }: { runId: string; map: ChangeMap }) {
  const rested = useRested(map, 400);
  const preview = useQuery({
    queryKey: [previewImportRoute.path, runId, rested],
    queryFn: ({ signal }) => call(previewImportRoute, { runId, map: rested }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
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
      {preview.isSuccess && <Rows rows={preview.data.rows.slice(0, SHOWN)} />}
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

function Rows({ rows }: { rows: Preview['rows'] }) {
  if (rows.length === 0) return <p className="px-4 py-6 text-center text-sm text-fg-2">{t`No row would go in.`}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls sideways the keyboard has to reach it
    <section tabIndex={0} aria-label={t`Changes of the first rows`} className="scroll overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-fg-2">
          <tr className="border-b border-line">
            <th scope="col" className="px-4 py-2 font-normal">{t`Number`}</th>
            <th scope="col" className="px-2 py-2 font-normal">{t`Title`}</th>
            <th scope="col" className="px-2 py-2 font-normal">{t`State`}</th>
            <th scope="col" className="px-2 py-2 font-normal">{t`Requested`}</th>
            <th scope="col" className="px-2 py-2 font-normal">{t`Planned start`}</th>
            <th scope="col" className="px-4 py-2 font-normal">{t`Systems affected`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line} className="border-b border-line last:border-b-0">
              <td className="px-4 py-1.5 whitespace-nowrap tabular-nums">{row.number}</td>
              <td className="max-w-72 truncate px-2 py-1.5">{row.title}</td>
              <td className="px-2 py-1.5 whitespace-nowrap">{meaningWord('state', row.state)}</td>
              <td className="px-2 py-1.5 whitespace-nowrap text-fg-2">
                {row.requestedAt && <At at={row.requestedAt} />}
              </td>
              <td className="px-2 py-1.5 whitespace-nowrap text-fg-2">
                {row.plannedStart && <At at={row.plannedStart} />}
              </td>
              <td className="max-w-56 truncate px-4 py-1.5 text-fg-2">{row.systemsAffected.replaceAll('\n', ', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
