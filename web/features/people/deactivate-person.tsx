import { deactivatePersonRoute, type Person } from '@interlock/contract/people.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Props = { person: Person; onDone: () => Promise<unknown>; onBack: () => void; onClose: () => void };

/** Asks before somebody is shut out, and says what ends with it. */
export function DeactivatePerson({ person, onDone, onBack, onClose }: Props) {
  const { name } = person;
  const deactivate = useAction(async (_: null, key) => {
    await call(deactivatePersonRoute, { personId: person.id, version: person.version }, { key });
    await onDone();
    say(t`${name} is deactivated. Their sessions and tokens ended.`);
    onClose();
  });
  return (
    <Dialog title={t`Deactivate ${name}?`} describe={person.email} onClose={onClose}>
      <RefusalNote refusal={deactivate.refusal} />
      <p className="mt-2">{t`Their sessions and tokens end at once. Open approvals that need their vote may become stuck.`}</p>
      <DialogButtons>
        <Button kind="quiet" onClick={onBack}>{t`Not now`}</Button>
        <Button kind="danger" busy={deactivate.busy} onClick={() => void deactivate.run(null)}>{t`Deactivate`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
