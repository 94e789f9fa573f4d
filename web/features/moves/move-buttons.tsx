import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Lock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button, type ButtonKind } from '../../ui/buttons/button.tsx';
import { opensLater } from './asked-with.ts';
import { isMadeAtOnce } from './at-once.ts';
import { makeMove } from './make-move.ts';
import { inOrder, labelOf, leadsOn } from './move-label.ts';

const MoveDialog = lazy(() => import('./move-dialog.tsx'));
const BlockedMove = lazy(() => import('./blocked-move.tsx'));

type Props = {
  change: ChangeDetail;
  moves: readonly Move[];
  /** Whether something weightier already has the page's one dark button. */
  quiet: boolean;
  onRefused: (refusal: Refusal | undefined) => void;
};

/**
 * A button for every move of the model. One that asks nothing and can be gone back from is made at once. One that is not
 * possible now stays, and says what it waits for when pressed.
 */
export function MoveButtons({ change, moves, quiet, onRefused }: Props) {
  const [opened, setOpened] = useState<Move>();
  const [first] = moves.filter(
    (move) => move.kind === 'move' && move.possible && leadsOn(change, move) && !opensLater(move),
  );
  const act = useAction(async (move: Move, key) => {
    onRefused(undefined);
    await makeMove(change, move, undefined, key).catch((thrown: unknown) => {
      onRefused(refusalOf(thrown));
      throw thrown;
    });
  });
  const press = (move: Move) => (isMadeAtOnce(change, move) ? void act.run(move) : setOpened(move));
  useCommands(
    inOrder(change, moves)
      .toReversed()
      .map((move) => ({ name: commandOf(move), run: () => press(move) })),
  );
  return (
    <>
      {inOrder(change, moves).map((move) => {
        const kind: ButtonKind = move.kind === 'cancel' ? 'quiet' : move === first && !quiet ? 'primary' : 'plain';
        const label = labelOf(move);
        return move.possible ? (
          <Button
            key={`${move.kind} ${move.to}`}
            kind={kind}
            busy={act.busy && isMadeAtOnce(change, move)}
            // The second half of a double click would press what stands here next.
            onClick={({ detail }) => detail < 2 && press(move)}
          >
            {label}
          </Button>
        ) : (
          <Button
            key={`${move.kind} ${move.to}`}
            kind="quiet"
            aria-label={commandOf(move)}
            onClick={() => setOpened(move)}
          >
            <Lock size={13} aria-hidden="true" />
            {label}
          </Button>
        );
      })}
      <Suspense>
        {opened?.possible && <MoveDialog change={change} move={opened} onClose={() => setOpened(undefined)} />}
        {opened && !opened.possible && (
          <BlockedMove change={change} move={opened} onClose={() => setOpened(undefined)} />
        )}
      </Suspense>
    </>
  );
}

function commandOf(move: Move): string {
  const label = labelOf(move);
  return move.possible ? label : t`${label}: not possible yet, show why`;
}
