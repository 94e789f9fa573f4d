import { listPeopleRoute, type Person } from '@interlock/contract/people.ts';
import { type Role, roles } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { roleWord } from '../identity/index.ts';
import { InvitePerson } from './invite-person.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PersonRow } from './person-row.tsx';

export function People() {
  const mayManage = useMay('person.manage');
  const [q, setQ] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [inviting, setInviting] = useState(false);
  const [opened, setOpened] = useState<string>();
  const people = useInfiniteQuery({
    queryKey: [listPeopleRoute.path, 'list', q, role],
    queryFn: ({ pageParam, signal }) =>
      call(
        listPeopleRoute,
        { ...(q && { q }), ...(role && { role }), ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  const person = found.find((one) => one.id === opened);
  return (
    <>
      <TopBar crumbs={[t`People`]}>
        {mayManage && <Button kind="primary" onClick={() => setInviting(true)}>{t`Invite somebody`}</Button>}
      </TopBar>
      <Page title={t`People`} intro={t`Who works with changes here, and what each of them may do.`}>
        <div className="mb-4 flex flex-wrap items-end gap-3">
          <TextInput label={t`Search by name or e-mail`} type="search" className="w-64" value={q} onChange={setQ} />
          <Select
            label={t`Role`}
            empty={t`Every role`}
            value={role}
            options={roles.map((one) => ({ value: one, label: roleWord(one) }))}
            onChange={setRole}
          />
        </div>
        <Card flush>
          {people.isPending && <Skeleton />}
          {people.isError && <ErrorState error={people.error} onRetry={() => void people.refetch()} />}
          {people.isSuccess && <PeopleList people={found} onOpen={mayManage ? setOpened : undefined} />}
        </Card>
        {people.hasNextPage && (
          <Button className="mt-3" busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {t`Show more people`}
          </Button>
        )}
      </Page>
      {inviting && <InvitePerson onClose={() => setInviting(false)} />}
      {person && <PersonDialog key={person.id} person={person} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function PeopleList({ people, onOpen }: { people: readonly Person[]; onOpen: ((id: string) => void) | undefined }) {
  if (people.length === 0) return <EmptyState>{t`Nobody matches. Search for less, or for every role.`}</EmptyState>;
  return (
    <ul>
      {people.map((person) => (
        <PersonRow key={person.id} person={person} onOpen={onOpen} />
      ))}
    </ul>
  );
}
