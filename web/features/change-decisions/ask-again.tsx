import { askAgainRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { type AskedAnew, askedAnewRoute } from '@interlock/contract/decisions.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Props = { change: ChangeDetail; onDone: (change: ChangeDetail) => Promise<void> };

/** Replaces a stuck round by one that asks the group's present members. It says first what that makes of the number needed. */
export default function AskAgain({ change, onDone }: Props) {
  const [asking, setAsking] = useState(false);
  const anew = useQuery({ ...reads(askedAnewRoute, { changeId: change.id }), staleTime: 0 });
  const ask = useAction(async (version: number, key) => {
    await onDone(await call(askAgainRoute, { changeId: change.id, version }, { key }));
    setAsking(false);
    say(t`The group's present members are asked.`);
  });
  const rounds = anew.data?.rounds ?? [];
  const falls = rounds.some(({ now, anew }) => !anew || anew.needed < now.needed);
  const does = t`Ask the group's present members`;
  return (
    <div className="flex flex-col items-start gap-2">
      {!asking && <RefusalNote refusal={ask.refusal} />}
      <Follows rounds={rounds} />
      <Button
        busy={ask.busy || anew.isPending}
        onClick={() => (falls ? setAsking(true) : void ask.run(change.version))}
      >
        {does}
      </Button>
      {asking && (
        <Dialog title={t`Fewer approvals will do`} onClose={() => setAsking(false)}>
          <Follows rounds={rounds} />
          <p className="mt-2 text-sm text-fg-2">{t`To keep the number, an administrator adds people to the group first.`}</p>
          <RefusalNote refusal={ask.refusal} />
          <DialogButtons>
            <Button onClick={() => setAsking(false)}>{t`Cancel`}</Button>
            <Button kind="primary" busy={ask.busy} onClick={() => void ask.run(change.version)}>
              {does}
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </div>
  );
}

/** What asking again makes of each stuck round. */
function Follows({ rounds }: { rounds: readonly AskedAnew[] }) {
  return rounds.map((round) => (
    <p key={round.name} className="text-sm">
      {inWords(round)}
    </p>
  ));
}

function inWords({ name, now, anew }: AskedAnew): string {
  const before = t`${now.needed} of ${now.of}`;
  if (!anew) return t`${name} would ask nobody; it needs ${before} now.`;
  if (anew.of === 0) return t`${name} would find nobody to ask: an administrator adds people to the group first.`;
  const after = t`${anew.needed} of ${anew.of}`;
  return t`${name} would need ${after} approvals instead of ${before}.`;
}
