import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { invitePersonRoute, listPeopleRoute } from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { OneTimeLinkShown } from './one-time-link-shown.tsx';
import { RolesField } from './roles-field.tsx';

type Link = { link: string; expiresAt: string; mailed: boolean };

/** Invites somebody and shows the one-time link, which the administrator hands on in person or by mail. */
export function InvitePerson({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['initiator']);
  const [groupIds, setGroupIds] = useState<string[]>([]);
  const [link, setLink] = useState<Link>();
  const groups = useQuery(reads(listGroupsRoute, { limit: 200 }));
  const invite = useAction(async (input: { name: string; email: string; roles: Role[]; groupIds: string[] }, key) => {
    setLink(await call(invitePersonRoute, input, { key }));
    await outdated(listPeopleRoute, listGroupsRoute);
  });
  const errorAt = fieldErrors(invite.refusal);
  const form = useFocusOnError(invite.refusal);
  if (link) return <OneTimeLinkShown title={t`${name} is invited`} name={name} link={link} onClose={onClose} />;
  return (
    <Dialog title={t`Invite somebody`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void invite.run({ name, email, roles, groupIds });
        }}
      >
        <RefusalNote refusal={invite.refusal} />
        <TextInput label={t`Name`} value={name} error={errorAt('name')} onChange={setName} />
        <TextInput label={t`E-mail`} type="email" value={email} error={errorAt('email')} onChange={setEmail} />
        <RolesField value={roles} error={errorAt('roles')} onChange={setRoles} />
        {groups.data && groups.data.items.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 text-sm font-medium">{t`Groups`}</legend>
            {groups.data.items.map((group) => (
              <Checkbox
                key={group.id}
                label={group.name}
                checked={groupIds.includes(group.id)}
                onChange={(on) => setGroupIds(on ? [...groupIds, group.id] : groupIds.filter((id) => id !== group.id))}
              />
            ))}
          </fieldset>
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={invite.busy}>{t`Make the invitation link`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
