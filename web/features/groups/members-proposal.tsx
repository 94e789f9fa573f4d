import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Proposal } from './group-proposal.tsx';

type Props = { group: { id: string; name: string }; proposalId: string };

/** Who would come into a group beside those who are in it, and the decision on that. */
export default function MembersProposal({ group: { id, name }, proposalId }: Props) {
  const groups = useQuery(reads(listGroupsRoute, { q: name, limit: 200 }));
  if (groups.isPending) return <Skeleton rows={4} />;
  if (groups.isError) return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />;
  const group = groups.data.items.find((one) => one.id === id);
  const proposal = group?.proposals.find((one) => one.id === proposalId);
  if (!group || !proposal) return <EmptyState>{t`Somebody has decided on it already.`}</EmptyState>;
  return (
    <>
      <Proposal group={group} proposal={proposal} mayDecide mayLetIn />
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t`In it now`}</h3>
        <ul className="flex flex-col gap-1.5 text-sm">
          {group.members.map((member) => (
            <li key={member.id}>
              <Person person={member} />
            </li>
          ))}
        </ul>
        {group.members.length === 0 && <p className="text-sm text-fg-3">{t`Nobody.`}</p>}
      </section>
    </>
  );
}
