import { createGroupRoute, editGroupRoute, type Group, listGroupsRoute } from '@interlock/contract/groups.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { PersonPicker } from '../identity/index.ts';

type Input = { name: string; managerId: string | null; memberIds: string[] };

export function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const [name, setName] = useState(group?.name ?? '');
  const [manager, setManager] = useState<Choice | null>(group?.manager ?? null);
  const [members, setMembers] = useState<readonly Choice[]>(group?.members ?? []);
  const save = useAction(async (input: Input, key) => {
    const pending = group
      ? call(editGroupRoute, { groupId: group.id, version: group.version, ...input }, { key })
      : call(createGroupRoute, input, { key });
    const saved = await pending;
    await outdated(listGroupsRoute, listPeopleRoute);
    say(saved.proposals.length > 0 ? t`Saved. Who comes in waits for another administrator.` : t`Saved.`);
    onClose();
  });
  const errorAt = fieldErrors(save.refusal);
  return (
    <Dialog title={group ? t`Edit the group` : t`New group`} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ name, managerId: manager?.id ?? null, memberIds: members.map((member) => member.id) });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <TextInput label={t`Name`} value={name} error={errorAt('name')} onChange={setName} />
        <PersonPicker label={t`Manager`} value={manager} error={errorAt('managerId')} onChange={setManager} />
        <Members members={members} error={errorAt('memberIds')} onChange={setMembers} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

type MembersProps = {
  members: readonly Choice[];
  error: string | undefined;
  onChange: (members: readonly Choice[]) => void;
};

function Members({ members, error, onChange }: MembersProps) {
  return (
    <div className="flex flex-col gap-2">
      <PersonPicker
        key={members.length}
        label={t`Add a member`}
        value={null}
        error={error}
        onChange={(added) => added && onChange([...members.filter((member) => member.id !== added.id), added])}
      />
      <ul className="flex flex-col">
        {members.map((member) => {
          const { name } = member;
          return (
            <li key={member.id} className="flex items-center justify-between gap-2">
              <Person person={member} />
              <IconButton
                label={t`Remove ${name}`}
                onClick={() => onChange(members.filter((one) => one.id !== member.id))}
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
