import { listActivityRoute, listChangesRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { roles } from '@interlock/contract/permissions.ts';
import { isInQuery, type Route, requestOf } from '@interlock/contract/route.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { servedRoutes } from '../app.ts';
import { PASSWORD, raise, type Somebody, type World, world } from '../testing/world.ts';

const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');

const hostileTexts = [
  `' or 1=1 -- "; drop table change; -- \\'; select pg_sleep(10); $1 %s %_\\% {{7*7}}`,
  "&|!():*<-> '':* !! ²",
  'a\u0000b',
  '\ud800',
  '\u202egnp.exe\u001b[31m\r\nX: y',
  '-1',
  '1e308',
  '99999999999999999999',
  'CHG-999999999999999',
  '0000-01-01',
  '2026-02-31',
  '0000-01-01T00:00:00Z',
  '9999-12-31',
  '9999-12-31T23:59:59.999999999+14:00',
  '1970-01-01T00:00:00+23:59',
  '__proto__',
];
const hostileCursors = [
  ...[['1e30'], ['0.5'], [0.5], ['99999999999999999999'], [-1], ['x'], [null], [{}], [], 'x', { length: 1 }],
  ...[
    ['x', 'y'],
    [1, 2],
    ["'", '\ud800'],
  ],
  ...[
    ['x', 'y', 'z'],
    ['0000-01-01', 1, 2],
    [9e15, 1, 2],
    ['2026-01-01T00:00:00Z', "'", "'"],
  ],
].map(cursor);
const hostileValues: unknown[] = [null, -1, 0.5, [], ['x', ['y']], {}, { length: 3, toString: 'x' }];

let bank: World;
let rita: Somebody;
const samples: Record<string, Record<string, unknown>> = {};
beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita Requester', [...roles], { approver: true });
  const change = await raise(rita, bank.admin);
  const asRead = { changeId: change.id, version: change.version };
  const vote = { ...asRead, roundId: 'rnd_none' };
  const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'Europe/Amsterdam' };
  const fields = {
    ...{ title: 'A title', summary: '', description: '', purpose: 'fix', reason: '', ifNotDone: '', cannotWait: '' },
    ...{ impact: 'low', urgency: 'low', wantedDate: '2026-04-01', window, implementationPlan: '', testPlan: '' },
    ...{ backoutPlan: '', peopleImpacted: '', systemsAffected: '', priorityOverride: { priority: 1, reason: 'x' } },
    ...{ links: [{ url: 'https://example.org/', label: '' }], requesterId: rita.id, coordinatorId: rita.id },
    ...{ managerId: rita.id, teamId: 'grp_approvers', assigneeId: rita.id, riskLevel: 'low', riskAssessment: 'x' },
    ...{ categories: ['people'], triggers: ['cmdb_update'], benefit: 'x', cost: 'x', costOfNotDoing: 'x' },
    ...{
      communicationPlan: 'x',
      downtime: { minutes: 5, window },
      contacts: [{ name: 'Vic', email: 'v@example.org' }],
    },
  };
  const listed = {
    ...{
      q: 'x',
      number: 'CHG-1',
      state: 'draft',
      model: 'mdl_normal',
      priority: 1,
      outcome: 'failed',
      imported: false,
    },
    ...{ category: 'people', risk: 'none', onHold: false, restricted: false },
    ...{ requester: rita.id, assignee: rita.id, coordinator: rita.id, team: 'grp_approvers' },
    ...{ plannedFrom: '2026-03-01T00:00:00Z', plannedTo: '2026-03-09T00:00:00Z', category: 'people', risk: 'none' },
    onHold: false,
  };
  const audited = {
    ...{ object: 'CHG-1', actor: rita.id, verb: 'change.raised' },
    ...{ from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z' },
  };
  const map = {
    source: 'Elsewhere',
    fields: { number: { column: 'n' }, title: { column: 't' }, state: { value: { state: 'draft' } } },
  };
  Object.assign(samples, {
    'POST /api/v1/setup': {
      ...{ secret: 'ilk_set_x', organisation: 'X', zone: 'UTC', name: 'X', email: 'x@example.org', password: PASSWORD },
    },
    'POST /api/v1/changes/:changeId/files': { changeId: change.id, name: 'a.txt' },
    'POST /api/v1/session': { email: 'x@example.org', password: 'x' },
    'POST /api/v1/links/look': { secret: 'ilk_inv_x' },
    'POST /api/v1/links/accept': { secret: 'ilk_inv_x', password: PASSWORD },
    'POST /api/v1/me/deputies': { deputyId: bank.admin.id, from: '2026-03-02', until: '2026-03-03' },
    'POST /api/v1/changes/:changeId/lessons': {
      ...{ changeId: change.id, title: 'X', words: 'x', ownerId: rita.id, dueOn: '2026-04-01' },
    },
    'POST /api/v1/incidents': { system: 'X', number: '1', title: 'X', url: '', openedAt: '2026-03-02T10:00:00Z' },
    'POST /api/v1/changes/:changeId/incidents': {
      ...{ changeId: change.id, system: 'X', number: '2', title: 'X', openedAt: '2026-03-02T10:00:00Z' },
      ...{ kind: 'caused_by', attribution: 'suspected', words: 'x' },
    },
    'PATCH /api/v1/me': { version: 1, name: 'X', zone: 'UTC', theme: 'dark' },
    'POST /api/v1/me/password': { current: 'wrong', next: PASSWORD },
    'POST /api/v1/me/tokens': { name: 'X', scopes: ['read'], days: 1 },
    'GET /api/v1/me/sessions': { limit: 1 },
    'GET /api/v1/me/tokens': { limit: 1 },
    'GET /api/v1/people': { limit: 1, q: 'x', role: 'auditor', group: 'grp_approvers', active: true },
    'POST /api/v1/people': { name: 'X', email: 'y@example.org', roles: ['auditor'], groupIds: ['grp_approvers'] },
    'PATCH /api/v1/people/:personId': { personId: bank.admin.id, version: 99, name: 'X', roles: ['auditor'] },
    'POST /api/v1/people/:personId/deactivate': { personId: 'usr_none', version: 1 },
    'POST /api/v1/people/:personId/reactivate': { personId: 'usr_none', version: 1 },
    'POST /api/v1/people/:personId/link': { personId: 'usr_none', withId: 'usr_other', reason: 'X' },
    'POST /api/v1/people/:personId/unlink': { personId: 'usr_none', reason: 'X' },
    'GET /api/v1/groups': { limit: 1, q: 'x' },
    'POST /api/v1/groups': { name: 'X', managerId: rita.id, memberIds: [rita.id] },
    'PATCH /api/v1/groups/:groupId': { groupId: 'grp_none', version: 1, name: 'X', managerId: null, memberIds: [] },
    'POST /api/v1/changes': { modelId: 'mdl_normal', ...fields, restricted: true, readerIds: [rita.id] },
    'GET /api/v1/changes.csv': { ...listed, columns: 'title', zone: 'UTC', delimiter: ';', bom: true },
    'GET /api/v1/changes': { limit: 1, ...listed },
    'PATCH /api/v1/changes/:changeId': { ...asRead, ...fields },
    'POST /api/v1/changes/:changeId/move': {
      ...{ ...asRead, to: 'assess', reason: 'x', window, plannedEnd: { end: window.end, zone: 'UTC' } },
      ...{ closureCode: 'failed', closureNotes: 'x' },
    },
    'POST /api/v1/changes/:changeId/cancel': { ...asRead, version: 99, reason: 'duplicate', words: 'x' },
    'POST /api/v1/changes/:changeId/restrict': { ...asRead, version: 99, restricted: true, readerIds: [rita.id] },
    'POST /api/v1/changes/:changeId/watchers': { changeId: change.id, personIds: [rita.id] },
    'GET /api/v1/changes/:changeId/people': { changeId: change.id, q: 'x' },
    'POST /api/v1/changes/needs': { modelId: 'mdl_normal', changeId: change.id, ...fields },
    'POST /api/v1/changes/:changeId/copy': { changeId: change.id, modelId: 'mdl_normal' },
    'POST /api/v1/changes/:changeId/hold': { ...asRead, version: 99, reason: 'x' },
    'POST /api/v1/changes/:changeId/release': { ...asRead, words: 'x' },
    'POST /api/v1/changes/:changeId/ask-again': asRead,
    'POST /api/v1/changes/:changeId/answer': { changeId: change.id, questionId: 'qst_none', words: 'x' },
    'POST /api/v1/changes/:changeId/comments': { changeId: change.id, text: 'x' },
    'POST /api/v1/changes/:changeId/approve': { ...vote, comment: 'x' },
    'POST /api/v1/changes/:changeId/reject': { ...vote, comment: 'x' },
    'POST /api/v1/changes/:changeId/ask': { ...vote, words: 'x' },
    'GET /api/v1/changes/:changeId/activity': { changeId: change.id, limit: 1, only: 'all' },
    'GET /api/v1/changes/:changeId/revisions': { changeId: change.id, limit: 1 },
    'GET /api/v1/inbox': { limit: 1 },
    'GET /api/v1/overview': { zone: 'UTC' },
    'GET /api/v1/views': { limit: 1 },
    'POST /api/v1/views': {
      ...{ name: 'X', filters: { q: 'x' }, columns: ['title'] },
      sharedWith: 'nobody',
      groupId: null,
    },
    'PATCH /api/v1/views/:viewId': { viewId: 'vew_none', version: 1, name: 'X', sharedWith: 'everyone' },
    'POST /api/v1/markdown': { text: 'x' },
    'GET /api/v1/audit': { limit: 1, ...audited },
    'GET /api/v1/audit/seal': {},
    'GET /api/v1/audit.ndjson': {},
    'GET /api/v1/audit.csv': { ...audited, zone: 'UTC', delimiter: ';', bom: true },
    'POST /api/v1/imports/changes': { fileName: 'x.csv', map, csv: 'n,t\n1,One', dryRun: true },
    'POST /api/v1/operator/reset-link': { email: 'x@example.org' },
  });
});

const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const answerOf = (status: number, route: Route, field: string, value: unknown) =>
  `${status} ${nameOf(route)} ${field}=${JSON.stringify(value)?.slice(0, 80)}`;

/** What a field is tried with; an address can only carry text, and no halves of characters. */
function triesFor(route: Route, field: string): unknown[] {
  const texts = field === 'cursor' ? [...hostileTexts, ...hostileCursors] : hostileTexts;
  const place = placeOf(route, field);
  const tries = place === 'body' ? [...texts, ...hostileValues] : texts.map((text) => text.toWellFormed());
  return tries.filter((value) => !isRefusedElsewhere(route.input.shape[field], place, value));
}

const placeOf = (route: Route, field: string): 'path' | 'query' | 'body' => {
  if (fieldsInPath(route).includes(field)) return 'path';
  return isInQuery(route) ? 'query' : 'body';
};

const refused = new Map<z.core.$ZodType | undefined, Set<string>>();

/**
 * Routes share schemas. What one refuses gets no further at any of them, so it is sent to the first that has it in this
 * place; what it takes is sent to each.
 */
function isRefusedElsewhere(schema: z.core.$ZodType | undefined, place: string, value: unknown): boolean {
  if (schema && z.safeParse(schema, value).success) return false;
  const before = refused.get(schema) ?? new Set();
  refused.set(schema, before);
  const known = before.size;
  before.add(`${place} ${JSON.stringify(value)}`);
  return before.size === known;
}

describe('whatever is sent in a field', () => {
  test.each(routes.map((route) => [nameOf(route), route] as const))(
    '%s answers it and does not break',
    async (name, route) => {
      const client = route.permission === 'operator.links' ? bank.operator : rita.browser;
      const sample = samples[name] ?? Object.fromEntries(fieldsInPath(route).map((field) => [field, 'x']));
      for (const field of Object.keys(route.input.shape)) {
        const answers = triesFor(route, field).map(async (value) => {
          const { path, body } = requestOf(route, { ...sample, [field]: value });
          const { status } = await client.send(route.method, path, route.takes ? Buffer.from('a') : body);
          return status >= 500 ? [answerOf(status, route, field, value)] : [];
        });
        expect((await Promise.all(answers)).flat()).toEqual([]);
      }
    },
  );

  test('nothing of what was taken in breaks a page that shows it', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: { items: { id: string }[]; next: string | null } = await rita.call(listChangesRoute, {
        limit: 200,
        ...(next && { cursor: next }),
      });
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    } while (next);
    expect(seen.length).toBeGreaterThan(20);
    await Promise.all(
      seen.flatMap((changeId) => [
        rita.call(showChangeRoute, { changeId }),
        rita.call(listActivityRoute, { changeId }),
      ]),
    );
    await rita.call(inboxRoute, {});
    const { status: junk } = await bank.admin.send('GET', '/api/v1/audit?cursor=a%00b');
    expect([junk, (await bank.admin.send('GET', '/api/v1/audit?limit=200')).status]).toEqual([400, 200]);
  });
});

const fieldsInPath = ({ path }: Route) => [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
