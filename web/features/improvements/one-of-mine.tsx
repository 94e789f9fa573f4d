import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { ImprovementEntry } from './improvement-entry.tsx';

/** One improvement that is mine to see to, as the register shows it. */
export default function OneOfMine({ improvementId }: { improvementId: string }) {
  const mine = useQuery(reads(listImprovementsRoute, { mine: 'true', state: ['open', 'in_progress'], limit: 200 }));
  if (mine.isPending) return <Skeleton rows={3} />;
  if (mine.isError) return <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />;
  const improvement = mine.data.items.find(({ id }) => id === improvementId);
  if (!improvement) return <EmptyState>{t`It is not yours to see to any more.`}</EmptyState>;
  return (
    <ul className="rounded-lg border border-line bg-surface shadow-card">
      <ImprovementEntry improvement={improvement} changeShown />
    </ul>
  );
}
