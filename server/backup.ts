import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { databasesOf } from './backup/databases.ts';
import { type BackupReport, makeBackup } from './backup/make-backup.ts';
import { dropDeadParts, partOf } from './backup/parts.ts';
import { reached } from './backup/steps.ts';
import { outsideFiles } from './kept-files.ts';
import { type Config, readConfig } from './platform/config.ts';
import { readFrom, settle } from './platform/folder/file-folder.ts';
import { isDiskFull } from './platform/http/upload.ts';
import { crashPoint } from './platform/jobs/crash-points.ts';
import { version } from './platform/places.ts';
import { sentenceOf } from './platform/running/start-failure.ts';
import { recordBackup } from './record-backup.ts';

const say = (line: string) => console.log(line);

/** Writes all that was acknowledged into one file, while the server runs or not. Killed, it leaves nothing that looks whole. */
async function backUp(): Promise<void> {
  const [, , given] = process.argv;
  if (!given) throw new Error('Into which file? interlock backup FILE');
  const file = resolve(given);
  mustBeNew(file);
  dropDeadParts(file);
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const databases = await databasesOf(config, 'running or not');
  reached('backup connected');
  const part = partOf(file);
  try {
    const now = new Date();
    const report = await write(part, { config, databaseUrl: databases.ownerUrl, now });
    reached('backup on the disk');
    await crashPoint('backup: whole, not recorded');
    // Another backup may have taken the name meanwhile.
    mustBeNew(file);
    await recordBackup(databases.appUrl, now, { ...report });
    reached('backup on record');
    await crashPoint('backup: recorded, not in its place');
    renameSync(part, file);
    await settle(dirname(file));
    reached('backup named');
    await crashPoint('backup: in its place');
    say(`${report.tables} tables, ${report.files} files beside them, ${report.bytes} bytes`);
    if (report.lost.length > 0) {
      for (const name of report.lost) say(`Not in the backup: ${name}`);
      throw new Error(`The backup was made without what is missing in ${config.files.folder}.`);
    }
  } catch (error) {
    rmSync(part, { force: true });
    throw isDiskFull(error) ? await noRoom(file) : error;
  } finally {
    await databases.close();
  }
}

function mustBeNew(file: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already: name another file.`);
}

type From = { config: Config; databaseUrl: string; now: Date };

/** All of it is on the disk when this is done. */
async function write(part: string, { config, databaseUrl, now }: From): Promise<BackupReport> {
  const files = { list: outsideFiles, read: (id: string) => readFrom(config.files.folder, id) };
  const packed = createZstdCompress();
  const written = pipeline(packed, createWriteStream(part, { mode: 0o600, flush: true }));
  written.catch(() => {});
  reached('backup begun');
  const made = makeBackup(packed, { databaseUrl, program: version, now, files });
  made.catch((error) => packed.destroy(error));
  const [report] = await Promise.all([made, written]);
  return report;
}

async function noRoom(file: string): Promise<Error> {
  const folder = dirname(file);
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  return new Error(`The disk of ${folder} is full: ${free} MB are free, and the backup takes more. Nothing was kept.`);
}

backUp().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
