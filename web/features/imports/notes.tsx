import { type ImportRun, importNotesRoute } from '@interlock/contract/import-runs.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { NoteList } from './note-list.tsx';

type Kind = 'refusal' | 'warning';

/** What was said of rows, by line: refusals first, since they cost one. */
export function Notes({ run }: { run: ImportRun }) {
  const [chosen, setChosen] = useState<Kind>();
  if (run.keptUntil === null || run.refused + run.warned === 0) return null;
  const kind = chosen ?? (run.refused > 0 ? 'refusal' : 'warning');
  return (
    <>
      <div className="flex gap-2 border-t border-line px-4 py-2">
        {run.refused > 0 && <Choice kind="refusal" chosen={kind} onChoose={setChosen}>{t`Refused`}</Choice>}
        {run.warned > 0 && <Choice kind="warning" chosen={kind} onChoose={setChosen}>{t`Warnings`}</Choice>}
      </div>
      <NotePages key={`${kind} ${run.version}`} runId={run.id} kind={kind} version={run.version} />
    </>
  );
}

type ChoiceProps = { kind: Kind; chosen: Kind; onChoose: (kind: Kind) => void; children: string };

function Choice({ kind, chosen, onChoose, children }: ChoiceProps) {
  return (
    <Button kind={kind === chosen ? 'selected' : 'quiet'} aria-pressed={kind === chosen} onClick={() => onChoose(kind)}>
      {children}
    </Button>
  );
}

function NotePages({ runId, kind, version }: { runId: string; kind: Kind; version: number }) {
  const notes = useInfiniteQuery({
    queryKey: [importNotesRoute.path, runId, kind, version],
    queryFn: ({ pageParam, signal }) =>
      call(importNotesRoute, { runId, kind, limit: 50, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (notes.isPending) return <Skeleton rows={3} />;
  if (notes.isError) return <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />;
  const items = notes.data.pages.flatMap((page) => page.items);
  return (
    <>
      <NoteList notes={items.map((note) => ({ ...note, refused: kind === 'refusal' }))} />
      <ShowMore list={notes} className="border-t border-line p-3" />
    </>
  );
}
