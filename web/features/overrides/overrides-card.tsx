import { listOverridesRoute } from '@interlock/contract/overrides.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { Card } from '../../ui/layout/card.tsx';
import { OverrideEntry } from './override-entry.tsx';

/** What the moves of a change went past, on its page; nothing where they went past nothing. */
export function OverridesCard({ changeId }: { changeId: string }) {
  const overrides = useQuery(reads(listOverridesRoute, { change: changeId, limit: 50 }));
  const items = overrides.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card flush title={t`Gone past`}>
      <ul>
        {items.map((override) => (
          <OverrideEntry key={override.id} override={override} />
        ))}
      </ul>
    </Card>
  );
}
