import { showPersonRoute } from '@interlock/contract/identity.ts';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/query.ts';

/** The name behind a person's id; the id itself until it is known, or where it is not to be seen. */
export function NameOf({ id }: { id: string }) {
  const person = useQuery({
    ...reads(showPersonRoute, { personId: id }),
    enabled: id.startsWith('usr_'),
    staleTime: 60_000,
  });
  return person.data?.name ?? id;
}
