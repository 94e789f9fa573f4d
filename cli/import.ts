import { basename } from 'node:path';
import { profiles, startImportRoute, suggestMapRoute } from '@interlock/contract/import-runs.ts';
import { ChangeMap, type ImportReport, importChangesRoute, type RowNote } from '@interlock/contract/imports.ts';
import { startIncidentsRoute, suggestIncidentMapRoute } from '@interlock/contract/incident-imports.ts';
import { IncidentMap } from '@interlock/contract/incident-map.ts';
import { Command, Option } from 'commander';
import type { z } from 'zod';
import { call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { contentOf, jsonOf } from './files.ts';
import { type ImportOptions, importStaged, type Reading } from './import-staged.ts';
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
The last line says how many were created, updated and refused; of those updated, the one before it how many are unchanged.
Exit code 0 when no row was refused, 1 when some were.`,
    )
    .action(importChanges);
  const incidents = new Command('incidents')
    .description('import incidents from a CSV file, with the changes that caused or fixed them')
    .argument('<file>', 'the CSV file: a list of incidents, or a log with several rows for each')
    .option('--map <map.json>', 'how its columns become incidents; without it they are known by what they are called')
    .option('--zone <zone>', 'without a map: the time zone of its dates, such as Europe/Amsterdam')
    .option('--source <name>', "without a map: the other system's name")
    .option('--save-map <map.json>', 'write the map that was used, so that it can be altered')
    .option('--refused <file>', 'write the refused rows, with reasons, as a CSV that can be mended and imported again')
    .option('--dry-run', 'report everything and write nothing')
    .option('--json', 'answer the whole report as JSON')
    .addHelpText(
      'after',
      `
Several rows with one number are one incident. Changes that it names are linked where they are here, as suggested; others are
kept by their number and linked when they are imported. Ctrl-C cancels: nothing of it stands then.
The last line says how many incidents were created and updated, and how many rows refused. Exit code 0 when no row was refused,
1 when some were.`,
    )
    .action(importIncidents);
  return new Command('import')
    .description("take in another system's records")
    .addCommand(changes)
    .addCommand(incidents);
}

async function importChanges(file: string, options: ImportOptions): Promise<void> {
  const { map: mapFile, profile } = options;
  if ((mapFile === undefined) === (profile === undefined))
    return fail(codes.wrongUse, 'Name either a map (--map) or a profile (--profile).');
  const map = mapFile === undefined ? undefined : readMap(mapFile, ChangeMap);
  const content = contentOf(file);
  const server = serverOf(process.env);
  const fileName = plain(basename(file));
  const small = content.length <= IN_ONE_REQUEST && options.refused === undefined && options.saveMap === undefined;
  const found =
    map && small
      ? await call(server, importChangesRoute, {
          ...{ fileName, map, csv: decoded(file, content, map.encoding), dryRun: options.dryRun ?? false },
        })
      : await importStaged(server, { fileName, content, reading: changesBy(map, options) }, options);
  report(found, options);
}

const instead = ['Write a map (--map), or map it on the screen Import.'];

const changesBy = (map: ChangeMap | undefined, { profile, zone, source }: ImportOptions): Reading<ChangeMap> => ({
  ...{ map, instead },
  suggest: (server, runId) =>
    call(server, suggestMapRoute, { runId, profile, ...(zone && { zone }), ...(source && { source }) }),
  start: (server, given) => call(server, startImportRoute, given),
});

const incidentsBy = (map: IncidentMap | undefined, { zone, source }: ImportOptions): Reading<IncidentMap> => ({
  ...{ map, instead },
  suggest: (server, runId) =>
    call(server, suggestIncidentMapRoute, { runId, ...(zone && { zone }), ...(source && { source }) }),
  start: (server, given) => call(server, startIncidentsRoute, given),
});

async function importIncidents(file: string, options: ImportOptions): Promise<void> {
  const map = options.map === undefined ? undefined : readMap(options.map, IncidentMap);
  const given = { fileName: plain(basename(file)), content: contentOf(file), reading: incidentsBy(map, options) };
  report(await importStaged(serverOf(process.env), given, options), options);
}

function report(found: ImportReport, { json: asJson, dryRun }: ImportOptions): void {
  if (asJson) console.log(json(found));
  else tell(found, dryRun ?? false);
  if (found.refused > 0) process.exitCode = codes.refused;
}

function readMap<M extends z.ZodType>(file: string, form: M): z.output<M> {
  const map = form.safeParse(jsonOf(file));
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

function tell(
  { created, updated, unchanged, refused, refusals, warnings, untold }: ImportReport,
  dryRun: boolean,
): void {
  for (const note of warnings) say(`warning: ${lineOf(note)}`);
  for (const note of refusals) say(`refused: ${lineOf(note)}`);
  if (untold > 0) say(`and ${untold} more that are not told here`);
  if (dryRun) say('Dry run: nothing was written. It would be:');
  if (unchanged) say(`${unchanged} unchanged: of those updated, these say the same as before`);
  say(`${created} created, ${updated} updated, ${refused} refused`);
}

function lineOf({ line, column, value, reason }: RowNote): string {
  const where = column === null ? '' : `, ${column}`;
  return `line ${line}${where}${value === null ? ':' : `: "${value}"`} ${reason}`;
}
