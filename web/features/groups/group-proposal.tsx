import {
  declineGroupProposalRoute,
  type Group,
  type GroupProposal,
  listGroupsRoute,
  publishGroupProposalRoute,
} from '@interlock/contract/groups.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { meQuery } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { At } from '../../ui/values/time.tsx';

type Props = {
  group: Group;
  proposal: GroupProposal;
  mayDecide: boolean;
  /** It is known that this person may let it be so: where nobody else could, they proposed it themself. */
  mayLetIn?: boolean;
};

/** Who should come into a group that approves: another administrator than the one who asks lets them in. */
export function Proposal({ group, proposal, mayDecide, mayLetIn }: Props) {
  const me = useQuery(meQuery);
  const isMine = me.data?.person.id === proposal.by.id;
  const isTheirs = mayLetIn ?? !isMine;
  const at = { groupId: group.id, proposalId: proposal.id };
  const publish = useAction(async (input: typeof at, key) => {
    await call(publishGroupProposalRoute, input, { key });
    await outdated(listGroupsRoute, inboxRoute);
  });
  const decline = useAction(async (input: typeof at, key) => {
    await call(declineGroupProposalRoute, input, { key });
    await outdated(listGroupsRoute, inboxRoute);
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
          {isTheirs && (
            <Button kind="primary" busy={publish.busy} onClick={() => void publish.run(at)}>{t`Let it be so`}</Button>
          )}
          <Button busy={decline.busy} onClick={() => void decline.run(at)}>
            {isMine ? t`Take it back` : t`Decline`}
          </Button>
          {!isTheirs && <span className="self-center text-fg-2">{t`Another administrator decides on it.`}</span>}
        </div>
      )}
      <RefusalNote refusal={publish.refusal ?? decline.refusal} />
    </div>
  );
}
