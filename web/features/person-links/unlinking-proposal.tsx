import { linkedAccountsRoute } from '@interlock/contract/person-links.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { At } from '../../ui/values/time.tsx';
import { Unlinking } from './linked-account.tsx';

/** Which accounts are taken for one person's and why, and the decision on unlinking one of them. */
export default function UnlinkingProposal({ personId }: { personId: string }) {
  const linked = useQuery(reads(linkedAccountsRoute, { personId }));
  if (linked.isPending) return <Skeleton rows={4} />;
  if (linked.isError) return <ErrorState error={linked.error} onRetry={() => void linked.refetch()} />;
  const { accounts } = linked.data;
  const unlinking = accounts.find(({ person }) => person.id === personId)?.unlinking;
  if (!unlinking) return <EmptyState>{t`Somebody has decided on it already.`}</EmptyState>;
  return (
    <>
      <Unlinking personId={personId} unlinking={unlinking} />
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t`One person now`}</h3>
        <ul className="flex flex-col gap-3 text-sm">
          {accounts.map(({ person, linkedBy: { name: by }, linkedAt, reason }) => (
            <li key={person.id}>
              <p className="font-medium break-words">{person.name}</p>
              <p className="break-words text-fg-2">
                {t`Linked by ${by}`} <At at={linkedAt} />
                {reason && `: ${reason}`}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
