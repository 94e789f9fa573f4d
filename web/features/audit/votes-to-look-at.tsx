import { exportVotesToLookAtRoute } from '@interlock/contract/exports.ts';
import {
  listVotesToLookAtRoute,
  VOTES_LOOKED_AT_DAYS,
  type VotePart,
  type VoteReason,
  type VoteToLookAt,
  voteReasons,
} from '@interlock/contract/vote-checks.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { call } from '../../lib/calls/call.ts';
import { useMay } from '../../lib/session/session.ts';
import { ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { At } from '../../ui/values/time.tsx';
import { ExportButton } from '../exports/index.ts';
import { TakesRole } from '../identity/index.ts';

const reasonWord: Record<VoteReason, () => string> = {
  one_person: () => t`Linked as one person`,
  same_device: () => t`Same address and browser`,
  created_by: () => t`Made the account`,
  link_made_by: () => t`Made a reset link`,
};

const partWord: Record<VotePart, () => string> = {
  requester: () => t`asked for it`,
  raiser: () => t`raised it`,
  assignee: () => t`carries it out`,
  editor: () => t`edited it`,
  voter: () => t`voted in the same round`,
};

/** Votes that may not be what they seem, for whoever reads the log: each opens its change. */
export function VotesToLookAt() {
  const search: { reason?: string } = useSearch({ from: '/signed-in/audit/votes' });
  const reason = voteReasons.find((one) => one === search.reason);
  const navigate = useNavigate({ from: '/audit/votes' });
  const mayRead = useMay('audit.read');
  const filters = reason ? { reason } : {};
  const votes = useInfiniteQuery({
    queryKey: [listVotesToLookAtRoute.path, filters],
    queryFn: ({ pageParam, signal }) =>
      call(listVotesToLookAtRoute, { limit: 50, ...filters, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    enabled: mayRead,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = votes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TopBar crumbs={[<Link key="audit" to="/audit">{t`Audit`}</Link>, t`Approvals to look at`]}>
        {mayRead && <ExportButton route={exportVotesToLookAtRoute} filters={filters} />}
      </TopBar>
      <Page
        title={t`Approvals to look at`}
        intro={t`Votes of the last ${VOTES_LOOKED_AT_DAYS} days that may not be what they seem. A hint, no proof: two people at one desk share a browser too.`}
      >
        {!mayRead && <TakesRole permission="audit.read" />}
        <div className={mayRead ? 'mb-4' : 'hidden'}>
          <Select
            label={t`Why`}
            empty={t`For any reason`}
            value={reason ?? ''}
            options={voteReasons.map((one) => ({ value: one, label: reasonWord[one]() }))}
            onChange={(next) => void navigate({ search: next ? { reason: next } : {}, replace: true })}
          />
        </div>
        {mayRead && votes.isPending && <Skeleton rows={6} />}
        {votes.isError && items.length === 0 && <ErrorState error={votes.error} onRetry={() => void votes.refetch()} />}
        {votes.isSuccess && items.length === 0 && <EmptyState>{t`No vote stands out.`}</EmptyState>}
        {items.length > 0 && (
          <ul className="rounded-lg border border-line bg-surface shadow-card">
            {items.map((vote) => (
              <Entry key={vote.id} vote={vote} />
            ))}
          </ul>
        )}
        <ShowMore list={votes} className="mt-3" />
      </Page>
    </>
  );
}

function Entry({ vote }: { vote: VoteToLookAt }) {
  const { change, round } = vote;
  const [voter, other] = [vote.voter.name, vote.other.name];
  const parts = vote.parts.map((part) => partWord[part]()).join(', ');
  return (
    <li className="flex flex-col gap-0.5 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{reasonWord[vote.reason]()}</span>
        <Link
          to="/changes/$number"
          params={{ number: change.number }}
          search={{ tab: 'approvals' }}
          className="min-w-0 truncate text-accent underline underline-offset-2"
        >
          {change.number} {change.title}
        </Link>
        <span className="ml-auto text-xs text-fg-3">
          <At at={vote.at} />
        </span>
      </p>
      <p>{vote.decision === 'approve' ? t`${voter} said yes in ${round}` : t`${voter} said no in ${round}`}</p>
      <p className="text-fg-2">{t`${other}: ${parts}`}</p>
    </li>
  );
}
