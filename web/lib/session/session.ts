import { type Me, meRoute } from '@interlock/contract/identity.ts';
import type { Permission } from '@interlock/contract/permissions.ts';
import { useQuery } from '@tanstack/react-query';
import { queryClient, reads } from '../calls/query.ts';

export const meQuery = reads(meRoute, {});

/** Who is signed in. Only screens behind the sign-in ask, so somebody always is. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('this screen stands behind the sign-in');
  return data;
}

export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);

export function keepMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, me);
}
