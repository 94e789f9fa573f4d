import { beforeAll, expect, test } from 'vitest';
import type { CrashPoint } from '../platform/jobs/crash-points.ts';
import { despiteDeaths, dieAtEach, type Site } from '../testing/crash-storm.ts';
import { runSql } from '../testing/run-sql.ts';
import { keptFiles, type Stormy, stormy } from '../testing/stormy.ts';

// What reaches beyond the database, at each of its points. The jobs and the clock follow in the storm, which takes minutes.

let house: Stormy;
let sites: Record<'calm' | 'wild', Site>;

beforeAll(async () => {
  house = await stormy();
  sites = { calm: await house.site(), wild: await house.site() };
});

const sending: CrashPoint[] = [
  ...(['mail: before it is sent', 'mail: sent, not recorded'] as const),
  ...(['post: before it is sent', 'post: sent, not recorded'] as const),
];
const filing: CrashPoint[] = [
  ...(['file: before it lies in its place', 'file: in its place, not recorded'] as const),
  ...(['file: recorded as removed, still there', 'file: removed'] as const),
];

test('whichever mail, post or file a server dies over, it arrives and lies there as if it had lived', async () => {
  const acts = async (address: string) => {
    for (const name of ['kept', 'first']) await house.attach(address, name);
    await house.remove(address, 'first');
  };
  expect(await dieAtEach(sites.wild, sending)).toEqual([]);
  for (const [at, points] of [
    [sites.calm, []],
    [sites.wild, filing],
  ] as const) {
    const server = await despiteDeaths(at, points, acts);
    await at.settles();
    await server.kill();
    await at.isGone();
  }
  await house.mustEndAlike(sites.calm, sites.wild);
  for (const at of [sites.calm, sites.wild]) {
    const rows = await runSql(at.database.ownerUrl, 'select id from attachment');
    expect(await keptFiles(at)).toEqual(rows.map(({ id }) => id));
    expect(rows).toHaveLength(1);
  }
});
