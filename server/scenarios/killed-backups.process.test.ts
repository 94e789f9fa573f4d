import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listChangesRoute } from '@interlock/contract/changes.ts';
import { attachFileRoute, listFilesRoute } from '@interlock/contract/files.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { readBackup } from '../backup/backup-file.ts';
import { backupSteps, restoreSteps, type Step } from '../backup/steps.ts';
import { migrate } from '../platform/database/migrate.ts';
import { emptyDatabase, type TestDatabase } from '../testing/database.ts';
import { footprint } from '../testing/footprint.ts';
import { type ServerProcess, serverProcess } from '../testing/server-process.ts';
import { allScopes, clientOf, PASSWORD, raise, signedIn } from '../testing/world.ts';

const programOf = (name: string) => fileURLToPath(new URL(`../${name}.ts`, import.meta.url));
const killer = new URL('../testing/killed-at.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'interlock-killed-'));
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const { kill } of servers) await kill();
  rmSync(folder, { recursive: true, force: true });
});

const email = 'ada@example.org';
const settingsOf = (name: string, { appUrl, ownerUrl }: TestDatabase) => ({
  INTERLOCK_DATA: join(folder, name),
  INTERLOCK_FILES: 'folder',
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await serverProcess({ ...env, INTERLOCK_ADMIN_EMAIL: email, INTERLOCK_ADMIN_PASSWORD: PASSWORD });
  servers.push(server);
  return server;
}

const comeIn = async ({ address }: ServerProcess) =>
  signedIn(
    address,
    await clientOf(address, {}).send('POST', signInRoute.path, { email, password: PASSWORD }),
    allScopes,
  );

type Ended = { code: number | null; signal: string | null; text: string };

async function run(name: 'backup' | 'restore', args: string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', killer, programOf(name), ...args], {
    env: { ...process.env, ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const [code, signal] = await once(child, 'close');
  return { code, signal, text };
}

const killedAt = async (step: Step, name: 'backup' | 'restore', args: string[], env: Record<string, string>) =>
  expect(await run(name, args, { ...env, KILLED_AT: step }), step).toMatchObject({ code: null, signal: 'SIGKILL' });

const database = await emptyDatabase();
const here = settingsOf('here', database);
const server = await start(here);
const ada = await comeIn(server);
const { id: changeId } = await raise(ada, ada);
await ada.upload(attachFileRoute, { changeId, name: 'plan.txt' }, 'what was planned');
const whole = join(folder, 'whole.backup');

/** Files that lie beside each other under this name, and what is left of a kill. */
const named = (name: string) => readdirSync(folder).filter((one) => one.startsWith(name));

describe('a backup that is killed', () => {
  const file = join(folder, 'killed.backup');

  test('at any of its steps leaves no file that looks whole, and the server at work', async () => {
    for (const step of backupSteps.filter((one) => one !== 'backup named')) {
      await killedAt(step, 'backup', [file], here);
      expect(existsSync(file), step).toBe(false);
      expect(named('killed.backup.').length, step).toBeLessThanOrEqual(1);
    }
    await raise(ada, ada);
  });

  test('once its file has its name has left one that is whole', async () => {
    await killedAt('backup named', 'backup', [file], here);
    const kinds: string[] = [];
    for await (const frame of readBackup(file)) if ('note' in frame) kinds.push(frame.note.kind);
    expect(kinds).toContain('file');
    expect(named('killed.backup')).toEqual(['killed.backup']);
  });

  test('never harms a file that was there before, and the next one is made', async () => {
    const earlier = readFileSync(file);
    expect(await run('backup', [file], here)).toMatchObject({ code: 1, text: expect.stringContaining('already') });
    expect(readFileSync(file)).toEqual(earlier);
    expect(await run('backup', [whole], here)).toMatchObject({ code: 0, text: expect.stringContaining('1 files') });
  });
});

describe('a restore that is killed', async () => {
  const target = await emptyDatabase();
  const there = settingsOf('there', target);
  const made = () => migrate({ ownerUrl: target.ownerUrl, appRole: target.appRole });

  test('on its way into an empty database leaves nothing that a server starts on', async () => {
    await killedAt('backup read', 'restore', [whole], there);
    for (const step of restoreSteps.slice(1, restoreSteps.indexOf('restore committed'))) {
      await killedAt(step, 'restore', [whole], there);
      await expect(made(), step).rejects.toThrow('restore again');
    }
    await expect(start(there)).rejects.toThrow(`A restore of ${whole} into this database did not come to its end`);
  });

  test('after its commit has left all of it; over records that it was told to lose, it leaves them as they were', async () => {
    await killedAt('restore committed', 'restore', [whole], there);
    const before = await footprint(target.ownerUrl);
    await killedAt('restore on record', 'restore', ['--replace', whole], there);
    expect(await footprint(target.ownerUrl)).toEqual(before);
    expect(await run('restore', [whole], there)).toMatchObject({ code: 1, text: expect.stringContaining('--replace') });
    await killedAt('rights granted', 'restore', ['--replace', whole], there);
    const again = await comeIn(await start(there));
    expect((await again.call(listChangesRoute, {})).items).toHaveLength(2);
    expect((await again.call(listFilesRoute, { changeId })).items).toMatchObject([{ name: 'plan.txt' }]);
  });
});
