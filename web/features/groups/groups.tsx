import { type Group, listGroupsRoute } from '@interlock/contract/groups.ts';
import { plural, t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { Proposal } from './group-proposal.tsx';

export function Groups() {
  const mayManage = useMay('group.manage');
  const [opened, setOpened] = useState<Group | 'new'>();
  const groups = useInfiniteQuery({
    queryKey: [listGroupsRoute.path, 'list'],
    queryFn: ({ pageParam, signal }) => call(listGroupsRoute, pageParam ? { cursor: pageParam } : {}, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const found = groups.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TopBar crumbs={[t`Groups`]}>
        {mayManage && <Button kind="primary" onClick={() => setOpened('new')}>{t`New group`}</Button>}
      </TopBar>
      <Page title={t`Groups`} intro={t`Teams that carry out changes, and groups whose members approve them.`}>
        {groups.isPending && <Skeleton />}
        {groups.isError && <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />}
        {groups.isSuccess && found.length === 0 && <EmptyState>{t`There is no group yet.`}</EmptyState>}
        <div className="grid gap-4 md:grid-cols-2">
          {found.map((group) => (
            <GroupCard key={group.id} group={group} onOpen={mayManage ? () => setOpened(group) : undefined} />
          ))}
        </div>
        {groups.hasNextPage && (
          <Button className="mt-3" busy={groups.isFetchingNextPage} onClick={() => void groups.fetchNextPage()}>
            {t`Show more groups`}
          </Button>
        )}
      </Page>
      {opened && <GroupDialog group={opened === 'new' ? null : opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function GroupCard({ group, onOpen }: { group: Group; onOpen: (() => void) | undefined }) {
  const { name } = group;
  return (
    <Card
      title={name}
      aside={onOpen && <Button kind="quiet" aria-label={t`Edit ${name}`} onClick={onOpen}>{t`Edit`}</Button>}
    >
      <dl className="grid grid-cols-[88px_1fr] gap-y-2 text-sm">
        <dt className="text-fg-2">{t`Manager`}</dt>
        <dd>
          <Person person={group.manager} />
        </dd>
        <dt className="text-fg-2">{plural(group.members.length, { one: '# member', other: '# members' })}</dt>
        <dd className="flex flex-col gap-1.5">
          {group.members.map((member) => (
            <Person key={member.id} person={member} />
          ))}
          {group.members.length === 0 && (
            <span className="text-fg-3">{t`Nobody yet: a round that asks this group is stuck.`}</span>
          )}
        </dd>
      </dl>
      {group.proposals.map((proposal) => (
        <Proposal key={proposal.id} group={group} proposal={proposal} mayDecide={onOpen !== undefined} />
      ))}
    </Card>
  );
}
