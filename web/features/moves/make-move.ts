import { cancelChangeRoute, type Move, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { keepChange, readAgain } from '../changes/index.ts';
import type { MoveAnswers } from './move-asks.tsx';
import { labelOf } from './move-label.ts';

export type Told = MoveAnswers & { reasons: readonly string[] };

/** Makes a move with what it was told, and says what has become of the change. */
export async function makeMove(change: ChangeDetail, move: Move, told: Told | undefined, key: string): Promise<void> {
  const moved = await send(change, move, told, key).catch(async (thrown: unknown) => {
    if (['changed_meanwhile', 'move_refused'].includes(refusalOf(thrown).code)) await readAgain();
    throw thrown;
  });
  await keepChange(moved);
  const { name } = moved.state;
  const { number } = change;
  const label = labelOf(move);
  if (move.kind === 'cancel') say(t`${number} is cancelled.`);
  else if (asksAboutWindow(change, moved, move))
    say(t`${label}: ${number} is in ${name}, its window is decided on first.`);
  else say(t`${label}: ${number} is now in ${name}.`);
}

function send(change: ChangeDetail, move: Move, told: Told | undefined, key: string): Promise<ChangeDetail> {
  const read = { changeId: change.id, version: change.version };
  if (!told) return call(moveChangeRoute, { ...read, to: move.to }, { key });
  if (move.kind === 'cancel') {
    return call(
      cancelChangeRoute,
      { ...read, reason: told.cancelReason || 'withdrawn', words: told.cancelWords },
      { key },
    );
  }
  const asked = new Set(move.asks);
  const window = told.window;
  return call(
    moveChangeRoute,
    {
      ...read,
      to: move.to,
      ...(asked.has('reason') && { reason: told.reason }),
      ...(asked.has('window') && { window }),
      ...(asked.has('plannedEnd') && { plannedEnd: { end: window.end, zone: window.zone } }),
      ...(asked.has('closure') && { closureCode: told.closureCode || 'successful', closureNotes: told.closureNotes }),
      ...(told.reasons.length > 0 && {
        justifications: Object.fromEntries(told.reasons.map((guard) => [guard, told.justifications[guard] ?? ''])),
      }),
    },
    { key },
  );
}

/** A first window can ask people who have to say yes before the move is made. */
const asksAboutWindow = (before: ChangeDetail, after: ChangeDetail, { to }: Move): boolean =>
  before.window === null &&
  after.window !== null &&
  after.state.key !== to &&
  after.rounds.some(({ state, status }) => state === after.state.key && status === 'open');
