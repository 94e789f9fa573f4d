import { createWriteStream, openAsBlob, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AttachedFile, attachFileRoute, listFilesRoute, readFileRoute } from '@interlock/contract/files.ts';
import { Argument, Command } from 'commander';
import { bytesFrom, type Caller, call, sendFile } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { inputFor } from './input.ts';
import { type Json, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { changeArgument, theChange } from './the-change.ts';
import { answer } from './words.ts';

export const attachCommand = (): Command =>
  withJson(new Command('attach'))
    .description('attach files to a change; before the work that is a material edit')
    .addArgument(changeArgument())
    .addArgument(new Argument('<files...>', 'the files'))
    .action(async (typed: string, files: string[], options: Json) => {
      const server = serverOf(process.env);
      const { id: changeId, number } = await theChange(server, typed);
      let items: AttachedFile[] = [];
      for (const file of files) {
        const input = inputFor(attachFileRoute, { changeId, name: basename(file) });
        ({ items } = await sendFile(server, attachFileRoute, input, await blobOf(file)));
      }
      answer(options, items, () => [`${number} has ${items.length === 1 ? 'one file' : `${items.length} files`} now.`]);
    });

export const filesCommand = (): Command =>
  withJson(new Command('files'))
    .description('list the files of a change')
    .addArgument(changeArgument())
    .action(async (typed: string, options: Json) => {
      const server = serverOf(process.env);
      const { id: changeId } = await theChange(server, typed);
      const { items } = await call(server, listFilesRoute, { changeId });
      answer(options, items, () => linesOf(items));
    });

export const downloadCommand = (): Command =>
  new Command('download')
    .description('save a file of a change')
    .addArgument(changeArgument())
    .argument('<file>', 'its name, or its id where two have one name')
    .option('--to <path>', 'where to save it (- writes it out); its own name here where it is not given')
    .action(async (typed: string, named: string, { to }: { to?: string }) => {
      const server = serverOf(process.env);
      await save(server, await theFile(server, typed, named), to);
    });

const columns: readonly Column<AttachedFile>[] = [
  { heading: 'Name', of: ({ name }) => name, shrinks: true },
  { heading: 'Bytes', of: ({ bytes }) => String(bytes) },
  { heading: 'Added by', of: ({ addedBy }) => addedBy.name },
  { heading: 'Added', of: ({ addedAt }) => addedAt.slice(0, 16) },
  { heading: 'SHA-256', of: ({ sha256 }) => sha256 },
];

const linesOf = (items: readonly AttachedFile[]): string[] =>
  items.length === 0 ? ['It has no files.'] : table(columns, items, process.stdout.columns);

/** Read from the disk as it is sent, so that its size costs no memory. */
async function blobOf(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch {
    return fail(codes.wrongUse, `There is no file ${file}, or it cannot be read.`);
  }
}

async function theFile(server: Caller, typed: string, named: string): Promise<AttachedFile> {
  const { id: changeId, number } = await theChange(server, typed);
  const { items } = await call(server, listFilesRoute, { changeId });
  const found = items.filter(({ id, name }) => id === named || name === named);
  if (found.length > 1) {
    return fail(codes.wrongUse, `${number} has ${found.length} files of that name.`, ...found.map(({ id }) => id));
  }
  return found[0] ?? fail(codes.refused, `${number} has no file ${named}.`, `See: interlock change files ${number}`);
}

/** Nothing gets the file's name until it is whole, and nothing that is there is written over. */
async function save(server: Caller, { id: fileId, name }: AttachedFile, to = name): Promise<void> {
  const body = await bytesFrom(server, readFileRoute, { fileId });
  if (to === '-') return pipeline(Readable.fromWeb(body), process.stdout, { end: false });
  const part = `${to}.part`;
  try {
    await pipeline(Readable.fromWeb(body), createWriteStream(part, { flags: 'wx' }));
    renameSync(part, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code !== 'EEXIST') rmSync(part, { force: true });
    fail(codes.refused, `${to} cannot be written${code ? ` (${code})` : ': the file broke off on its way'}.`);
  }
}
