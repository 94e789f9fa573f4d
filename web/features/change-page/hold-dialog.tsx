import { holdChangeRoute } from '@interlock/contract/change-hold.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';
import { keepChange } from '../changes/index.ts';

/** Asks why; the reason stands on the change for as long as it is held. */
export default function HoldDialog({ change, onClose }: { change: ChangeDetail; onClose: () => void }) {
  const { number } = change;
  const hold = useAction(async (words: string, key) => {
    await keepChange(
      await call(holdChangeRoute, { changeId: change.id, version: change.version, reason: words }, { key }),
    );
    say(t`${number} is on hold.`);
    onClose();
  });
  return (
    <WordsDialog
      title={t`Put ${number} on hold`}
      describe={t`Nobody decides on it and nothing moves it, but it can be cancelled. What was asked is asked as it was once it goes on.`}
      label={t`What does it wait for?`}
      does={t`Put on hold`}
      sending={hold}
      onClose={onClose}
    />
  );
}
