import {
  deleteViewRoute,
  editViewRoute,
  listViewsRoute,
  type SavedView,
  type Sharing,
  saveViewRoute,
} from '@interlock/contract/views.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { filtersOf, type ListSearch } from '../change-filters/index.ts';
import { groupingOf, narrowedBy, useListSettings } from '../change-rows/index.ts';
import { GroupPicker } from '../identity/index.ts';

type Props = {
  /** The view to edit; without one the present list is kept as a new one. */
  view: SavedView | undefined;
  search: ListSearch;
  onClose: () => void;
};

type Kept = { name: string; sharedWith: Sharing; group: Choice | null; anew: boolean };

/** Keeps the list as it is now under a name, and says who finds it. */
export default function ViewDialog({ view, search, onClose }: Props) {
  const { columns } = useListSettings();
  const [kept, setKept] = useState<Kept>({
    name: view?.name ?? '',
    sharedWith: view?.sharedWith ?? 'nobody',
    group: view?.group ?? null,
    anew: false,
  });
  const list = () => {
    const narrowed = Object.entries(narrowedBy(filtersOf(search)));
    const present = Object.fromEntries(narrowed.filter(([, value]) => value !== undefined));
    return {
      filters: present as InputOf<typeof saveViewRoute>['filters'],
      columns: [...columns],
      layout: search.layout === 'board' ? ('board' as const) : ('table' as const),
      grouping: groupingOf(search.group) ?? null,
    };
  };
  const done = async (words: string) => {
    await outdated(listViewsRoute);
    say(words);
    onClose();
  };
  const save = useAction(async ({ name, sharedWith, group, anew }: Kept, key) => {
    const shared = { name, sharedWith, groupId: sharedWith === 'group' ? (group?.id ?? null) : null };
    if (view) {
      const edited = { viewId: view.id, version: view.version, ...shared, ...(anew && list()) };
      await call(editViewRoute, edited, { key });
    } else await call(saveViewRoute, { ...shared, ...list() }, { key });
    await done(t`The view is kept.`);
  });
  const remove = useAction(async (viewId: string, key) => {
    await call(deleteViewRoute, { viewId }, { key });
    await done(t`The view is deleted.`);
  });
  const refusal = save.refusal ?? remove.refusal;
  const form = useFocusOnError(refusal);
  const errorAt = fieldErrors(refusal);
  return (
    <Dialog
      title={view ? t`Edit the view` : t`Save this view`}
      describe={t`A view keeps filters, order, columns, groups, and whether it is a board. Whoever opens it sees what they may see.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(kept);
        }}
      >
        <RefusalNote refusal={refusal} />
        <TextInput
          label={t`Name`}
          required
          maxLength={60}
          value={kept.name}
          error={errorAt('name')}
          onChange={(name) => setKept({ ...kept, name })}
        />
        <Select
          label={t`Shared with`}
          value={kept.sharedWith}
          options={[
            { value: 'nobody', label: t`Nobody` },
            { value: 'group', label: t`A group of mine` },
            { value: 'everyone', label: t`Everybody` },
          ]}
          onChange={(sharedWith) => sharedWith && setKept({ ...kept, sharedWith })}
        />
        {kept.sharedWith === 'group' && (
          <GroupPicker
            label={t`Group`}
            value={kept.group}
            error={errorAt('groupId')}
            onChange={(group) => setKept({ ...kept, group })}
          />
        )}
        {view && (
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={kept.anew}
              onChange={(event) => setKept({ ...kept, anew: event.target.checked })}
              className="size-4 accent-accent"
            />
            {t`Take the list as it is now`}
          </label>
        )}
        <DialogButtons>
          {view && (
            <Button
              kind="danger"
              busy={remove.busy}
              onClick={() => void remove.run(view.id)}
            >{t`Delete the view`}</Button>
          )}
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
