import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Book, closedIn, undoneIn } from '../../scripts/crowd/book.ts';
import { work } from '../../scripts/crowd/crowd.ts';
import { judge } from '../../scripts/crowd/judge.ts';
import { proofOfLog } from '../../scripts/crowd/log.ts';
import { gather } from '../../scripts/crowd/members.ts';
import { storedIn } from '../../scripts/crowd/stored.ts';
import { testDatabase } from '../testing/database.ts';
import { serverProcess } from '../testing/server-process.ts';
import { PASSWORD } from '../testing/world.ts';

const { appUrl, ownerUrl } = await testDatabase();
const home = mkdtempSync(join(tmpdir(), 'interlock-fifty-'));
const admin = { email: 'ada@example.org', password: PASSWORD };
const start = (name: string) =>
  serverProcess({
    INTERLOCK_DATA: join(home, name),
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    INTERLOCK_ADMIN_EMAIL: admin.email,
    INTERLOCK_ADMIN_PASSWORD: admin.password,
  });
const servers = [await start('first'), await start('second')];
afterAll(async () => {
  for (const { kill } of servers) await kill();
  rmSync(home, { recursive: true, force: true });
});
const addresses = servers.map(({ address }) => address);
const [first = ''] = addresses;
/** A change came to its end, everything that people do was done, and requests were repeated in both ways. */
const hasSeenAll = (book: Book) =>
  closedIn(book) > 0 && undoneIn(book).length === 0 && book.repeated.atOnce > 0 && book.repeated.again > 0;
const nothing = { faults: [], lost: [], doubled: [], unasked: [], astray: [] };
/** Five seconds, and longer where the machine is so slow that they have not seen all by then. */
const goesOn = (book: Book, ms: number) => ms < 5_000 || (!hasSeenAll(book) && ms < 90_000);

test('fifty people at two servers lose nothing that they did, and nothing is done twice', async () => {
  const { members, auditToken } = await gather(first, admin);
  expect(members).toHaveLength(50);
  const book = await work({ addresses, members, goesOn, seed: 1, pauses: [10, 150] });
  const stored = await storedIn(ownerUrl);

  expect(hasSeenAll(book)).toBe(true);
  expect({ faults: book.faults, ...judge(book, stored) }).toEqual(nothing);
  const proof = await proofOfLog(first, auditToken);
  expect(proof.faults).toEqual([]);
  expect(proof.events).toBeGreaterThanOrEqual(stored.events.length);
}, 240_000);
