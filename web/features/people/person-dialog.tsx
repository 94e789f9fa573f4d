import { listGroupsRoute } from '@interlock/contract/groups.ts';
import {
  editPersonRoute,
  listPeopleRoute,
  type Person,
  reactivatePersonRoute,
  resetLinkRoute,
} from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import { Suspense, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, queryClient } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { meQuery } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { AccountsDialog } from '../person-links/index.ts';
import { DeactivatePerson } from './deactivate-person.tsx';
import { OneTimeLinkShown } from './one-time-link-shown.tsx';
import { RolesField } from './roles-field.tsx';

const changed = () =>
  Promise.all([
    outdated(listPeopleRoute, listGroupsRoute),
    queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  ]);

/** What an administrator does with one person: name, roles, a new password's link, their other accounts, out and in again. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [name, setName] = useState(person.name);
  const [roles, setRoles] = useState<Role[]>(person.roles);
  const [link, setLink] = useState<{ link: string; expiresAt: string; mailed: boolean }>();
  const who = { personId: person.id, version: person.version };
  const save = useAction(async (input: { name: string; roles: Role[] }, key) => {
    await call(editPersonRoute, { ...who, ...input }, { key });
    await changed();
    say(t`Saved.`);
    onClose();
  });
  const reset = useAction(async (_: null, key) =>
    setLink(await call(resetLinkRoute, { personId: person.id }, { key })),
  );
  const [deactivating, setDeactivating] = useState(false);
  const [linking, setLinking] = useState(false);
  const letIn = useAction(async (_: null, key) => {
    await call(reactivatePersonRoute, who, { key });
    await changed();
    say(t`${name} may sign in again.`);
    onClose();
  });
  if (deactivating)
    return (
      <DeactivatePerson person={person} onDone={changed} onBack={() => setDeactivating(false)} onClose={onClose} />
    );
  if (linking)
    return (
      <Suspense>
        <AccountsDialog person={person} onBack={() => setLinking(false)} onClose={onClose} />
      </Suspense>
    );
  if (link)
    return <OneTimeLinkShown title={t`A link to choose a password`} name={name} link={link} onClose={onClose} />;
  return (
    <Dialog title={person.name} describe={person.email} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ name, roles });
        }}
      >
        <RefusalNote refusal={save.refusal ?? reset.refusal ?? letIn.refusal} />
        <TextInput label={t`Name`} value={name} error={fieldErrors(save.refusal)('name')} onChange={setName} />
        <RolesField value={roles} error={fieldErrors(save.refusal)('roles')} onChange={setRoles} />
        <p className="text-xs text-fg-3">{t`New roles end this person's sessions; they sign in again.`}</p>
        <DialogButtons>
          {!person.demo && <Button onClick={() => setLinking(true)}>{t`Other accounts`}</Button>}
          {person.active ? (
            <>
              <Button kind="danger" onClick={() => setDeactivating(true)}>{t`Deactivate`}</Button>
              {!person.demo && (
                <Button busy={reset.busy} onClick={() => void reset.run(null)}>{t`Make a password link`}</Button>
              )}
            </>
          ) : (
            <Button busy={letIn.busy} onClick={() => void letIn.run(null)}>{t`Let in again`}</Button>
          )}
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
