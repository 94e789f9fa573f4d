import {
  listTemplatesRoute,
  raiseFromTemplateRoute,
  type TemplateFigures,
  type TemplateRow,
  templateStates,
} from '@interlock/contract/templates.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { changeFields, fieldsInWords } from './change-fields.ts';
import type { FieldOptions } from './fields.ts';
import { inputFor } from './input.ts';
import { type Json, repeated, withFields, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { answer } from './words.ts';

export function templateCommand(): Command {
  const template = new Command('template').description('the catalogue of standard changes: list it, raise from it');
  template.addCommand(listCommand()).addCommand(raiseCommand());
  return template;
}

type List = Json & { state?: string[]; category?: string; all?: true; limit: string; cursor?: string };

const listCommand = (): Command =>
  withJson(new Command('list'))
    .description('list the templates that changes can be raised from')
    .argument('[words]', 'only those in which these words stand')
    .option('--category <word>', 'only those sorted under it')
    .addOption(repeated('--state <state>', 'those in this state instead; may be given several times', templateStates))
    .option('--all', 'whatever their state')
    .option('--limit <n>', 'how many at most, up to 200', '50')
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action(list);

async function list(words: string | undefined, { json, all, ...asked }: List): Promise<void> {
  const state = asked.state ?? (all ? undefined : ['published', 'retiring']);
  const given = { ...asked, ...(state && { state }), ...(words !== undefined && { q: words }) };
  const found = await call(serverOf(process.env), listTemplatesRoute, inputFor(listTemplatesRoute, given));
  answer(json ? { json } : {}, found, () => [
    ...(found.items.length === 0 ? ['No template matches.'] : table(columns, found.items, process.stdout.columns)),
    ...(found.next === null ? [] : [`There are more: --cursor ${found.next}`]),
  ]);
}

const columns: readonly Column<TemplateRow>[] = [
  { heading: 'Key', of: ({ key }) => key },
  { heading: 'State', of: ({ state }) => state },
  { heading: 'Version', of: ({ templateVersion }) => String(templateVersion ?? '-') },
  { heading: 'Name', of: ({ name }) => name, shrinks: true },
  { heading: 'Category', of: ({ category }) => category || '-' },
  { heading: 'Went well', of: ({ figures }) => (figures ? wentWell(figures) : '-') },
];

function wentWell({ outcomes }: TemplateFigures): string {
  const all = Object.values(outcomes).reduce((sum, count) => sum + (count ?? 0), 0);
  return all === 0 ? 'not done yet' : `${outcomes.successful ?? 0} of ${all}`;
}

const raiseCommand = (): Command =>
  withJson(withFields(new Command('raise')))
    .description('raise a standard change; with a window and an assignee it is scheduled at once')
    .argument('<template>', 'its key, as template list says it')
    .option('--title <title>', 'in a line, what is changed, where the template leaves it open')
    .option('--window <start/end zone>', "when, such as '2026-12-05T22:00/2026-12-06T04:00 Europe/Amsterdam'")
    .option('--template-version <n>', 'refuse unless this version of the template is in force')
    .addHelpText('after', fieldsInWords)
    .action(raise);

type Raise = Json & FieldOptions & { title?: string; window?: string; templateVersion?: string };

async function raise(templateId: string, { title, window, templateVersion, ...options }: Raise): Promise<void> {
  const server = serverOf(process.env);
  const set = [
    ...(options.set ?? []),
    ...(title === undefined ? [] : [`title=${title}`]),
    ...(window === undefined ? [] : [`window=${window}`]),
  ];
  const fields = await changeFields(server, { ...options, set }, raiseFromTemplateRoute.input.shape);
  const version = templateVersion === undefined ? {} : { templateVersion: Number(templateVersion) };
  const given = inputFor(raiseFromTemplateRoute, { ...fields, templateId, ...version });
  const change = await call(server, raiseFromTemplateRoute, given);
  answer(options, change, () => [`${change.number} is raised in ${change.state.name}: ${change.title}`]);
}
