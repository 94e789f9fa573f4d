import {
  beginDraftRoute,
  type Draft,
  DraftDefinition,
  listDraftsRoute,
  modelKey,
  proposeDraftRoute,
  returnDraftRoute,
  showDraftRoute,
  writeDraftRoute,
} from '@interlock/contract/model-drafts.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { Command } from 'commander';
import { z } from 'zod';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { end, fail } from './failure.ts';
import { jsonOf } from './files.ts';
import { type Json, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { answer } from './words.ts';

/** What model export says. */
const Taken = z.strictObject({
  key: modelKey,
  name: z.string(),
  description: z.string().default(''),
  definition: DraftDefinition,
});
type Taken = z.output<typeof Taken>;

export const importModelCommand = (): Command =>
  withJson(new Command('import'))
    .description('bring a model in as a draft, and say what stands against publishing it')
    .argument('<file>', 'what model export said (- is what is piped in)')
    .option('--propose', 'lay it before the other administrators, where nothing stands against it')
    .option('--note <words>', 'with --propose: what is new in it')
    .option('--take-back', 'where that model is proposed already: take the proposal back and write on it')
    .addHelpText(
      'after',
      '\nThe model with that key is written on; where there is none, a new one begins. Published in the browser.',
    )
    .action(importModel);

type Options = Json & { propose?: true; note?: string; takeBack?: true };

async function importModel(file: string, options: Options): Promise<void> {
  const taken = Taken.safeParse(jsonOf(file));
  if (!taken.success) {
    const issues = taken.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the model'}: ${message}`);
    return fail(codes.wrongUse, `${file} is no model as model export says it:`, ...issues);
  }
  const server = serverOf(process.env);
  const draft = await saved(server, taken.data, options);
  if (draft.faults.length > 0) return stopAt(draft);
  const { modelId, version } = draft;
  const given = { modelId, version, ...(options.note !== undefined && { note: options.note }) };
  const last = options.propose ? await call(server, proposeDraftRoute, given) : draft;
  answer(options, last, () => [
    `${last.name} is ${options.propose ? 'proposed' : 'saved as a draft'}.`,
    ...last.differences.map((difference) => `  ${difference}`),
    ...last.warnings.map(({ message, next }) => `  Think about it: ${message} ${next}`),
  ]);
}

/** A draft of that key that is there already is written over: the file is what was meant. */
async function saved(server: Caller, { key, ...content }: Taken, { takeBack }: Options): Promise<Draft> {
  const { items: drafts } = await call(server, listDraftsRoute, {});
  const begun = drafts.find((draft) => draft.key === key);
  if (begun) {
    const found = await call(server, showDraftRoute, { modelId: begun.modelId });
    const { modelId, version } =
      takeBack && found.state === 'proposed'
        ? await call(server, returnDraftRoute, {
            ...{ modelId: found.modelId, version: found.version, words: 'A newer file was brought.' },
          })
        : found;
    return call(server, writeDraftRoute, { modelId, version, ...content });
  }
  const { items: models } = await call(server, listModelsRoute, { all: 'true' });
  const there = models.find((model) => model.key === key);
  return call(server, beginDraftRoute, { ...(there ? { modelId: there.id } : { key }), ...content });
}

function stopAt({ name, faults }: Draft): never {
  return end({
    code: codes.refused,
    lines: [
      `${name} is saved as a draft. It cannot be published as it is:`,
      ...faults.flatMap(({ path, message, next }) => [
        `  - ${path.join('.') || 'the model'}: ${message}`,
        `    ${next}`,
      ]),
    ],
    problem: { code: 'model_faulty', detail: `${name} is saved as a draft, with faults.`, faults },
  });
}
