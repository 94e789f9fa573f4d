import type { Config } from '../platform/config.ts';
import { databaseUser } from '../platform/embedded/database-user.ts';
import { runningPostgres, startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.ts';
import { databaseHome, openDataFolder } from '../platform/folder/data-folder.ts';

export type Databases = { appUrl: string; ownerUrl: string; close(): Promise<void> };

const say = (line: string) => console.error(line);

/** The database that the settings name, for a program of its own beside the server or in its place. */
export async function databasesOf(config: Config, beside: 'running or not' | 'no server'): Promise<Databases> {
  const outside = config.databaseUrl && {
    appUrl: config.databaseUrl,
    ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl,
    close: async () => {},
  };
  if (outside && beside === 'running or not') return outside;
  if (!outside && beside === 'running or not') {
    const running = runningPostgres(databaseHome(config.dataDir, databaseUser(), () => {}));
    if (running) return { ...running, close: async () => {} };
  }
  const folder = await openDataFolder(config.dataDir);
  process.once('exit', folder.close);
  if (outside) return outside;
  const started = await startEmbeddedPostgres({ home: databaseHome(folder.path, databaseUser(), say), log: say });
  return { appUrl: started.appUrl, ownerUrl: started.ownerUrl, close: started.stop };
}
