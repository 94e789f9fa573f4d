import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { databasesOf } from './backup/databases.ts';
import { makeBackup } from './backup/make-backup.ts';
import { outsideFiles } from './kept-files.ts';
import { readConfig } from './platform/config.ts';
import { readFrom } from './platform/file-folder.ts';
import { version } from './platform/places.ts';
import { sentenceOf } from './platform/start-failure.ts';
import { recordBackup } from './record-backup.ts';

const say = (line: string) => console.log(line);

/** Writes all that was acknowledged into one file, while the server runs or not. Killed, it leaves nothing that looks whole. */
async function backUp(): Promise<void> {
  const file = process.argv[2];
  if (!file) throw new Error('Into which file? interlock backup FILE');
  if (existsSync(file)) throw new Error(`${file} is there already: name another file.`);
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const databases = await databasesOf(config, 'running or not');
  const part = `${file}.part`;
  try {
    const now = new Date();
    const files = { list: outsideFiles, read: (id: string) => readFrom(config.files.folder, id) };
    const packed = createZstdCompress();
    const written = pipeline(packed, createWriteStream(part, { mode: 0o600, flush: true }));
    written.catch(() => {});
    const made = makeBackup(packed, { databaseUrl: databases.ownerUrl, program: version, now, files });
    made.catch((error) => packed.destroy(error));
    const [report] = await Promise.all([made, written]);
    await recordBackup(databases.appUrl, now, { ...report });
    renameSync(part, file);
    say(`${report.tables} tables, ${report.files} files beside them, ${report.bytes} bytes`);
    if (report.lost.length > 0) {
      throw new Error(
        `The backup was made without what is missing in ${config.files.folder}:\n${report.lost.join('\n')}`,
      );
    }
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    await databases.close();
  }
}

backUp().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
