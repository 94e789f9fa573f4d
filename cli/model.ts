import { listModelsRoute, type Model } from '@interlock/contract/models.ts';
import { Command } from 'commander';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { importModelCommand } from './model-import.ts';
import { modelNamed } from './named.ts';
import { type Json, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { answer, json } from './words.ts';

export function modelCommand(): Command {
  const model = new Command('model').description('change models: list them, take one out, bring one in as a draft');
  model.addCommand(listCommand()).addCommand(exportCommand()).addCommand(importModelCommand());
  return model;
}

const listCommand = (): Command =>
  withJson(new Command('list'))
    .description('list the models in force')
    .action(async (options: Json) => {
      const found = await call(serverOf(process.env), listModelsRoute, {});
      answer(options, found, () => table(columns, found.items, process.stdout.columns));
    });

const columns: readonly Column<Model>[] = [
  { heading: 'Key', of: ({ key }) => key },
  { heading: 'Name', of: ({ name }) => name },
  { heading: 'Version', of: ({ version }) => String(version) },
  { heading: 'States', of: ({ definition }) => definition.states.map(({ name }) => name).join(', '), shrinks: true },
];

/** Only what a model is; whose it is and when it was published stays behind. */
const portable = ({ key, name, description, definition }: Model) => ({ key, name, description, definition });

const exportCommand = (): Command =>
  withJson(new Command('export'))
    .description('say the version of a model that is in force, as JSON, to keep or to bring in elsewhere')
    .argument('<model>', 'its key, as model list says it')
    .action(async (typed: string, options: Json) => {
      const server = serverOf(process.env);
      console.log(json(portable(await modelWith(server, typed)), options.json ? undefined : 2));
    });

async function modelWith(server: Caller, typed: string): Promise<Model> {
  const id = await modelNamed(server, typed);
  const { items } = await call(server, listModelsRoute, {});
  return items.find((one) => one.id === id) ?? fail(codes.refused, `There is no model ${typed} in force.`);
}
