import { listAuditRoute } from '@interlock/contract/audit.ts';
import { changeNeedsRoute } from '@interlock/contract/change-forms.ts';
import { listChangesRoute, previewMarkdownRoute } from '@interlock/contract/changes.ts';
import { exportAuditRoute, exportChangesRoute, exportVotesToLookAtRoute } from '@interlock/contract/exports.ts';
import { attachEvidenceRoute, attachFileRoute } from '@interlock/contract/files.ts';
import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { setUpStateRoute } from '@interlock/contract/identity.ts';
import { previewImportRoute } from '@interlock/contract/import-runs.ts';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import { previewIncidentsRoute } from '@interlock/contract/incident-imports.ts';
import { countOverridesRoute } from '@interlock/contract/overrides.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import { previewRecurringRoute } from '@interlock/contract/recurring.ts';
import type { Route } from '@interlock/contract/route.ts';
import { exportSealedRoute } from '@interlock/contract/sealing.ts';
import { listChangeGroupsRoute } from '@interlock/contract/views.ts';
import { listVotesToLookAtRoute } from '@interlock/contract/vote-checks.ts';
import { findReadersRoute } from '@interlock/contract/watching.ts';
import { beforeAll, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { type Answer, type Client, type Somebody, type World, world } from '../testing/world.ts';

let all: World;
let mia: Somebody;
beforeAll(async () => {
  all = await world();
  mia = await all.person('Mia', ['change_manager', 'administrator']);
});

async function answersTo(times: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) {
    const some = Math.min(100, times - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: some }, ask))));
  }
  return answers;
}

async function expectLimit(by: Client, times: number, method: string, path: string, body?: unknown): Promise<void> {
  const answers = await answersTo(times + 1, () => by.send(method, path, body));
  const late = answers.filter(({ status }) => status === 429);
  expect(late.map(({ body }) => body['code'])).toEqual(['too_many_requests']);
  const wait = Number(late[0]?.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
}

test('an address that is not signed in gets 300 answers a minute of one kind', async () => {
  await expectLimit(all.anonymous, 300, 'GET', setUpStateRoute.path);
  expect((await all.admin.send('GET', setUpStateRoute.path)).status).toBe(200);
});

test('a person imports 60 files a minute, and another one is not held up by them', async () => {
  const file = { fileName: 'a.csv', csv: '', map: {} };
  await expectLimit(all.admin, 60, 'POST', importChangesRoute.path, file);
  expect((await mia.send('POST', importChangesRoute.path, file)).status).toBe(400);
});

test('a person searches 1,200 times a minute; plain lists go on', async () => {
  await expectLimit(all.admin, 1_200, 'GET', `${listGroupsRoute.path}?q=approvers`);
  const plain = await answersTo(20, () => all.admin.send('GET', listGroupsRoute.path));
  expect(plain.filter(({ status }) => status !== 200)).toEqual([]);
  expect((await mia.send('GET', `${listGroupsRoute.path}?q=approvers`)).status).toBe(200);
});

test('whoever is open to anyone, or costs more than others, has a limit, and ordinary calls have none', () => {
  const limits = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
  expect(limits.filter(({ permission, limit }) => permission === 'anyone' && limit?.perMinute !== 300)).toEqual([]);
  const named = (route: Pick<Route, 'method' | 'path'>) => `${route.method} ${route.path}`;
  const costly = [
    listChangesRoute,
    listChangeGroupsRoute,
    listPeopleRoute,
    findReadersRoute,
    listGroupsRoute,
    listAuditRoute,
    previewMarkdownRoute,
    changeNeedsRoute,
    attachFileRoute,
    attachEvidenceRoute,
    importChangesRoute,
    previewImportRoute,
    previewIncidentsRoute,
    exportChangesRoute,
    exportAuditRoute,
    exportSealedRoute,
    listVotesToLookAtRoute,
    exportVotesToLookAtRoute,
    countOverridesRoute,
    previewRecurringRoute,
  ];
  const limited = limits.filter(({ permission, limit }) => permission !== 'anyone' && limit);
  expect(limited.map(named).sort()).toEqual(costly.map(named).sort());
});
