import {
  type ChangeDetail,
  commentOnChangeRoute,
  editChangeRoute,
  raiseChangeRoute,
} from '@interlock/contract/changes.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { changeFields, fieldsInWords } from './change-fields.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { type FieldOptions, meantBy } from './fields.ts';
import { textOf } from './files.ts';
import { inputFor } from './input.ts';
import { modelNamed } from './named.ts';
import { type Json, versionOption, withFields, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type AtVersion, changeArgument, lookAgain, theChange, versionOf } from './the-change.ts';
import { answer } from './words.ts';

export const createCommand = (): Command =>
  withJson(withFields(new Command('create')))
    .description('raise a request for change; it begins as a draft')
    .option('--title <title>', 'in a line, what is changed')
    .option('--model <key>', 'the model that it follows', 'normal')
    .addHelpText('after', fieldsInWords)
    .action(create);

type Create = Json & FieldOptions & { title?: string; model: string };

async function create({ title, model, ...options }: Create): Promise<void> {
  const server = serverOf(process.env);
  const { shape } = raiseChangeRoute.input;
  const fields = await changeFields(server, options, shape);
  const named = { modelId: await modelNamed(server, model), ...fields, ...(title !== undefined && { title }) };
  const whole = { ...named, title: meantBy('title', 'title' in named ? named.title : needed(), shape) };
  const change = await call(server, raiseChangeRoute, inputFor(raiseChangeRoute, whole));
  answer(options, change, () => [`${change.number} is raised: ${change.title}`]);
}

const needed = (): never => fail(codes.wrongUse, 'A change needs a title: --title "Renew the certificates".');

export const editCommand = (): Command =>
  withJson(withFields(new Command('edit')))
    .description('edit a change; approvals of what is edited fall, and those who gave them are asked again')
    .addArgument(changeArgument())
    .addOption(versionOption())
    .addHelpText('after', fieldsInWords)
    .action(edit);

async function edit(typed: string, options: Json & FieldOptions & AtVersion): Promise<void> {
  const server = serverOf(process.env);
  const before = await theChange(server, typed);
  const fields = await changeFields(server, options, editChangeRoute.input.shape);
  if (Object.keys(fields).length === 0) fail(codes.wrongUse, 'Nothing to edit: give --set, --file or --from.');
  const version = versionOf(before, options);
  const input = inputFor(editChangeRoute, { ...fields, changeId: before.id, version });
  const change = await call(server, editChangeRoute, input, lookAgain(before));
  answer(options, change, () => [`${change.number}: ${whatBecame(before, change)}`]);
}

function whatBecame(before: ChangeDetail, { version, revision, state }: ChangeDetail): string {
  if (version === before.version) return 'nothing was different';
  const back = state.key === before.state.key ? '' : `; it went back to ${state.name}`;
  return `edited; version ${version}, revision ${revision}${back}`;
}

export const commentCommand = (): Command =>
  withJson(new Command('comment'))
    .description('say something about a change, in Markdown')
    .addArgument(changeArgument())
    .argument('[words]', 'what to say')
    .option('--file <path>', 'say what lies in a file (- is what is piped in)')
    .action(comment);

async function comment(typed: string, words: string | undefined, options: Json & { file?: string }): Promise<void> {
  const text = options.file === undefined ? words : textOf(options.file);
  if (text === undefined || text.trim() === '')
    return fail(codes.wrongUse, 'Say something, in quotes, or with --file.');
  const server = serverOf(process.env);
  const { id, number } = await theChange(server, typed);
  const made = await call(server, commentOnChangeRoute, { changeId: id, text });
  answer(options, made, () => [`${number}: commented`]);
}
