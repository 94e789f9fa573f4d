import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { attachFileRoute, listFilesRoute, removeFileRoute } from '@interlock/contract/files.ts';
import { afterAll, expect } from 'vitest';
import { arrivedAt } from './arrivals.ts';
import { type Site, siteOn } from './crash-storm.ts';
import { copyOf } from './database.ts';
import { type DueWork, dueWork } from './due-work.ts';
import { endState, knownIn } from './end-state.ts';
import { mailServer } from './mail-server.ts';
import { receiver } from './receiver.ts';
import { clientOf } from './world.ts';

/** Work of every kind that has fallen due, and as many sites as one likes at which servers do it, and die over it or not. */
export type Stormy = {
  scene: DueWork;
  site(): Promise<Site>;
  /** That what stands and what arrived is the same at both. */
  mustEndAlike(calm: Site, wild: Site): Promise<void>;
  /** Of a file by this name, which is its key as well: a repeat is known by it. */
  attach(address: string, name: string): Promise<void>;
  remove(address: string, name: string): Promise<void>;
};

export async function stormy(): Promise<Stormy> {
  const [post, room] = await Promise.all([mailServer(), receiver()]);
  afterAll(async () => {
    await post.close();
    room.close();
  });
  const scene = await dueWork({ posts: `${room.url}/services/secret`, everybody: 'everybody@example.org' });
  const known = await knownIn(scene.database);
  const carl = (address: string) => clientOf(address, { token: scene.carl.token });
  const changeId = scene.near;
  return {
    scene,
    site: async () =>
      siteOn(await copyOf(scene.database), {
        ...{ SMTP_URL: post.url, MAIL_FROM: 'Interlock <interlock@example.org>', OUTBOUND_ALLOW: '127.0.0.1' },
        ...{ INTERLOCK_URL: 'https://changes.example.org', INTERLOCK_FILES: 'folder' },
      }),
    mustEndAlike: async (calm, wild) => {
      expect(await endState(wild.database, known)).toEqual(await endState(calm.database, known));
      const [ours, theirs] = [
        await arrivedAt(wild, { post, room }, known),
        await arrivedAt(calm, { post, room }, known),
      ];
      expect(ours.faults).toEqual([]);
      expect(ours.contents).toEqual(theirs.contents);
    },
    attach: async (address, name) => {
      const input = { changeId, name: `${name}.txt` };
      await carl(address).upload(attachFileRoute, input, `all of ${name}\n`, { 'idempotency-key': name });
    },
    remove: async (address, name) => {
      const { items } = await carl(address).call(listFilesRoute, { changeId });
      const file = items.find((one) => one.name === `${name}.txt`);
      if (file) await carl(address).call(removeFileRoute, { changeId, fileId: file.id });
    },
  };
}

/** A server that nothing happens to, until it has no more to do. */
export async function lives(at: Site, then: (address: string) => Promise<void> = async () => {}): Promise<void> {
  const server = at.start();
  await at.settles();
  await then(server.address() ?? '');
  await server.kill();
  await at.isGone();
}

/** What lies in the folder after the tidying of the next day. */
export async function keptFiles(at: Site): Promise<string[]> {
  const folder = join(at.folder, 'files');
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'database.id')
      .map(({ parentPath, name }) => join(parentPath, name));
  const before = new Date(Date.now() - 48 * 3600_000);
  for (const path of files()) utimesSync(path, before, before);
  await at.timePasses();
  await lives(at);
  return files().map((path) => path.slice(path.lastIndexOf('/') + 1));
}
