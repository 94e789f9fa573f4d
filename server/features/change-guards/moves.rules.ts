import type { GuardAnswer, Move, MoveAsk } from '@interlock/contract/change-flow.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import type { Wait } from '@interlock/contract/wait.ts';
import { justificationOf } from './degrees.rules.ts';

/** Possible once nothing holds it back that the move itself does not bring. */
export const isPossible = (guards: readonly GuardAnswer[]): boolean =>
  guards.every((answer) => !holdsBack(answer) || answer.withMove);

const asksOf: Record<string, MoveAsk> = {
  required_fields: 'window',
  window_open: 'reason',
  planned_end: 'plannedEnd',
  closure: 'closure',
  report: 'closure',
};

/** What the person is asked for when they press the button. */
export function asksFor(guards: readonly GuardAnswer[]): MoveAsk[] {
  const asked = guards.flatMap((answer): MoveAsk[] => {
    if (!holdsBack(answer) || !answer.withMove) return [];
    const ask = answer.fields.includes(justificationOf(answer.guard)) ? 'justify' : asksOf[answer.guard];
    return ask ? [ask] : [];
  });
  return [...new Set(asked)];
}

/** A move that only a round makes is a person's like any other once the round has left it to them. */
export function kindOf({ movers }: TransitionDefinition, guards: readonly GuardAnswer[]): Move['kind'] {
  const isLeft = guards.some(({ guard, met }) => guard === 'mover' && met);
  return !isLeft && movers.every((mover) => 'is' in mover && mover.is === 'round') ? 'by_round' : 'move';
}

type Standing = {
  state: string;
  definition: Pick<ModelDefinition, 'states'>;
  hold: { reason: string } | null;
  /** Who asks for information before they decide, where nobody has answered yet. */
  asks: string | undefined;
  moves: readonly Move[];
};

const readyWords = ({ label, guards }: Move): string =>
  guards.some((answer) => answer.guard === 'window_open' && holdsBack(answer))
    ? `Its window is not open yet. You may go on earlier, with a reason: ${label}.`
    : `You can go on: ${label}.`;

/** What the change waits for of its next move onward: whoever looks can make it, or the guards say what holds it back. */
export function waitOf({ state, definition, hold, asks, moves }: Standing): Wait | null {
  if (hold) return { kind: 'hold', words: `On hold: ${hold.reason}`, to: null };
  if (asks !== undefined) return { kind: 'answer', words: `${asks} asks for information before deciding.`, to: null };
  const order = orderIn(definition);
  const onward = moves.filter(({ kind, to }) => kind !== 'cancel' && order(to) > order(state));
  const ready = onward.find(({ possible, kind }) => possible && kind === 'move');
  if (ready) return { kind: 'ready', words: readyWords(ready), to: ready.to };
  const [next] = onward;
  const blocking = next?.guards.filter((answer) => holdsBack(answer) && !answer.withMove) ?? [];
  if (!next || blocking.length === 0) return null;
  return { kind: 'blocked', words: blocking.map(({ why }) => why).join(' '), to: next.to };
}
