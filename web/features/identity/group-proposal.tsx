import {
  declineGroupProposalRoute,
  type Group,
  type GroupProposal,
  listGroupsRoute,
  publishGroupProposalRoute,
} from '@interlock/contract/groups.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { outdated } from '../../lib/query.ts';
import { meQuery } from '../../lib/session.ts';
import { useAction } from '../../lib/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { At } from '../../ui/time.tsx';

type Props = { group: Group; proposal: GroupProposal; mayDecide: boolean };

/** Who should come into a group that approves: another administrator than the one who asks lets them in. */
export function Proposal({ group, proposal, mayDecide }: Props) {
  const me = useQuery(meQuery);
  const isMine = me.data?.person.id === proposal.by.id;
  const at = { groupId: group.id, proposalId: proposal.id };
  const publish = useAction(async (input: typeof at, key) => {
    await call(publishGroupProposalRoute, input, { key });
    await outdated(listGroupsRoute);
  });
  const decline = useAction(async (input: typeof at, key) => {
    await call(declineGroupProposalRoute, input, { key });
    await outdated(listGroupsRoute);
  });
  const names = proposal.added.map(({ name }) => name).join(', ');
  const by = proposal.by.name;
  const manager = proposal.manager?.becomes?.name ?? t`nobody`;
  return (
    <div className="mt-3 flex flex-col gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
      <p>
        {names && t`${by} proposes that ${names} come in.`}{' '}
        {proposal.manager && t`${by} proposes that the manager be ${manager}.`} <At at={proposal.at} />
      </p>
      {mayDecide && (
        <div className="flex flex-wrap gap-2">
          {!isMine && (
            <Button kind="primary" busy={publish.busy} onClick={() => void publish.run(at)}>{t`Let it be so`}</Button>
          )}
          <Button busy={decline.busy} onClick={() => void decline.run(at)}>
            {isMine ? t`Take it back` : t`Decline`}
          </Button>
          {isMine && <span className="self-center text-fg-2">{t`Another administrator decides on it.`}</span>}
        </div>
      )}
      <RefusalNote refusal={publish.refusal ?? decline.refusal} />
    </div>
  );
}
