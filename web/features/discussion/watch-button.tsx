import { listActivityRoute } from '@interlock/contract/changes.ts';
import { listWatchersRoute, unwatchChangeRoute, watchChangeRoute } from '@interlock/contract/watching.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useCommands } from '../../lib/browser/commands.ts';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';

/** Whoever watches a change hears of its moves and comments by the bell. */
export function WatchButton({ changeId }: { changeId: string }) {
  const query = reads(listWatchersRoute, { changeId });
  const { data } = useQuery(query);
  const toggle = useAction(async (watch: boolean, key) => {
    const after = await call(watch ? watchChangeRoute : unwatchChangeRoute, { changeId }, { key });
    queryClient.setQueryData(query.queryKey, after);
    await outdated(listActivityRoute);
    say(watch ? t`You watch this change and hear of its moves and comments.` : t`You no longer watch this change.`);
  });
  const watching = data?.watching ?? false;
  const name = watching ? t`Watch no longer` : t`Watch`;
  const press = () => void toggle.run(!watching);
  useCommands(data ? [{ name, run: press }] : []);
  if (!data) return null;
  return (
    <IconButton label={name} aria-busy={toggle.busy} onClick={press}>
      {watching ? (
        <Eye size={15} className="text-accent" aria-hidden="true" />
      ) : (
        <EyeOff size={15} aria-hidden="true" />
      )}
    </IconButton>
  );
}
