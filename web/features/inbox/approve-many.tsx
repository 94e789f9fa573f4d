import { type ChangeDetail, showChangeRoute } from '@interlock/contract/changes.ts';
import { approveManyRoute, type BulkVerdict } from '@interlock/contract/decisions.ts';
import type { ChangeItem } from '@interlock/contract/inbox.ts';
import { plural, t } from '@lingui/core/macro';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { ballotOf, roundFor } from '../approvals/index.ts';
import { readAgain } from '../changes/index.ts';

type Props = { items: readonly ChangeItem[]; onClose: () => void };

/** Several yes at once, each listed with its summary first, and each with a verdict of its own after. */
export default function ApproveMany({ items, onClose }: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [verdicts, setVerdicts] = useState<BulkVerdict[]>();
  const found = useQueries({ queries: items.map(({ change }) => reads(showChangeRoute, { changeId: change.number })) });
  const listed = items.flatMap((item, at) => {
    const change = found[at]?.data;
    const round = change && roundFor(change, item.roundId);
    return change && round ? [{ change, round }] : [];
  });
  const chosen = listed.filter(({ round }) => !left.has(round.id));
  const approve = useAction(async (ballots: ReturnType<typeof ballotOf>[], key) => {
    const { items: answered } = await call(approveManyRoute, { items: ballots, comment: '' }, { key });
    setVerdicts(answered);
    await readAgain();
  });
  const pending = found.some(({ isPending }) => isPending);
  return (
    <Dialog
      wide
      title={t`Approve several`}
      describe={t`Changes of the lowest priority. Each is a vote of its own; rejecting is done one by one.`}
      onClose={onClose}
    >
      {verdicts ? (
        <Verdicts verdicts={verdicts} items={items} />
      ) : (
        <>
          <RefusalNote refusal={approve.refusal} />
          {pending && <Skeleton />}
          <ul className="flex flex-col gap-3">
            {listed.map(({ change, round }) => (
              <li key={round.id} className="border-b border-line pb-3 last:border-b-0">
                <Checkbox
                  label={<Named change={change} round={round.name} />}
                  hint={change.summary || t`No summary yet.`}
                  checked={!left.has(round.id)}
                  onChange={(checked) => setLeft(toggled(left, round.id, !checked))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>
          {verdicts ? t`Close` : t`Cancel`}
        </Button>
        {!verdicts && chosen.length > 0 && (
          <Button
            kind="primary"
            busy={approve.busy}
            onClick={() => void approve.run(chosen.map(({ change, round }) => ballotOf(change, round)))}
          >
            {plural(chosen.length, { one: 'Approve # change', other: 'Approve # changes' })}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}

const Named = ({ change, round }: { change: ChangeDetail; round: string }) => (
  <span>
    <span className="font-mono text-xs">{change.number}</span> <span className="font-medium">{change.title}</span>{' '}
    <span className="text-xs text-fg-2">{round}</span>
  </span>
);

function toggled(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}

function Verdicts({ verdicts, items }: { verdicts: readonly BulkVerdict[]; items: readonly ChangeItem[] }) {
  const numberOf = (id: string) => items.find(({ change }) => change.id === id)?.change.number ?? id;
  return (
    <ul role="status" className="flex flex-col gap-2 text-sm">
      {verdicts.map(({ changeId, done, because, next }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the verdicts stand in the order of what was sent
        <li key={at}>
          <span className="font-mono text-xs">{numberOf(changeId)}</span>{' '}
          {done ? t`approved` : <span className="text-crit">{[because, next].filter(Boolean).join(' ')}</span>}
        </li>
      ))}
    </ul>
  );
}
