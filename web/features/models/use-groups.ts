import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import type { Option } from '../../ui/fields/select.tsx';

/** The organisation's groups, as far as a list to choose from goes. */
export function useGroups(): Option<string>[] {
  const { data } = useQuery(reads(listGroupsRoute, { limit: 200 }));
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

export function useGroupNames(): ReadonlyMap<string, string> {
  return new Map(useGroups().map(({ value, label }) => [value, label]));
}
