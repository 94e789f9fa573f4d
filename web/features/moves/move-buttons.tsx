import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { CircleArrowRight, CircleX, Lock } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button, type ButtonKind } from '../../ui/buttons/button.tsx';
import type { MenuAction } from '../../ui/overlays/action-menu.tsx';
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
  /** Where there is little room: the menu that takes all moves but the next, and where something weightier stands, that too. */
  menu?: ((rest: readonly MenuAction[]) => ReactNode) | undefined;
};

/**
 * A button for every move of the model. One that asks nothing and can be gone back from is made at once. One that is not
 * possible now stays, and says what it waits for when pressed.
 */
export function MoveButtons({ change, moves, quiet, onRefused, menu }: Props) {
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
  const ordered = inOrder(change, moves);
  const commands = ordered.toReversed().map((move) => ({ move, name: commandOf(move), run: () => press(move) }));
  useCommands(commands);
  const next = quiet ? undefined : (first ?? ordered.findLast(({ kind }) => kind !== 'cancel'));
  const shown = menu ? ordered.filter((move) => move === next) : ordered;
  return (
    <>
      {shown.map((move) => {
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
      {menu?.(
        commands
          .filter(({ move }) => move !== next)
          .map(({ move, name, run }) => ({
            ...{ key: `${move.kind} ${move.to}`, label: name, onChoose: run },
            icon: <Sign move={move} />,
          })),
      )}
      <Suspense>
        {opened?.possible && <MoveDialog change={change} move={opened} onClose={() => setOpened(undefined)} />}
        {opened && !opened.possible && (
          <BlockedMove change={change} move={opened} onClose={() => setOpened(undefined)} />
        )}
      </Suspense>
    </>
  );
}

function Sign({ move }: { move: Move }) {
  const Icon = !move.possible ? Lock : move.kind === 'cancel' ? CircleX : CircleArrowRight;
  return <Icon size={14} aria-hidden="true" />;
}

function commandOf(move: Move): string {
  const label = labelOf(move);
  return move.possible ? label : t`${label}: not possible yet, show why`;
}
