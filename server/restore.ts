import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { databasesOf } from './backup/databases.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { reached } from './backup/steps.ts';
import { filesBack } from './kept-files.ts';
import { readConfig } from './platform/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { migrationsFolder } from './platform/places.ts';
import { sentenceOf } from './platform/running/start-failure.ts';
import { type AsItWas, holdsRecords, recordRestore } from './record-backup.ts';

const options = { replace: { type: 'boolean' }, 'keep-tokens': { type: 'boolean' } } as const;
/** Of tokens; the count says how many there are. */
const MOST_NAMED = 50;
const say = (line: string) => console.log(line);

/** Puts a backup into the database of this data folder, or into the one at DATABASE_URL. No server may run on it. */
async function restore(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [file] = positionals;
  if (!file) throw new Error('Which backup? interlock restore FILE');
  // Before a database is made for it.
  if (!(await stat(file)).isFile()) throw new Error(`${file} is no file: name what interlock backup made.`);
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const databases = await databasesOf(config, 'no server');
  const keepTokens = values['keep-tokens'] ?? false;
  let asItWas: AsItWas | undefined;
  try {
    const { header, tables, rows, jobs, files, lost } = await restoreBackup({
      file,
      ownerUrl: databases.ownerUrl,
      migrations: migrationsFolder,
      replace: values.replace ?? false,
      holdsRecords,
      files: filesBack(config.files),
      record: async (client, made) => {
        asItWas = await recordRestore(client, made, new Date(), { keepTokens });
      },
    });
    const appRole = decodeURIComponent(new URL(databases.appUrl).username);
    await migrate({ ownerUrl: databases.ownerUrl, appRole });
    reached('rights granted');
    say(`Restored what was backed up on ${header.madeAt} by Interlock ${header.program}.`);
    say('Everybody signs in again: sessions were not kept.');
    say(`${tables} tables, ${rows} rows, ${jobs} jobs, ${files} files beside them`);
    for (const file of lost) say(`Not in the backup: ${file}`);
    if (asItWas) for (const line of linesOn(asItWas, keepTokens)) say(line);
  } finally {
    await databases.close();
  }
}

/** What was taken from people since the backup was made is theirs again: somebody has to look. */
function linesOn({ accounts, administrators, tokens }: AsItWas, keepTokens: boolean): string[] {
  const those = tokens.slice(0, MOST_NAMED).map((token) => `  ${token}`);
  const more = tokens.length > MOST_NAMED ? [`  and ${tokens.length - MOST_NAMED} more`] : [];
  return [
    keepTokens
      ? `API tokens that work, also those that were revoked since: ${tokens.length}`
      : `API tokens that ended; whoever needs one makes a new one: ${tokens.length}`,
    ...those,
    ...more,
    `Accounts that can sign in, also those that were deactivated since: ${accounts}. Look through the screen People.`,
    `Administrators among them: ${administrators.join(', ')}`,
  ];
}

restore().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
