import { listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { IncidentEntry } from './incident-entry.tsx';

const LinkDialog = lazy(() => import('./link-dialog.tsx'));

/** Incidents that one change caused or fixed, or may have. */
export function IncidentsCard({ changeId, mayLink }: { changeId: string; mayLink: boolean }) {
  const [linking, setLinking] = useState(false);
  const incidents = useQuery(reads(listIncidentsRoute, { change: changeId, limit: 100 }));
  const items = incidents.data?.items ?? [];
  return (
    <Card
      flush
      title={t`Incidents`}
      aside={mayLink && <Button onClick={() => setLinking(true)}>{t`Record an incident`}</Button>}
    >
      {incidents.isPending && <Skeleton rows={2} />}
      {incidents.isError && <ErrorState error={incidents.error} onRetry={() => void incidents.refetch()} />}
      {incidents.isSuccess && items.length === 0 && <EmptyState>{t`No incident is linked with it.`}</EmptyState>}
      <ul>
        {items.map((one) => (
          <IncidentEntry key={one.id} incident={one} links={one.links.filter(({ change }) => change.id === changeId)} />
        ))}
      </ul>
      <Suspense>{linking && <LinkDialog changeId={changeId} onClose={() => setLinking(false)} />}</Suspense>
    </Card>
  );
}
