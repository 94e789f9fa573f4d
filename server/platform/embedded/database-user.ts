import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isErrno } from '../running/processes.ts';

/** PostgreSQL refuses to run as root, so under root it runs as somebody with no rights elsewhere. */
export type DatabaseUser = { name: string; uid: number; gid: number; dedicated: boolean };

/** Whom the database runs as; nothing when Interlock is started by an ordinary user, who runs it too. */
export function databaseUser(passwd = '/etc/passwd'): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync(passwd, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['interlock', 'nobody']) {
    const [, , uid, gid] = users.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) {
      return { name, uid: Number(uid), gid: Number(gid), dedicated: name === 'interlock' };
    }
  }
  throw new Error('Interlock was started as root and needs a user for its database: create a system user "interlock".');
}

/** Whether this user can walk into a folder (root can always, so it has to be asked as that user). */
export function canReach(user: DatabaseUser | undefined, folder: string): boolean {
  if (!user) return true;
  const { uid, gid } = user;
  return spawnSync('/usr/bin/test', ['-x', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A folder that only the database's user may enter. A link or a stranger's folder in its place is refused. */
export function makePrivateFolder(path: string, user: DatabaseUser | undefined): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
  const folder = openFolder(path);
  try {
    const mine = [process.getuid?.(), user?.uid];
    if (!mine.includes(fstatSync(folder).uid)) throw new Error(takenBySomebody(path));
    if (user) fchownSync(folder, user.uid, user.gid);
    fchmodSync(folder, 0o700);
  } finally {
    closeSync(folder);
  }
}

/** Held open, so that what was looked at and what is given away are the same, whatever is put in its place meanwhile. */
function openFolder(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    throw new Error(takenBySomebody(path), { cause: error });
  }
}

const takenBySomebody = (path: string) => `${path} belongs to somebody else; remove it.`;

/** Gives a tree to the database's user: the user "interlock" may have been created after the first start as root. */
export function handOver(path: string, user: DatabaseUser): void {
  lchownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) handOver(inside, user);
    else lchownSync(inside, user.uid, user.gid);
  }
}
