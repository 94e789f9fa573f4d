import type { AttachedFile } from '@interlock/contract/files.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Props = {
  file: AttachedFile;
  /** What else follows from it. */
  follows?: string | undefined;
  onRemove: (fileId: string, key: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks before a file goes for good, and says what stays of it. */
export function RemoveDialog({ file: { id, name }, follows, onRemove, onClose }: Props) {
  const remove = useAction(async (_: null, key) => {
    await onRemove(id, key);
    say(t`${name} is removed.`);
    onClose();
  });
  return (
    <Dialog title={t`Remove ${name}?`} onClose={onClose}>
      <RefusalNote refusal={remove.refusal} />
      <p className="text-sm">{t`Its content is erased and cannot be brought back. Its name and its hash stay on record.`}</p>
      {follows && <p className="mt-2 text-sm text-med">{follows}</p>}
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
        <Button kind="danger" busy={remove.busy} onClick={() => void remove.run(null)}>{t`Remove`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
