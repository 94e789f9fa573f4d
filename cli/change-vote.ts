import type { Round } from '@interlock/contract/approvals.ts';
import {
  answerQuestionRoute,
  approveChangeRoute,
  askAboutChangeRoute,
  rejectChangeRoute,
} from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { type Json, versionOption, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type AtVersion, changeArgument, lookAgain, theChange, versionOf } from './the-change.ts';
import { answer } from './words.ts';

type Voting = Json & AtVersion & { round?: string; comment?: string };

const voting = (name: string): Command =>
  withJson(new Command(name))
    .addArgument(changeArgument())
    .option('--round <round>', 'which round, where several ask you: its key or name, as change show --json says it')
    .addOption(versionOption())
    .addHelpText(
      'after',
      '\nA vote is on what was read: with --version it is refused if the change is another one by now.',
    );

export const approveCommand = (): Command =>
  voting('approve')
    .description('say yes to a change, as it is')
    .option('--comment <words>', 'words with it')
    .action(async (typed: string, options: Voting) => {
      const { server, change, ballot } = await asked(typed, options);
      const given = { ...ballot, ...(options.comment !== undefined && { comment: options.comment }) };
      tell(options, change, await call(server, approveChangeRoute, given, lookAgain(change)), 'approved');
    });

export const rejectCommand = (): Command =>
  voting('reject')
    .description('say no to a change')
    .requiredOption('--comment <words>', 'why')
    .action(async (typed: string, options: Voting) => {
      const { server, change, ballot } = await asked(typed, options);
      const given = { ...ballot, comment: options.comment ?? '' };
      tell(options, change, await call(server, rejectChangeRoute, given, lookAgain(change)), 'rejected');
    });

export const askCommand = (): Command =>
  voting('ask')
    .description('ask for more information before you decide; the round stays open')
    .argument('<words>', 'what you need to know')
    .action(async (typed: string, words: string, options: Voting) => {
      const { server, change, ballot } = await asked(typed, options);
      tell(options, change, await call(server, askAboutChangeRoute, { ...ballot, words }, lookAgain(change)), 'asked');
    });

export const answerCommand = (): Command =>
  withJson(new Command('answer'))
    .description("answer an approver's question")
    .addArgument(changeArgument())
    .argument('<words>', 'the answer')
    .option('--question <id>', 'which question, where several wait; change show --json says their ids')
    .action(async (typed: string, words: string, options: Json & { question?: string }) => {
      const server = serverOf(process.env);
      const change = await theChange(server, typed);
      const questionId = options.question ?? openQuestion(change);
      tell(
        options,
        change,
        await call(server, answerQuestionRoute, { changeId: change.id, questionId, words }),
        'answered',
      );
    });

async function asked(typed: string, options: Voting) {
  const server = serverOf(process.env);
  const change = await theChange(server, typed);
  const roundId = roundFor(change, options.round).id;
  return { server, change, ballot: { changeId: change.id, version: versionOf(change, options), roundId } };
}

/** The round that asks the one who votes. Where it is not sure which is meant, nothing is sent. */
export function roundFor({ number, rounds }: Pick<ChangeDetail, 'number' | 'rounds'>, named?: string): Round {
  const open = rounds.filter(({ status }) => status === 'open' || status === 'stuck');
  const meant =
    named === undefined ? open : open.filter((round) => [round.id, round.key, round.name, round.state].includes(named));
  const mine = meant.filter(({ mayDecide }) => mayDecide);
  const [round, another] = mine.length > 0 ? mine : meant;
  if (!round) return fail(codes.refused, `${number} asks for no decision${named === undefined ? '' : ` in ${named}`}.`);
  if (!another) return round;
  const which = [round, another].map(({ key, name, rule }) => `  --round ${key}: ${name}, ${rule}`);
  return fail(codes.wrongUse, 'Several rounds ask. Say which is meant:', ...which);
}

function openQuestion({ number, rounds }: ChangeDetail): string {
  const open = rounds
    .filter(({ status }) => status === 'open' || status === 'stuck')
    .flatMap(({ questions }) => questions.filter(({ answer: given }) => given === null));
  const [question, another] = open;
  if (!question) return fail(codes.refused, `No question waits on ${number}.`);
  if (!another) return question.id;
  const which = open.map(({ id, askedBy, words }) => `  --question ${id}: ${askedBy.name}: ${words}`);
  return fail(codes.wrongUse, 'Several questions wait. Say which is meant:', ...which);
}

function tell(options: Json, before: ChangeDetail, after: ChangeDetail, done: string): void {
  const moved = after.state.key === before.state.key ? '' : `; it is in ${after.state.name} now`;
  answer(options, after, () => [`${after.number}: ${done} (revision ${before.revision})${moved}`]);
}
