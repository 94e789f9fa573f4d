import { Command } from 'commander';
import { explainCommand } from './change-explain.ts';
import { attachCommand, downloadCommand, filesCommand } from './change-files.ts';
import { listCommand } from './change-list.ts';
import { moveCommand } from './change-move.ts';
import { showCommand } from './change-show.ts';
import { answerCommand, approveCommand, askCommand, rejectCommand } from './change-vote.ts';
import { commentCommand, createCommand, editCommand } from './change-write.ts';

export function changeCommand(): Command {
  const change = new Command('change').description('raise, read, edit, move and decide on changes');
  const commands = [
    ...[createCommand(), listCommand(), showCommand(), editCommand(), moveCommand(), explainCommand()],
    ...[approveCommand(), rejectCommand(), askCommand(), answerCommand(), commentCommand()],
    ...[attachCommand(), filesCommand(), downloadCommand()],
  ];
  for (const command of commands) change.addCommand(command);
  return change;
}
