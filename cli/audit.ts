import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { exportSealedRoute } from '@interlock/contract/sealing.ts';
import { Command } from 'commander';
import { keyOf, type Note, noteOf, type Proof, proofOf } from './audit-proof.ts';
import { bytesFrom } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { textOf } from './files.ts';
import { type Json, repeated, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { answer, say } from './words.ts';

export function auditCommand(): Command {
  return new Command('audit')
    .description('the audit log: take it along, and prove that nothing in it was altered')
    .addCommand(exportCommand())
    .addCommand(verifyCommand());
}

const exportCommand = (): Command =>
  new Command('export')
    .description('write every sealed event with all checkpoints into a file, to verify anywhere')
    .argument('<file>', 'the file to make; it must not be there yet')
    .action(async (file: string) => {
      const pieces = await bytesFrom(serverOf(process.env), exportSealedRoute, {});
      const to = await open(file, 'wx', 0o600).catch(() =>
        fail(codes.wrongUse, `${file} cannot be made, or is there already.`),
      );
      await to.writeFile(pieces);
      await to.close();
      say(`Exported to ${file}. Prove it with: interlock audit verify ${file}`);
    });

type Options = Json & { key?: string[]; since?: string };

const verifyCommand = (): Command =>
  withJson(new Command('verify'))
    .description('work out every hash, root and signature anew, of an export or of the running server')
    .argument('[file]', 'what audit export wrote; without it the server is asked')
    .addOption(repeated('--key <key>', 'a key that you trust, as the server said it once; may be given several times'))
    .option('--since <file>', 'a checkpoint that was kept elsewhere: nothing before it may have gone')
    .action(async (file: string | undefined, options: Options) => {
      const keys = (options.key ?? []).map((given) => keyOf(given) ?? fail(codes.wrongUse, `${given} is no key.`));
      const since = options.since === undefined ? undefined : checkpointIn(options.since);
      const proof = await proofOf(await linesOf(file), { keys, since });
      answer(options, proof, () => inWords(proof, keys.length > 0));
      if (proof.faults.length > 0 || proof.late) process.exitCode = codes.refused;
    });

async function linesOf(file: string | undefined): Promise<AsyncIterable<string>> {
  const input = file
    ? createReadStream(file).on('error', () => {})
    : Readable.fromWeb(await bytesFrom(serverOf(process.env), exportSealedRoute, {}));
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

const checkpointIn = (file: string): Note => noteOf(textOf(file)) ?? fail(codes.wrongUse, `${file} is no checkpoint.`);

const MOST_SHOWN = 20;

function inWords(
  { origins, events, checkpoints, redacted, withheld, unsigned, waiting, waitingSince, late, faults }: Proof,
  pinned: boolean,
): string[] {
  return [
    ...origins.map(({ name, size, root }) => `${name}: ${size} events, root ${root}`),
    `${events} events, ${checkpoints} checkpoints, redacted: ${redacted}, withheld: ${withheld}, not signed yet: ${unsigned}, not sealed yet: ${waiting}`,
    ...(late ? [`LATE: the server does not seal. Events wait since ${waitingSince}; look at its log.`] : []),
    ...(pinned ? [] : ['The keys are those that the log names itself. Pin one with --key to trust nobody.']),
    ...faults.slice(0, MOST_SHOWN).map((fault) => `FAULT: ${fault}`),
    ...(faults.length > MOST_SHOWN ? [`and ${faults.length - MOST_SHOWN} more faults`] : []),
    faults.length === 0
      ? late
        ? 'Nothing that was sealed was altered.'
        : 'Nothing was altered.'
      : 'The log does not hold.',
  ];
}
