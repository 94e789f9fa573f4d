import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { type Choice, Combobox } from '../../ui/fields/combobox.tsx';

type Props = {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: Choice | null;
  onChange: (value: Choice | null) => void;
};

/** `everybody`: whoever is deactivated too. */
type PersonProps = Props & { everybody?: boolean };

/** One person, active unless everybody is asked for, searched by the server as one types. */
export function PersonPicker({ everybody = false, ...props }: PersonProps) {
  const [q, setQ] = useState('');
  const found = useQuery({
    ...reads(listPeopleRoute, { ...(!everybody && { active: 'true' as const }), limit: 20, ...(q && { q }) }),
    placeholderData: keepPreviousData,
  });
  return <Combobox {...props} found={found.data?.items ?? []} searching={found.isFetching} onSearch={setQ} />;
}

export function GroupPicker(props: Props) {
  const [q, setQ] = useState('');
  const found = useQuery({
    ...reads(listGroupsRoute, { limit: 20, ...(q && { q }) }),
    placeholderData: keepPreviousData,
  });
  return <Combobox {...props} found={found.data?.items ?? []} searching={found.isFetching} onSearch={setQ} />;
}
