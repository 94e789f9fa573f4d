import { listActivityRoute } from '@interlock/contract/changes.ts';
import { addWatchersRoute, findReadersRoute, listWatchersRoute } from '@interlock/contract/watching.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { type Choice, Combobox } from '../../ui/fields/combobox.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';

type Props = { changeId: string; number: string; mayAdd: boolean; onClose: () => void };

/** Who watches a change; whoever may edit it lets others watch it too, of those who may see it. */
export default function WatchersDialog({ changeId, number, mayAdd, onClose }: Props) {
  const query = reads(listWatchersRoute, { changeId });
  const watchers = useQuery(query);
  const items = watchers.data?.items ?? [];
  const add = useAction(async (person: Choice, key) => {
    const after = await call(addWatchersRoute, { changeId, personIds: [person.id] }, { key });
    queryClient.setQueryData(query.queryKey, after);
    await outdated(listActivityRoute);
    const { name } = person;
    say(t`${name} watches ${number} now, and is told so.`);
  });
  return (
    <Dialog
      title={t`Who watches ${number}`}
      describe={t`They hear of its moves and comments, and leave when they like.`}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <RefusalNote refusal={add.refusal} />
        {mayAdd && (
          <Adding key={items.length} changeId={changeId} taken={items} onAdd={(person) => void add.run(person)} />
        )}
        {watchers.isPending && <Skeleton rows={3} />}
        {watchers.isError && <ErrorState error={watchers.error} onRetry={() => void watchers.refetch()} />}
        {watchers.isSuccess && items.length === 0 && <p className="text-sm text-fg-3">{t`Nobody watches it yet.`}</p>}
        {items.length > 0 && (
          <ul className="flex max-h-72 flex-col gap-2 overflow-y-auto text-sm" aria-label={t`Watchers`}>
            {items.map((person) => (
              <li key={person.id}>
                <Person person={person} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

type AddingProps = { changeId: string; taken: readonly Choice[]; onAdd: (person: Choice) => void };

function Adding({ changeId, taken, onAdd }: AddingProps) {
  const [q, setQ] = useState('');
  const found = useQuery({ ...reads(findReadersRoute, { changeId, q }), placeholderData: keepPreviousData });
  const free = (found.data?.items ?? []).filter(({ id }) => !taken.some((one) => one.id === id));
  return (
    <Combobox
      label={t`Let somebody watch it`}
      value={null}
      found={free}
      searching={found.isFetching}
      onSearch={setQ}
      onChange={(person) => person && onAdd(person)}
    />
  );
}
