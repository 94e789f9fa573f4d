import { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { type ChangeDetail, listChangesRoute, type WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { fieldWord } from '../changes/index.ts';

const words: Readonly<Record<string, (() => string) | undefined>> = fieldWord satisfies Record<
  WrittenField,
  () => string
>;
const own: Readonly<Record<string, (() => string) | undefined>> = { tasks: () => t`Tasks`, files: () => t`Files` };
const wordOf = (field: string): string => words[field]?.() ?? own[field]?.() ?? field;

/** Raises a draft that says the same, and says what it did not take along. */
export default function CopyDialog({ change, onClose }: { change: ChangeDetail; onClose: () => void }) {
  const navigate = useNavigate();
  const copy = useAction(async (changeId: string, key) => {
    const { change: draft, leftOut } = await call(copyChangeRoute, { changeId }, { key });
    await outdated(listChangesRoute);
    const [number, left] = [draft.number, leftOut.map(wordOf).join(', ')];
    say(left ? t`${number} is raised as a draft. Left out: ${left}.` : t`${number} is raised as a draft.`);
    onClose();
    await navigate({ to: '/changes/$number', params: { number } });
  });
  const { number } = change;
  return (
    <Dialog
      title={t`Copy ${number}`}
      describe={t`A new draft, requested by you, that says the same. Dates, people, risk, approvals, tasks and comments stay behind.`}
      onClose={onClose}
    >
      <RefusalNote refusal={copy.refusal} />
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
        <Button kind="primary" busy={copy.busy} onClick={() => void copy.run(change.id)}>{t`Raise the copy`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
