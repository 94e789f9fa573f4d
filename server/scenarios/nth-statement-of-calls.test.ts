import { randomUUID } from 'node:crypto';
import type { Route } from '@interlock/contract/route.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { type Fault, failingStatements } from '../testing/failing-statements.ts';
import { runSql } from '../testing/run-sql.ts';
import { untold, watch } from '../testing/watched.ts';
import { type Act, askingOnly, bankOfTheYear, nameOf, peopleOfTheYear, sendAs, unsafeCalls } from '../testing/year.ts';
import { yearOfWork } from '../testing/year-of-work.ts';

/** What the year does not use. */
const notHere: Record<string, string> = {
  'POST /api/v1/setup': 'it happens once, before there is anything',
  'POST /api/v1/operator/set-up-link': 'there is none once it is set up',
  'POST /api/v1/demo': 'it is filled where nothing else is',
  'DELETE /api/v1/demo': 'it is filled where nothing else is',
};

/** Where the answer to the commit is lost, a repeat cannot get it: it was shown once, or who asked has gone by it. */
const notRepeated: Record<string, string> = {
  'POST /api/v1/people': 'its link is shown once',
  'POST /api/v1/people/:personId/reset-link': 'its link is shown once',
  'POST /api/v1/operator/reset-link': 'its link is shown once',
  'POST /api/v1/me/tokens': 'its token is shown once',
  'POST /api/v1/session': 'each is a session of its own',
  'POST /api/v1/links/accept': 'its link is spent',
  'POST /api/v1/me/password': 'the session that asked has ended',
  'DELETE /api/v1/session': 'the session that asked has ended',
};

const bank = await bankOfTheYear();
await watch(bank.database);
const people = await peopleOfTheYear(bank);
const faults = failingStatements();
afterAll(faults.stop);

const tried = new Map<string, { statements: number; lost: number }>();
const wrong: string[] = [];

/**
 * Lets the first statement of the request fail, then the second and so on, and the answer of each commit be lost, until it comes
 * through; with one key, as a caller repeats it. Each kind once; then it is sent as it is.
 */
const act: Act = async (client, route, input) => {
  const asked = route as unknown as Route;
  const given = input as Record<string, unknown>;
  const kind = `${nameOf(route)}${'to' in given ? ` to ${String(given['to'])}` : ''}`;
  const key = { 'idempotency-key': randomUUID() };
  const once = () => sendAs(client, asked, given, key);
  if (tried.has(kind)) return route.output.parse((await once()).body);
  const requests: string[] = [];
  const counts = { statements: 0, lost: 0 };
  tried.set(kind, counts);
  for (let nth = 1, loses = 0; ; nth++) {
    const upToCommit = nameOf(route) in notRepeated;
    const fault: Fault = { nth, loses, upToCommit, sent: 0, happened: 'nothing' };
    const answer = await sendAs(client, asked, given, { ...key, ...faults.bear(fault) });
    requests.push(answer.headers.get('x-request-id') ?? '');
    if (fault.happened === 'nothing' || fault.happened === 'committed') {
      expect([kind, answer.status, answer.body]).toEqual([kind, 200, answer.body]);
      await mustBeDoneOnce(kind, requests);
      return route.output.parse(answer.body);
    }
    counts.statements = nth;
    if (fault.happened === 'answer to the commit lost') {
      counts.lost += 1;
      loses = fault.sent;
    }
    const again = Number(answer.headers.get('retry-after'));
    if (answer.status !== 503 || answer.body['code'] !== 'unavailable' || !(again > 0)) {
      wrong.push(`${kind}: ${answer.status} ${answer.body['code']}, where at ${nth}: ${fault.happened}`);
    }
  }
};

/** Of all requests for one act at most one has left anything: each event says which request made it. */
async function mustBeDoneOnce(kind: string, requests: readonly string[]): Promise<void> {
  const rows = await runSql(
    bank.database.ownerUrl,
    `select distinct convert_from(leaf, 'UTF8')::jsonb ->> 'corr' as corr from audit_event order by 1`,
  );
  const left = rows.filter(({ corr }) => requests.includes(String(corr)));
  const most = askingOnly.includes(nameOfKind(kind)) ? 0 : 1;
  if (left.length > most) wrong.push(`${kind}: done in ${left.length} parts`);
  if (left.length < most) wrong.push(`${kind}: left no event`);
}

const nameOfKind = (kind: string) => kind.replace(/ to \w+$/, '');

/** Nothing is written without an event, but that the clock tidies away sessions that are over. */
describe('whichever statement of a call fails, nothing of it stands, or all of it once', () => {
  test.each(Object.entries(yearOfWork))('%s', { timeout: 120_000 }, async (_title, play) => {
    await play({ bank, people, act });
    expect(wrong.splice(0)).toEqual([]);
    const silent = await untold(bank.database);
    expect(silent.filter(({ what }) => what !== 'DELETE session')).toEqual([]);
  });

  test('for every call of the contract that can change anything', () => {
    const names = new Set([...tried.keys()].map(nameOfKind));
    expect(unsafeCalls.filter((name) => !names.has(name) && !(name in notHere) && !askingOnly.includes(name))).toEqual(
      [],
    );
    const neverLost = [...tried].filter(([kind, { lost }]) => lost === 0 && !askingOnly.includes(nameOfKind(kind)));
    expect(neverLost.map(([kind]) => kind).toSorted()).toEqual(Object.keys(notRepeated).toSorted());
    for (const [kind, { statements }] of tried) expect(statements, kind).toBeGreaterThan(0);
  });
});
