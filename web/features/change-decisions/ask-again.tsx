import { askAgainRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';

type Props = { change: ChangeDetail; onDone: (change: ChangeDetail) => Promise<void> };

/** Replaces a stuck round by one that asks the group's present members. */
export function AskAgain({ change, onDone }: Props) {
  const ask = useAction(async (version: number, key) => {
    await onDone(await call(askAgainRoute, { changeId: change.id, version }, { key }));
    say(t`The group's present members are asked.`);
  });
  return (
    <div className="flex flex-col items-start gap-2">
      <RefusalNote refusal={ask.refusal} />
      <Button busy={ask.busy} onClick={() => void ask.run(change.version)}>{t`Ask the group's present members`}</Button>
    </div>
  );
}
