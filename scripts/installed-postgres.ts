import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUser, makePrivateFolder } from '../server/platform/embedded/database-user.ts';
import { startPostmaster, stopPostmaster } from '../server/platform/embedded/postmaster.ts';

/** The oldest PostgreSQL that we support, where Debian puts it. */
const binaries = '/usr/lib/postgresql/15';

export const hasInstalledPostgres = (): boolean => existsSync(join(binaries, 'bin', 'initdb'));

/** A cluster of the machine's own PostgreSQL 15 for a run, in the run's folder and reachable through a socket there. */
export async function startInstalledPostgres(folder: string): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const user = databaseUser();
  const [dataDir, socketDir] = [join(folder, 'postgres-15'), join(folder, 's15')];
  makePrivateFolder(dataDir, user);
  makePrivateFolder(socketDir, user);
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const args = ['-D', dataDir, '-U', 'interlock', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(binaries, 'bin', 'initdb'), args, { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const logFile = join(folder, 'postgres-15.log');
  const { pid } = await startPostmaster({ binaries, dataDir, socketDir, logFile, user, settings });
  return {
    ownerUrl: `postgres://interlock@localhost/postgres?host=${encodeURIComponent(socketDir)}`,
    stop: () => stopPostmaster(dataDir, pid),
  };
}
