import { request } from 'node:http';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import { expect, test } from 'vitest';
import { world } from '../testing/world.ts';

const LONG = 31 * 1024 * 1024;
/** Milliseconds of the processor's own time, so that a busy machine makes no difference. */
const LONGEST_TURN = 250;

/** As many rows as fit, whose state the map does not know. */
function refusedRows(): string {
  const rows = ['id,title,state,plan'];
  for (let n = 0; n * 80 < LONG; n++) rows.push(`${n},Patch the ledger,strange,`.padEnd(79, 'x'));
  return rows.join('\n');
}

/** What the thread works between two of its turns, at most, until `stop`. */
function turns(): { stop(): number } {
  let [longest, before] = [0, process.threadCpuUsage()];
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
  };
  const timer = setInterval(look, 1);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}

test('a file of 32 MB in one request keeps nobody waiting for long, and its report tells the first of what was refused', async () => {
  const { admin, address } = await world();
  const fields = {
    number: { column: 'id' },
    title: { column: 'title' },
    state: { column: 'state', values: { done: { state: 'closed' } } },
    implementationPlan: { column: 'plan' },
  };
  const csv = refusedRows();
  const rows = csv.split('\n').length - 1;
  const body = Buffer.from(JSON.stringify({ fileName: 'a.csv', map: { source: 'Old', fields }, csv, dryRun: true }));
  const headers = { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' };
  const busy = turns();
  const answer = await new Promise<Buffer[]>((done, fail) => {
    const sent = request(`${address}${importChangesRoute.path}`, { method: 'POST', headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(pieces));
    });
    sent.on('error', fail).end(body);
  });
  expect(busy.stop()).toBeLessThan(LONGEST_TURN);
  const report = importChangesRoute.output.parse(JSON.parse(Buffer.concat(answer).toString()));
  expect(report).toMatchObject({ created: 0, refused: rows, untold: rows - 10_000 });
  expect(report.refusals).toHaveLength(10_000);
}, 300_000);
