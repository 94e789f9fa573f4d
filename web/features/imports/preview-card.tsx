import { previewImportRoute } from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRested } from '../../lib/browser/use-rested.ts';
import { call, type OutputOf } from '../../lib/calls/call.ts';
import { At } from '../../ui/values/time.tsx';
import { meaningWord } from '../import-maps/index.ts';
import { Preview } from './preview.tsx';

/** What the first rows of a file of changes would become. */
export function PreviewCard({ runId, map }: { runId: string; map: ChangeMap }) {
  const rested = useRested(map, 400);
  const preview = useQuery({
    queryKey: [previewImportRoute.path, runId, rested],
    queryFn: ({ signal }) => call(previewImportRoute, { runId, map: rested }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Preview
      preview={preview}
      label={t`Changes of the first rows`}
      heads={[t`Number`, t`Title`, t`State`, t`Requested`, t`Planned start`, t`Systems affected`]}
      cellsOf={cellsOf}
    />
  );
}

type Row = OutputOf<typeof previewImportRoute>['rows'][number];

const cellsOf = ({ number, title, state, requestedAt, plannedStart, systemsAffected }: Row) => [
  number,
  title,
  meaningWord('state', state),
  requestedAt && <At at={requestedAt} />,
  plannedStart && <At at={plannedStart} />,
  systemsAffected.replaceAll('\n', ', '),
];
