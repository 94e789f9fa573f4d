import { type Role, roles, type Scope, scopes } from '@interlock/contract/permissions.ts';
import { isInQuery, type Route } from '@interlock/contract/route.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { addressOf } from '../testing/addresses.ts';
import { footprint } from '../testing/footprint.ts';
import { type Client, clientOf, type Somebody, type World, world } from '../testing/world.ts';

/** Whom a route lets through: by session, by the roles that an unlimited token may have, by the scopes that a token needs. */
type Row = {
  session: readonly Role[];
  token: readonly Role[];
  scope: readonly Scope[];
  nobody?: true;
  operator?: true;
};

const everyone: readonly Role[] = roles;
const workers: readonly Role[] = ['initiator', 'coordinator', 'change_manager', 'specialist', 'release_manager'];
/** Whoever is more than an approver reads all that there is. */
const readers: readonly Role[] = [...workers, 'auditor', 'administrator'];
/** Those who write templates of standard changes. */
const writers: readonly Role[] = ['coordinator', 'change_manager', 'specialist'];
const deciders: readonly Role[] = [...workers, 'approver', 'administrator'];

const by = (who: readonly Role[], scope: readonly Scope[], more: Partial<Row> = {}): Row => ({
  session: who,
  token: who,
  scope,
  ...more,
});
const anyone = by(everyone, scopes, { nobody: true, operator: true });
const whoeverIsIn = by(everyone, scopes);
const inTheBrowser = { session: everyone, token: [], scope: [] };
const reader = by(everyone, ['read']);
/** Whoever reads may follow; their token takes a scope that writes. */
const follower = by(everyone, ['change', 'approve']);
const administrator = by(['administrator'], ['people']);
const modeller = by(['administrator'], ['models']);
const importer = by(['administrator'], ['import'], { operator: true });
/** Whoever says who is told what; and whoever looks after the machine. */
const communicator = by(['change_manager', 'administrator'], ['operate']);
const operating = by(['administrator'], ['operate']);
const operatorAlone = by([], [], { operator: true });

const matrix: Record<string, Row> = {
  'GET /api/v1/setup': anyone,
  'POST /api/v1/setup': anyone,
  'POST /api/v1/session': anyone,
  'POST /api/v1/links/look': anyone,
  'POST /api/v1/links/accept': anyone,
  'GET /api/v1/me': whoeverIsIn,
  'POST /api/v1/markdown': whoeverIsIn,
  'DELETE /api/v1/session': inTheBrowser,
  'PATCH /api/v1/me': inTheBrowser,
  'POST /api/v1/me/password': inTheBrowser,
  'GET /api/v1/me/sessions': inTheBrowser,
  'DELETE /api/v1/me/sessions': inTheBrowser,
  'DELETE /api/v1/me/sessions/:sessionId': inTheBrowser,
  'GET /api/v1/me/tokens': inTheBrowser,
  'POST /api/v1/me/tokens': inTheBrowser,
  'DELETE /api/v1/me/tokens/:tokenId': inTheBrowser,
  'GET /api/v1/me/deputies': inTheBrowser,
  'POST /api/v1/me/deputies': inTheBrowser,
  'DELETE /api/v1/me/deputies/:deputyId': inTheBrowser,
  'POST /api/v1/decision-links/look': inTheBrowser,
  'POST /api/v1/decision-links/decide': inTheBrowser,
  'GET /api/v1/me/telling': inTheBrowser,
  'PUT /api/v1/me/telling': inTheBrowser,
  'GET /api/v1/telling-rules': communicator,
  'GET /api/v1/telling-rules/:ruleId/try': communicator,
  'POST /api/v1/telling-rules': communicator,
  'PATCH /api/v1/telling-rules/:ruleId': communicator,
  'DELETE /api/v1/telling-rules/:ruleId': communicator,
  'GET /api/v1/announcement-audiences': reader,
  'POST /api/v1/announcement-audiences': communicator,
  'PATCH /api/v1/announcement-audiences/:audienceId': communicator,
  'DELETE /api/v1/announcement-audiences/:audienceId': communicator,
  'GET /api/v1/chat-channels': communicator,
  'POST /api/v1/chat-channels': communicator,
  'PATCH /api/v1/chat-channels/:chatId': communicator,
  'POST /api/v1/chat-channels/:chatId/test': communicator,
  'GET /api/v1/system': operating,
  'GET /api/v1/deliveries': operating,
  'GET /api/v1/deliveries/summary': operating,
  'POST /api/v1/deliveries/:deliveryId/again': operating,
  'POST /api/v1/deliveries/release': operating,
  'POST /api/v1/deliveries/test': operating,
  'GET /api/v1/notices': operating,
  'POST /api/v1/notices/:noticeId/again': operating,
  'GET /api/v1/people': reader,
  'GET /api/v1/people/:personId': reader,
  'GET /api/v1/groups': reader,
  'GET /api/v1/models': { ...reader, operator: true },
  'GET /api/v1/templates': { ...reader, operator: true },
  'GET /api/v1/templates/categories': { ...reader, operator: true },
  'GET /api/v1/templates/:templateId': { ...reader, operator: true },
  'GET /api/v1/templates/:templateId/versions': { ...reader, operator: true },
  'POST /api/v1/templates': by(writers, ['change']),
  'PATCH /api/v1/templates/:templateId': by(writers, ['change']),
  'POST /api/v1/templates/:templateId/renew': by(writers, ['change']),
  'POST /api/v1/templates/:templateId/propose': by(writers, ['change']),
  'POST /api/v1/templates/:templateId/withdraw': by(writers, ['change']),
  'POST /api/v1/templates/:templateId/discard': by(writers, ['change']),
  'POST /api/v1/templates/:templateId/publish': by(['change_manager'], ['approve']),
  'POST /api/v1/templates/:templateId/return': by(['change_manager'], ['approve']),
  'POST /api/v1/templates/:templateId/retire': by(['change_manager'], ['approve']),
  'POST /api/v1/templates/:templateId/raise': by(workers, ['change']),
  'GET /api/v1/models/:modelId': { ...reader, operator: true },
  'GET /api/v1/models/:modelId/versions': { ...reader, operator: true },
  'POST /api/v1/models/try': modeller,
  'POST /api/v1/models/:modelId/retire': modeller,
  'POST /api/v1/models/:modelId/reinstate': modeller,
  'GET /api/v1/model-drafts': modeller,
  'POST /api/v1/model-drafts': modeller,
  'GET /api/v1/model-drafts/:modelId': modeller,
  'PATCH /api/v1/model-drafts/:modelId': modeller,
  'POST /api/v1/model-drafts/:modelId/propose': modeller,
  'POST /api/v1/model-drafts/:modelId/return': modeller,
  'POST /api/v1/model-drafts/:modelId/publish': modeller,
  'DELETE /api/v1/model-drafts/:modelId': modeller,
  'GET /api/v1/recurring-changes': by(readers, ['read']),
  'GET /api/v1/recurring-changes/preview': by(workers, ['change']),
  'GET /api/v1/recurring-changes/:recurringId': by(readers, ['read']),
  'GET /api/v1/recurring-changes/:recurringId/raised': by(readers, ['read']),
  'POST /api/v1/recurring-changes': by(workers, ['change']),
  'PATCH /api/v1/recurring-changes/:recurringId': by(workers, ['change']),
  'POST /api/v1/recurring-changes/:recurringId/pause': by(workers, ['change']),
  'POST /api/v1/recurring-changes/:recurringId/resume': by(workers, ['change']),
  'POST /api/v1/recurring-changes/:recurringId/end': by(workers, ['change']),
  'GET /api/v1/changes': reader,
  'GET /api/v1/changes.csv': reader,
  'GET /api/v1/changes/:changeId': reader,
  'GET /api/v1/changes/:changeId/explain': reader,
  'GET /api/v1/changes/:changeId/activity': reader,
  'GET /api/v1/changes/:changeId/revisions': reader,
  'GET /api/v1/changes/:changeId/tasks': reader,
  'GET /api/v1/changes/:changeId/files': reader,
  'GET /api/v1/files/:fileId': reader,
  'GET /api/v1/changes/:changeId/run': reader,
  'GET /api/v1/changes/:changeId/review': reader,
  'GET /api/v1/changes/:changeId/announcements': reader,
  'GET /api/v1/changes/:changeId/announcements/draft': reader,
  'GET /api/v1/improvements': reader,
  'GET /api/v1/incidents': reader,
  'GET /api/v1/overrides': reader,
  'GET /api/v1/overrides/counts': reader,
  'GET /api/v1/tasks': reader,
  'GET /api/v1/tasks/:taskId': reader,
  'GET /api/v1/changes/:changeId/watchers': reader,
  'POST /api/v1/changes/:changeId/watch': follower,
  'DELETE /api/v1/changes/:changeId/watch': follower,
  'GET /api/v1/changes/:changeId/people': reader,
  'POST /api/v1/changes/:changeId/watchers': by(workers, ['change']),
  'GET /api/v1/inbox': reader,
  'GET /api/v1/overview': reader,
  'GET /api/v1/notifications': reader,
  'GET /api/v1/notifications/unread': reader,
  'POST /api/v1/notifications/:notificationId/read': follower,
  'POST /api/v1/notifications/read': follower,
  'GET /api/v1/views': reader,
  'POST /api/v1/views': inTheBrowser,
  'PATCH /api/v1/views/:viewId': inTheBrowser,
  'DELETE /api/v1/views/:viewId': inTheBrowser,
  'POST /api/v1/default-view': inTheBrowser,
  'GET /api/v1/change-groups': reader,
  'POST /api/v1/changes': by(workers, ['change']),
  'PATCH /api/v1/changes/:changeId': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/move': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/cancel': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/rehearsal': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/waiver': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/back-out': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/grants': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/tasks': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/files': by(workers, ['change']),
  'DELETE /api/v1/changes/:changeId/files/:fileId': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/files': by(workers, ['change']),
  'DELETE /api/v1/tasks/:taskId/files/:fileId': by(workers, ['change']),
  'PATCH /api/v1/tasks/:taskId': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/start': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/finish': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/fail': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/skip': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/cancel': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/hand-over': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/hold': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/release': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/steps/:stepId': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/run/go-on': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/times': by(workers, ['change']),
  'POST /api/v1/tasks/:taskId/times': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/extensions': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/extensions/:extensionId/withdraw': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/extensions/:extensionId/grant': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/extensions/:extensionId/refuse': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/review': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/lessons': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/announcements': by(workers, ['change']),
  'PATCH /api/v1/announcements/:announcementId': by(workers, ['change']),
  'POST /api/v1/announcements/:announcementId/release': by(workers, ['change']),
  'POST /api/v1/announcements/:announcementId/withdraw': by(workers, ['change']),
  'PATCH /api/v1/improvements/:improvementId': by(deciders, ['change']),
  'POST /api/v1/incidents': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/incidents': by(workers, ['change']),
  'POST /api/v1/incident-links/:linkId/confirm': by(workers, ['change']),
  'POST /api/v1/incident-links/:linkId/dismiss': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/restrict': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/copy': by(workers, ['change']),
  'POST /api/v1/changes/needs': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/hold': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/release': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/ask-again': by(workers, ['change']),
  'POST /api/v1/changes/:changeId/answer': by(deciders, ['change']),
  'POST /api/v1/changes/:changeId/comments': by(deciders, ['change']),
  'POST /api/v1/changes/:changeId/approve': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/reject': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/ask': by(deciders, ['approve']),
  'POST /api/v1/changes/approve-many': by(deciders, ['approve']),
  'POST /api/v1/changes/:changeId/look': by(deciders, ['approve']),
  'GET /api/v1/changes/:changeId/news': reader,
  'POST /api/v1/changes/:changeId/withdraw': by(deciders, ['approve']),
  'POST /api/v1/people': administrator,
  'PATCH /api/v1/people/:personId': administrator,
  'POST /api/v1/people/:personId/reset-link': administrator,
  'POST /api/v1/people/:personId/deactivate': administrator,
  'POST /api/v1/people/:personId/reactivate': administrator,
  'GET /api/v1/people/:personId/accounts': reader,
  'POST /api/v1/people/:personId/link': administrator,
  'POST /api/v1/people/:personId/unlink': administrator,
  'POST /api/v1/people/:personId/unlink/confirm': administrator,
  'POST /api/v1/people/:personId/unlink/decline': administrator,
  'POST /api/v1/groups': administrator,
  'PATCH /api/v1/groups/:groupId': administrator,
  'POST /api/v1/groups/:groupId/proposals/:proposalId/publish': administrator,
  'POST /api/v1/groups/:groupId/proposals/:proposalId/decline': administrator,
  'GET /api/v1/audit': by(['auditor', 'administrator'], ['audit']),
  'GET /api/v1/audit/votes': by(['auditor', 'administrator'], ['audit']),
  'GET /api/v1/audit/votes.csv': by(['auditor', 'administrator'], ['audit']),
  'GET /api/v1/audit/seal': by(['auditor', 'administrator'], ['audit']),
  'GET /api/v1/audit.ndjson': by(['auditor', 'administrator'], ['audit']),
  'GET /api/v1/audit.csv': by(['auditor', 'administrator'], ['audit']),
  'POST /api/v1/imports/changes': importer,
  'GET /api/v1/imports/runs': importer,
  'POST /api/v1/imports/runs': importer,
  'POST /api/v1/imports/runs/:runId/pieces': importer,
  'GET /api/v1/imports/runs/:runId': importer,
  'GET /api/v1/imports/runs/:runId/incidents/map': importer,
  'POST /api/v1/imports/runs/:runId/incidents/preview': importer,
  'POST /api/v1/imports/runs/:runId/incidents/start': importer,
  'GET /api/v1/imports/runs/:runId/look': importer,
  'GET /api/v1/imports/runs/:runId/map': importer,
  'POST /api/v1/imports/runs/:runId/preview': importer,
  'POST /api/v1/imports/runs/:runId/start': importer,
  'POST /api/v1/imports/runs/:runId/cancel': importer,
  'DELETE /api/v1/imports/runs/:runId': importer,
  'GET /api/v1/imports/runs/:runId/notes': importer,
  'GET /api/v1/imports/runs/:runId/refused.csv': importer,
  'GET /api/v1/demo': { ...operating, operator: true },
  'POST /api/v1/demo': { ...operating, operator: true },
  'DELETE /api/v1/demo': { ...operating, operator: true },
  'POST /api/v1/operator/set-up-link': operatorAlone,
  'POST /api/v1/operator/reset-link': operatorAlone,
};

const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

describe('the list of routes', () => {
  test('is the matrix, row by row, so that a new route does not come without one', () => {
    expect(routes.map(nameOf).toSorted()).toEqual(Object.keys(matrix).toSorted());
  });

  test('lets a token that only reads write nothing', () => {
    const lets = Object.entries(matrix).flatMap(([name, { scope, nobody }]) =>
      !nobody && scope.includes('read') && !name.startsWith('GET ') ? [name] : [],
    );
    // It answers how words will look, and keeps nothing.
    expect(lets).toEqual(['POST /api/v1/markdown']);
  });

  test('is the OpenAPI document, path by path', async () => {
    const { body } = await bank.anonymous.send('GET', '/api/openapi.json');
    const described = Object.entries(body['paths'] as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.toSorted()).toEqual(Object.keys(matrix).toSorted());
  });
});

let bank: World;
const people = new Map<Role, Somebody>();
/** Of somebody who holds every role: what each token lacks is its scope alone. */
const scoped = new Map<Scope, Somebody>();

beforeAll(async () => {
  bank = await world();
  for (const role of roles) people.set(role, await bank.person(`The ${role}`, [role]));
  for (const scope of scopes) scoped.set(scope, await bank.person(`Scoped ${scope}`, [...roles], { scopes: [scope] }));
});

/** A well-formed address of nothing, with a field that no call knows: whoever is let through is told so, and nothing is done. */
async function knock(client: Client, route: Route): Promise<string> {
  const path = addressOf(route.path);
  const answer = isInQuery(route)
    ? await client.send(route.method, `${path}?nonsense=1`, route.takes && new Uint8Array(1))
    : await client.send(route.method, path, { nonsense: 1 });
  if (answer.status === 400 && answer.body['code'] === 'invalid') return 'let through';
  return `${answer.status} ${answer.body['code']}`;
}

const NOT_SIGNED_IN = '401 not_signed_in';
const verdict = (row: Row | undefined, allowed: boolean | undefined, refusal: string) =>
  row && allowed ? 'let through' : refusal;

const AT_ONCE = 30;

/** Every route, by name, for one caller; so many at once that a slow machine answers them all. */
async function knockEverywhere(client: Client): Promise<Record<string, string>> {
  const answers: (readonly [string, string])[] = [];
  for (let first = 0; first < routes.length; first += AT_ONCE) {
    const some = routes.slice(first, first + AT_ONCE);
    answers.push(
      ...(await Promise.all(some.map(async (route) => [nameOf(route), await knock(client, route)] as const))),
    );
  }
  return Object.fromEntries(answers);
}

function expected(allowed: (row: Row) => boolean | undefined, refusal: (row: Row) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(matrix).map(([name, row]) => [name, verdict(row, allowed(row), refusal(row))]),
  );
}

const isSessionOnly = (row: Row) => row.session.length > 0 && row.token.length === 0;
const whyNoScope = (row: Row) => (row.token.length > 0 ? '403 out_of_scope' : whyNoToken(row));
const whyNoToken = (row: Row) => (isSessionOnly(row) ? '403 session_required' : '403 forbidden');

describe('each route lets through whom the matrix names, and refuses others before it looks at what they sent', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await footprint(bank.database.ownerUrl);
  });

  test('somebody who is not signed in', async () => {
    expect(await knockEverywhere(bank.anonymous)).toEqual(
      expected(
        (row) => row.nobody,
        () => NOT_SIGNED_IN,
      ),
    );
  });

  test.each(['ilk_tok_wrong', 'ilk_op_wrong'])('somebody with the bearer %s', async (token) => {
    const stranger = clientOf(bank.address, { token });
    expect(await knockEverywhere(stranger)).toEqual(
      expected(
        (row) => row.nobody,
        () => NOT_SIGNED_IN,
      ),
    );
  });

  test('the operator of the machine', async () => {
    expect(await knockEverywhere(bank.operator)).toEqual(expected((row) => row.operator, whyNoToken));
  });

  test.each(roles)('a person who is %s, in the browser', async (role) => {
    const { browser } = found(people, role);
    expect(await knockEverywhere(browser)).toEqual(
      expected(
        (row) => row.session.includes(role),
        () => '403 forbidden',
      ),
    );
  });

  test.each(roles)('a person who is %s, with a token that has every scope', async (role) => {
    expect(await knockEverywhere(found(people, role))).toEqual(expected((row) => row.token.includes(role), whyNoToken));
  });

  test.each(scopes)('a person with every role, with a token that has only the scope %s', async (scope) => {
    expect(await knockEverywhere(found(scoped, scope))).toEqual(
      expected((row) => row.scope.includes(scope), whyNoScope),
    );
  });

  test('and nothing of all this was written', async () => {
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });
});

function found<Key>(map: ReadonlyMap<Key, Somebody>, key: Key): Somebody {
  const somebody = map.get(key);
  if (!somebody) throw new Error(`nobody is ${key}`);
  return somebody;
}
