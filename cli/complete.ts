import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { showChangeRoute } from '@interlock/contract/changes.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { listTemplatesRoute } from '@interlock/contract/templates.ts';
import { Command } from 'commander';
import { type Caller, call } from './call.ts';
import { serverOf } from './server.ts';
import { numberIn } from './the-change.ts';
import { say } from './words.ts';

/** Whoever presses Tab does not wait longer. */
const PATIENCE_MS = 1_500;

/** For the completion scripts: words that only the server knows, one a line. Where it cannot be asked there are none. */
export function completeCommand(): Command {
  return new Command('complete')
    .argument('<what>')
    .argument('[change]')
    .action(async (what: string, change: string | undefined) => {
      const server = (): Caller => ({ ...serverOf(process.env), signal: AbortSignal.timeout(PATIENCE_MS) });
      const words = await (known[what]?.(server, change ?? '') ?? Promise.resolve([])).catch(() => []);
      for (const word of words) say(word);
    });
}

const known: Record<string, (server: () => Caller, change: string) => Promise<string[]>> = { models, moves, templates };

async function models(server: () => Caller): Promise<string[]> {
  const { items } = await call(server(), listModelsRoute, {});
  return items.map(({ key }) => key);
}

async function templates(server: () => Caller): Promise<string[]> {
  const { items } = await call(server(), listTemplatesRoute, { state: ['published', 'retiring'], limit: 200 });
  return items.map(({ key }) => key);
}

async function moves(server: () => Caller, change: string): Promise<string[]> {
  const { id } = await call(server(), showChangeRoute, { changeId: numberIn(change) });
  return (await call(server(), explainChangeRoute, { changeId: id })).moves.map(({ to }) => to);
}
