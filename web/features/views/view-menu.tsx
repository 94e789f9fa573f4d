import { chooseDefaultViewRoute, listViewsRoute, type SavedView } from '@interlock/contract/views.ts';
import { t } from '@lingui/core/macro';
import { Bookmark, Star } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';
import type { ListSearch } from '../change-filters/index.ts';
import { columnsAmong, setListSettings } from '../change-rows/index.ts';
import { addressOf, useViews, viewShown } from './use-views.ts';

const ViewDialog = lazy(() => import('./view-dialog.tsx'));

type Props = { search: ListSearch; onOpen: (search: ListSearch) => void };

/** Lists that somebody keeps under a name: to open one, to keep the present one, to rename, share or delete one's own. */
export default function ViewMenu({ search, onOpen }: Props) {
  const views = useViews();
  const [open, setOpen] = useState(false);
  const [kept, setKept] = useState<SavedView | 'new'>();
  const all = views.data?.items ?? [];
  const present = viewShown(all, search);
  const first = useAction(async (viewId: string | null, key) => {
    await call(chooseDefaultViewRoute, { viewId }, { key });
    await outdated(listViewsRoute);
  });
  function show(view: SavedView): void {
    const columns = columnsAmong(view.columns);
    if (columns.length > 0) setListSettings({ columns });
    setOpen(false);
    onOpen(addressOf(view));
  }
  useCommands([
    { name: t`Save this view`, run: () => setKept('new') },
    ...all.map((view) => {
      const { name } = view;
      return { name: t`Open the view ${name}`, run: () => show(view) };
    }),
  ]);
  return (
    <>
      <Popover
        title={t`Views`}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button kind={present ? 'selected' : 'plain'}>
            <Bookmark size={14} aria-hidden="true" />
            {present?.name ?? t`Views`}
          </Button>
        }
        aside={
          <Button
            kind="quiet"
            onClick={() => {
              setOpen(false);
              setKept('new');
            }}
          >{t`Save this view`}</Button>
        }
      >
        {all.length === 0 && <EmptyState>{t`No view yet. Narrow the list, then save it under a name.`}</EmptyState>}
        <RefusalNote refusal={first.refusal} />
        <ul className="p-1.5">
          {all.map((view) => (
            <Item
              key={view.id}
              view={view}
              present={view === present}
              onShow={() => show(view)}
              onFirst={() => void first.run(view.isDefault ? null : view.id)}
              onEdit={() => {
                setOpen(false);
                setKept(view);
              }}
            />
          ))}
        </ul>
      </Popover>
      <Suspense>
        {kept && (
          <ViewDialog view={kept === 'new' ? undefined : kept} search={search} onClose={() => setKept(undefined)} />
        )}
      </Suspense>
    </>
  );
}

type ItemProps = {
  view: SavedView;
  present: boolean;
  onShow: () => void;
  onFirst: () => void;
  onEdit: () => void;
};

function Item({ view, present, onShow, onFirst, onEdit }: ItemProps) {
  const { name } = view;
  const whose = view.mine
    ? {
        nobody: t`Yours`,
        group: t`Yours, shared with ${view.group?.name ?? ''}`,
        everyone: t`Yours, shared with everybody`,
      }[view.sharedWith]
    : t`From ${view.owner.name}`;
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        aria-current={present ? 'true' : undefined}
        onClick={onShow}
        className="min-h-9 min-w-0 grow rounded-md px-2.5 py-1 text-left text-sm hover:bg-hover aria-[current]:bg-hover"
      >
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-fg-2">{whose}</span>
      </button>
      <IconButton
        label={view.isDefault ? t`Begin with all changes instead of ${name}` : t`Begin with ${name}`}
        aria-pressed={view.isDefault}
        onClick={onFirst}
      >
        <Star size={14} aria-hidden="true" className={view.isDefault ? 'fill-current text-accent' : ''} />
      </IconButton>
      {view.mine && <Button kind="quiet" aria-label={t`Edit the view ${name}`} onClick={onEdit}>{t`Edit`}</Button>}
    </li>
  );
}
