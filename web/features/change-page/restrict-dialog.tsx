import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { keepChange } from '../changes/index.ts';
import { PeopleInput } from '../identity/index.ts';

/** Who sees the change: everybody, or those alone whom it names. Whoever says so is on the list to begin with. */
export default function RestrictDialog({ change, onClose }: { change: ChangeDetail; onClose: () => void }) {
  const me = useMe();
  const { number } = change;
  const [restricted, setRestricted] = useState(true);
  const [readers, setReaders] = useState<Choice[]>(change.restricted ? change.readers : [me.person]);
  const save = useAction(async (asked: { restricted: boolean; readerIds: string[] }, key) => {
    const { id: changeId, version } = change;
    await keepChange(await call(restrictChangeRoute, { changeId, version, ...asked }, { key }));
    say(asked.restricted ? t`${number} is restricted.` : t`Everybody sees ${number} again.`);
    onClose();
  });
  return (
    <Dialog
      title={t`Who sees ${number}?`}
      describe={t`A restricted change is seen by its requester, coordinator, manager and assignee, by those who are asked to decide on it or own work on it, by auditors, and by whom you name here. For everybody else it does not exist.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ restricted, readerIds: restricted ? readers.map(({ id }) => id) : [] });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <Checkbox label={t`Only those whom it names`} checked={restricted} onChange={setRestricted} />
        {restricted && (
          <PeopleInput
            label={t`Named beside them`}
            people={readers}
            error={fieldErrors(save.refusal)('readerIds')}
            onChange={setReaders}
          />
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
