import { basename } from 'node:path';
import { profiles } from '@interlock/contract/import-runs.ts';
import { ChangeMap, type ImportReport, importChangesRoute, type RowNote } from '@interlock/contract/imports.ts';
import { Command, Option } from 'commander';
import type { z } from 'zod';
import { call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { contentOf, jsonOf } from './files.ts';
import { type ImportOptions, importStaged } from './import-staged.ts';
import { serverOf } from './server.ts';
import { json, plain, say } from './words.ts';

/** Larger ones travel in pieces, with their progress told. */
const IN_ONE_REQUEST = 8 * 1024 * 1024;

export function importCommand(): Command {
  const changes = new Command('changes')
    .description('import changes from a CSV file as history: closed, cancelled or drafts')
    .argument('<file>', 'the CSV file')
    .option('--map <map.json>', 'how its columns become changes; see docs/examples')
    .addOption(
      new Option('--profile <profile>', "go by the columns of a known system's exports, without a map").choices(
        profiles,
      ),
    )
    .option('--zone <zone>', 'with a profile: the time zone of its dates, such as Europe/Amsterdam')
    .option('--source <name>', "with a profile: the other system's name")
    .option('--save-map <map.json>', 'write the map that was used, so that it can be altered')
    .option('--refused <file>', 'write the refused rows, with reasons, as a CSV that can be mended and imported again')
    .option('--dry-run', 'report everything and write nothing')
    .option('--json', 'answer the whole report as JSON')
    .addHelpText(
      'after',
      `
All rows that are accepted go in together; refused rows are told with line, column and reason.
A second import of the same source updates what the first one made.
The last line says how many were created, updated and refused. Exit code 0 when no row was refused, 1 when some were.`,
    )
    .action(importChanges);
  return new Command('import').description("take in another system's records").addCommand(changes);
}

async function importChanges(file: string, options: ImportOptions): Promise<void> {
  const { map: mapFile, profile } = options;
  if ((mapFile === undefined) === (profile === undefined))
    return fail(codes.wrongUse, 'Name either a map (--map) or a profile (--profile).');
  const map = mapFile === undefined ? undefined : readMap(mapFile);
  const content = contentOf(file);
  const server = serverOf(process.env);
  const fileName = plain(basename(file));
  const small = content.length <= IN_ONE_REQUEST && options.refused === undefined && options.saveMap === undefined;
  const report =
    map && small
      ? await call(server, importChangesRoute, {
          ...{ fileName, map, csv: decoded(file, content, map.encoding), dryRun: options.dryRun ?? false },
        })
      : await importStaged(server, { fileName, content, map }, options);
  if (options.json) console.log(json(report));
  else tell(report, options.dryRun ?? false);
  if (report.refused > 0) process.exitCode = codes.refused;
}

function readMap(file: string): z.output<typeof ChangeMap> {
  const map = ChangeMap.safeParse(jsonOf(file));
  if (map.success) return map.data;
  const issues = map.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the map'}: ${message}`);
  return fail(codes.wrongUse, `${file} is no map that Interlock understands:`, ...issues);
}

/** The byte order mark stays, so that the sum that the server keeps is that of the file where it is UTF-8. */
function decoded(file: string, bytes: Buffer, encoding: string): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    return fail(
      codes.wrongUse,
      `${file} is not text in ${encoding}.`,
      'The map can name another encoding: windows-1252 or utf-16le.',
    );
  }
  return fail(codes.wrongUse, `${file} is no text file.`);
}

function tell({ created, updated, refused, refusals, warnings }: ImportReport, dryRun: boolean): void {
  for (const note of warnings) say(`warning: ${lineOf(note)}`);
  for (const note of refusals) say(`refused: ${lineOf(note)}`);
  if (dryRun) say('Dry run: nothing was written. It would be:');
  say(`${created} created, ${updated} updated, ${refused} refused`);
}

function lineOf({ line, column, value, reason }: RowNote): string {
  const where = column === null ? '' : `, ${column}`;
  return `line ${line}${where}${value === null ? ':' : `: "${value}"`} ${reason}`;
}
