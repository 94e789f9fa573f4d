import { cancelChangeRoute, explainChangeRoute, type Move, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, cancelReasons, closureCodes } from '@interlock/contract/changes.ts';
import { Command, Option } from 'commander';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { windowIn } from './fields.ts';
import { textOf } from './files.ts';
import { inputFor } from './input.ts';
import { type Json, versionOption, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type AtVersion, changeArgument, lookAgain, theChange, versionOf } from './the-change.ts';
import { answer } from './words.ts';

export const moveCommand = (): Command =>
  withJson(new Command('move'))
    .description('take a change to another state of its model')
    .addArgument(changeArgument())
    .argument('<state>', 'where to: the key or the name of a state, or what the button says; see change explain')
    .option('--reason <words>', `why; for cancelled one of ${cancelReasons.join(', ')}`)
    .option('--words <words>', 'with cancelled: what is behind the reason')
    .option('--window <start/end zone>', "the window, such as '2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam'")
    .option(
      '--planned-end <end zone>',
      "when work that starts now will end, such as '2026-12-05T23:30 Europe/Amsterdam'",
    )
    .addOption(new Option('--closure-code <code>', 'how it ended').choices([...closureCodes]))
    .option('--closure-notes <words>', 'how it went')
    .option('--closure-file <path>', 'how it went, from a file (- is what is piped in)')
    .option('--justify <guard=words...>', 'why it goes on although a guard is not met that takes a reason')
    .addOption(versionOption())
    .addHelpText(
      'after',
      '\nA move that is refused is told with every guard that refuses it: why, who can clear it, and when.',
    )
    .action(move);

type Options = Json &
  AtVersion & {
    reason?: string;
    words?: string;
    window?: string;
    plannedEnd?: string;
    closureCode?: string;
    closureNotes?: string;
    closureFile?: string;
    justify?: string[];
  };

async function move(typed: string, state: string, options: Options): Promise<void> {
  const server = serverOf(process.env);
  const before = await theChange(server, typed);
  const { to, kind, label } = await moveTo(server, before, state);
  const asRead = { changeId: before.id, version: versionOf(before, options) };
  const change =
    kind === 'cancel'
      ? await call(
          server,
          cancelChangeRoute,
          inputFor(cancelChangeRoute, calledOff(asRead, options)),
          lookAgain(before),
        )
      : await call(server, moveChangeRoute, inputFor(moveChangeRoute, moved(asRead, to, options)), lookAgain(before));
  answer(options, change, () => [`${change.number}: ${before.state.name} -> ${change.state.name} (${label})`]);
}

/** The move that leads where was typed. Only those of the model are there to be typed. */
async function moveTo(server: Caller, { id, state }: ChangeDetail, typed: string): Promise<Move> {
  const { moves } = await call(server, explainChangeRoute, { changeId: id });
  const same = (text: string) => text.toLowerCase() === typed.toLowerCase();
  const meant = moves.find(({ to }) => same(to)) ?? moves.find(({ toName, label }) => same(toName) || same(label));
  if (meant) return meant;
  const possible = moves.map(({ to, label }) => `  ${to}: ${label}`);
  return fail(
    codes.refused,
    `From ${state.name} its model leads not to ${typed}, but to:`,
    ...(possible.length > 0 ? possible : ['  nowhere']),
  );
}

type AsRead = { changeId: string; version: number };

const calledOff = (asRead: AsRead, { reason, words }: Options): object => ({
  ...asRead,
  reason: reason ?? fail(codes.wrongUse, `Say why with --reason: ${cancelReasons.join(', ')}.`),
  words: words ?? fail(codes.wrongUse, 'Say what is behind it with --words "...".'),
});

function moved(asRead: AsRead, to: string, options: Options): object {
  const notes = options.closureFile === undefined ? options.closureNotes : textOf(options.closureFile);
  const given = {
    reason: options.reason,
    window: options.window && (windowIn(options.window) ?? noWindow(options.window)),
    plannedEnd: options.plannedEnd && endIn(options.plannedEnd),
    closureCode: options.closureCode,
    closureNotes: notes,
    justifications: options.justify && Object.fromEntries(options.justify.map(reasonIn)),
  };
  return { ...asRead, to, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function reasonIn(typed: string): [string, string] {
  const [, guard, words] = /^(\w+)=(.+)$/s.exec(typed) ?? [];
  if (guard && words) return [guard, words];
  return fail(codes.wrongUse, `${typed} is no reason: write test_evidence="Seen by two".`);
}

const noWindow = (typed: string): never =>
  fail(codes.wrongUse, `${typed} is no window: write 2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam.`);

function endIn(typed: string): { end: string; zone: string } {
  const [end, zone] = typed.trim().split(/\s+/);
  if (end && zone) return { end, zone };
  return fail(codes.wrongUse, `${typed} is no planned end: write 2026-12-05T23:30 Europe/Amsterdam.`);
}
