import { explainChangeRoute, type Move, type MoveAsk } from '@interlock/contract/change-flow.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { type Json, withJson } from './options.ts';
import { guardLines } from './refused.ts';
import { serverOf } from './server.ts';
import { changeArgument, theChange } from './the-change.ts';
import { answer } from './words.ts';

export const explainCommand = (): Command =>
  withJson(new Command('explain'))
    .description('why can it not go on? every possible move, what holds it back, and who can clear that')
    .addArgument(changeArgument())
    .action(explain);

async function explain(typed: string, options: Json): Promise<void> {
  const server = serverOf(process.env);
  const { id, number, state } = await theChange(server, typed);
  const told = await call(server, explainChangeRoute, { changeId: id });
  answer(options, told, () => [
    `${number} is in ${state.name}.`,
    ...(told.moves.length === 0 ? ['It leads nowhere from here.'] : told.moves.flatMap(moveLines)),
  ]);
}

function moveLines({ to, toName, label, kind, possible, asks, guards }: Move): string[] {
  const how = kind === 'by_round' ? 'made by its approval' : possible ? 'possible' : 'not yet';
  const wants = asks.length > 0 ? `; asks for ${asks.map((ask) => asked[ask]).join(', ')}` : '';
  return [`${label}: to ${toName} (${to}), ${how}${wants}`, ...guards.filter(({ met }) => !met).flatMap(guardLines)];
}

const asked: Record<MoveAsk, string> = {
  plannedEnd: 'the planned end (--planned-end)',
  reason: 'a reason (--reason)',
  closure: 'how it ended (--closure-code, --closure-notes)',
  cancel: 'why (--reason, --words)',
  window: 'a window (--window)',
  justify: 'why it goes on all the same (--justify guard=words)',
};
