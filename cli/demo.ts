import { setTimeout as delay } from 'node:timers/promises';
import { type Demo, fillDemoRoute, removeDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { Command, InvalidArgumentError } from 'commander';
import { call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { type Server, serverOf } from './server.ts';
import { json, say } from './words.ts';

type Options = { seed: string; months: number; remove?: true; json?: true };

const ASK_EVERY = 250;

function months(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1 && count <= 24) return count;
  throw new InvalidArgumentError('from 1 to 24.');
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('fill a new Interlock with a made-up organisation and its year, or remove that again')
    .option('--seed <seed>', 'the same seed gives the same demo, told from today', 'interlock')
    .option('--months <months>', 'how much of a past it has', months, 12)
    .option('--remove', 'take the demo away; what real people raised stays, and so does the audit log')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      `
It is offered while there is no change. Its people cannot sign in, and nobody is told of its past.`,
    )
    .action(async (options: Options) => {
      const server = serverOf(process.env);
      if (options.remove) await remove(server, options);
      else await fill(server, options);
    });
}

async function fill(server: Server, options: Options): Promise<void> {
  const { seed } = options;
  await call(server, fillDemoRoute, { seed, months: options.months });
  const demo = await ended(server);
  if (demo.state === 'failed') return fail(codes.refused, demo.problem ?? 'It failed.', 'Nothing of it is there.');
  if (options.json) return console.log(json(demo));
  say(`The demo is there: ${demo.planned ?? 0} acts of a made-up year.`);
  say('Sign in and look at the overview. Remove it with: interlock demo --remove');
}

/** It is filled, whoever asks or not. */
async function ended(server: Server): Promise<Demo> {
  for (;;) {
    const demo = await call(server, showDemoRoute, {});
    if (process.stderr.isTTY) process.stderr.write(`\r${demo.done} of ${demo.planned ?? '…'} acts`);
    if (demo.state !== 'filling') {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      return demo;
    }
    await delay(ASK_EVERY);
  }
}

async function remove(server: Server, options: Options): Promise<void> {
  const removed = await call(server, removeDemoRoute, {});
  if (options.json) return console.log(json(removed));
  const { changes, people, kept } = removed;
  say(`Removed: ${changes} changes, ${people} people, with all that belonged to them.`);
  const stay = Object.entries(kept).filter(([, count]) => count > 0);
  if (stay.length === 0) return;
  say(`Kept, since something of yours rests on them: ${stay.map(([what, count]) => `${what} ${count}`).join(', ')}.`);
}
