import { parseArgs } from 'node:util';
import { databasesOf } from './backup/databases.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { reached } from './backup/steps.ts';
import { filesBack } from './kept-files.ts';
import { readConfig } from './platform/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { migrationsFolder } from './platform/places.ts';
import { sentenceOf } from './platform/running/start-failure.ts';
import { holdsRecords, recordRestore } from './record-backup.ts';

const say = (line: string) => console.log(line);

/** Puts a backup into the database of this data folder, or into the one at DATABASE_URL. No server may run on it. */
async function restore(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } });
  const [file] = positionals;
  if (!file) throw new Error('Which backup? interlock restore FILE');
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const databases = await databasesOf(config, 'no server');
  try {
    const { header, tables, rows, jobs, files, lost } = await restoreBackup({
      file,
      ownerUrl: databases.ownerUrl,
      migrations: migrationsFolder,
      replace: values.replace ?? false,
      holdsRecords,
      files: filesBack(config.files),
      record: (client, made) => recordRestore(client, made, new Date()),
    });
    const appRole = decodeURIComponent(new URL(databases.appUrl).username);
    await migrate({ ownerUrl: databases.ownerUrl, appRole });
    reached('rights granted');
    say(`Restored what was backed up on ${header.madeAt} by Interlock ${header.program}.`);
    say('Everybody signs in again: sessions were not kept.');
    say(`${tables} tables, ${rows} rows, ${jobs} jobs, ${files} files beside them`);
    for (const file of lost) say(`Not in the backup: ${file}`);
  } finally {
    await databases.close();
  }
}

restore().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
