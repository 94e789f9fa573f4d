import {
  approveChangeRoute,
  cancelChangeRoute,
  explainChangeRoute,
  moveChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { type Permission, permissions, roles } from '@interlock/contract/permissions.ts';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { changeFlowRoutes } from '../features/change-flow/change-flow.routes.ts';
import { type Actor, nobody, system } from '../platform/ctx.ts';
import { connect, type Db } from '../platform/database/db.ts';
import { Refusal, statusOf } from '../platform/refusal.ts';
import { testCtx } from '../testing/ctx.ts';
import { footprint } from '../testing/footprint.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { runSql } from '../testing/run-sql.ts';
import { move, raise, readyToAuthorize, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
let carl: Somebody;
let sam: Somebody;
let db: Db;

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita', ['initiator']);
  carl = await bank.person('Carl', ['coordinator', 'change_manager']);
  sam = await bank.person('Sam', ['specialist']);
  db = connect(bank.database.appUrl, { max: 3, onIdleError: () => {} });
  afterAll(() => db.destroy());
});

const served = servedRoutes({ secure: false, dataInsideClone: false });
/** What changes something and is not open to everybody; a preview changes nothing. */
const commands = served.filter(
  ({ route: { method, permission, path } }) =>
    method !== 'GET' && permission !== 'anyone' && !path.endsWith('/markdown') && !path.endsWith('/setup'),
);
const reply = {} as FastifyReply;

describe('each command asks by itself whether it may, without the door of HTTP', () => {
  const all: ReadonlySet<Permission> = new Set(permissions);
  const person: Actor = { ...nobody, kind: 'person', id: 'usr_x', roles: [...roles] };

  let before: Record<string, string>;

  beforeAll(async () => {
    before = await footprint(bank.database.ownerUrl);
  });

  /** Whoever lacks just what the command takes, and else may everything. */
  function lacking(access: string): Actor[] {
    const almost = { ...person, permissions: all.difference(new Set([access as Permission])) };
    const nearly: Actor[] =
      access === 'session' ? [{ ...person, permissions: all }] : [{ ...almost, sessionId: 'ses_x' }];
    return [...nearly, { ...almost, sessionId: null }, nobody, system, { ...nobody, kind: 'operator', id: 'operator' }];
  }

  test.each(commands.map(({ route, handle }) => [`${route.method} ${route.path}`, route, handle] as const))(
    '%s',
    async (_name, route, handle) => {
      for (const actor of lacking(route.permission)) {
        // The clock itself makes set-up links, at each start.
        if (actor === system && route.path.endsWith('/set-up-link')) continue;
        const ctx = testCtx(db, { actor });
        const answer: unknown = await handle(
          ctx,
          { changeId: 'chg_x', roles: [], csv: '', map: {} } as never,
          reply as never,
        ).then(
          () => 'done',
          (error: unknown) => (error instanceof Refusal ? statusOf(error.no.code) : error),
        );
        expect([actor.kind, [401, 403].includes(Number(answer)) ? 'refused' : answer]).toEqual([actor.kind, 'refused']);
      }
    },
  );

  test('and none of them has written anything', async () => {
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test('which are all commands of changes too', () => {
    const names = new Set(commands.map(({ route }) => route.path));
    for (const { route } of changeFlowRoutes([])) if (route.method !== 'GET') expect(names).toContain(route.path);
    expect(commands.length).toBeGreaterThanOrEqual(26);
  });
});

describe('a role that nobody knows', () => {
  test.each([['owner'], ['constructor'], ['ADMINISTRATOR'], [' administrator'], ['']])(
    '%j lets its person see themselves and nothing else',
    async (role) => {
      const odd = await bank.person(`Odd ${Buffer.from(`x${role}`).toString('hex')}`, ['administrator']);
      await runSql(bank.database.ownerUrl, `update person set roles = array['${role}'] where id = '${odd.id}'`);
      const status = async (path: string) => (await odd.send('GET', `/api/v1${path}`)).status;
      expect((await odd.send('GET', '/api/v1/me')).body).toMatchObject({ person: { roles: [] }, permissions: [] });
      for (const path of ['/changes', '/inbox', '/people', '/groups', '/models', '/audit'])
        expect([path, await status(path)]).toEqual([path, 403]);
    },
  );

  test('nor does no role at all', async () => {
    const bare = await bank.person('Bare', ['administrator']);
    await runSql(bank.database.ownerUrl, `update person set roles = '{}' where id = '${bare.id}'`);
    expect((await bare.browser.send('GET', '/api/v1/changes')).status).toBe(403);
    expect((await bare.browser.send('POST', '/api/v1/people', {})).status).toBe(403);
  });

  test('nor does a scope that nobody knows', async () => {
    const wide = await bank.person('Wide', ['administrator']);
    await runSql(
      bank.database.ownerUrl,
      `update api_token set scopes = array['*', 'all', 'admin'] where person_id = '${wide.id}'`,
    );
    expect((await wide.send('GET', '/api/v1/changes')).status).toBe(403);
    expect((await wide.send('GET', '/api/v1/people')).status).toBe(403);
  });
});

const everybody = () => [rita, carl, sam, bank.admin];

async function nobodyMoves(change: ChangeDetail, to: string): Promise<void> {
  const before = await footprint(bank.database.ownerUrl);
  for (const who of everybody()) {
    const asked = { changeId: change.id, version: change.version, to };
    const refused = await who.refused(moveChangeRoute, asked);
    expect([403, 409]).toContain(refused.status);
  }
  expect(await footprint(bank.database.ownerUrl)).toEqual(before);
}

describe('a model that leaves something open', () => {
  const any = { kind: 'any' } as const;
  const base = oneRound({ group: 'grp_approvers', quorum: any });

  test('asks nobody where its group does not exist, and so is never approved', async () => {
    const definition = oneRound({ group: 'grp_missing', quorum: any });
    await addModel(bank.database, { id: 'mdl_missing', key: 'missing', name: 'Missing', definition });
    const change = await move(rita, await raise(rita, sam, { modelId: 'mdl_missing' }), 'ask');
    expect(change.rounds[0]).toMatchObject({ status: 'stuck', needed: 1, asked: [] });
    await nobodyMoves(change, 'work');
    const explained = await carl.call(explainChangeRoute, { changeId: change.id });
    const approvals = explained.moves
      .find(({ to }) => to === 'work')
      ?.guards.find(({ guard }) => guard === 'approvals');
    expect(approvals).toMatchObject({ met: false, clearedBy: expect.arrayContaining([expect.anything()]) });
  });

  test.each([
    ['all', { kind: 'all' } as const],
    ['any', any],
    ['a share of one per cent', { kind: 'percent', percent: 1 } as const],
  ])('asks nobody where its group is empty, and %s of nobody is no yes', async (name, quorum) => {
    const id = `mdl_empty_${name.replaceAll(/\W/g, '')}`;
    const key = id.slice(4).replaceAll(/\W/g, '_');
    await addModel(bank.database, { id, key, name: key, definition: oneRound({ group: 'grp_approvers', quorum }) });
    const change = await move(rita, await raise(rita, sam, { modelId: id }), 'ask');
    expect(change.rounds[0]).toMatchObject({ status: 'stuck', asked: [] });
    for (const who of everybody()) {
      const vote = { changeId: change.id, version: change.version, roundId: change.rounds[0]?.id ?? '' };
      expect((await who.refused(approveChangeRoute, vote)).status).toBe(403);
    }
    await nobodyMoves(change, 'work');
  });

  test('lets nobody make a move that belongs to a group that does not exist', async () => {
    const transitions = base.transitions.map((one) =>
      one.from === 'draft' ? { ...one, movers: [{ group: 'grp_missing' }] } : one,
    );
    await addModel(bank.database, {
      id: 'mdl_group',
      key: 'group',
      name: 'Group',
      definition: { ...base, transitions },
    });
    await nobodyMoves(await raise(rita, sam, { modelId: 'mdl_group' }), 'ask');
  });

  test('lets nobody make a move that is the assignee’s where nobody is assigned', async () => {
    const transitions = base.transitions.map((one) =>
      one.from === 'draft' ? { ...one, movers: [{ is: 'assignee' as const }] } : one,
    );
    await addModel(bank.database, { id: 'mdl_nobody', key: 'nobody', name: 'N', definition: { ...base, transitions } });
    await nobodyMoves(await raise(rita, sam, { modelId: 'mdl_nobody', assigneeId: null }), 'ask');
  });

  test('lets nobody cancel from where it does not say so', async () => {
    const cancel = { from: [], movers: base.cancel.movers };
    await addModel(bank.database, { id: 'mdl_kept', key: 'kept', name: 'Kept', definition: { ...base, cancel } });
    const { id, version } = await raise(rita, sam, { modelId: 'mdl_kept' });
    for (const who of everybody()) {
      const asked = { changeId: id, version, reason: 'withdrawn', words: 'x' } as const;
      expect([403, 409]).toContain((await who.refused(cancelChangeRoute, asked)).status);
    }
  });

  test('lets nobody raise what takes a permission that no role has', async () => {
    const definition = { ...base, raise: 'operator.links' as const };
    await addModel(bank.database, { id: 'mdl_operator', key: 'operator', name: 'O', definition });
    for (const who of everybody()) {
      const refused = await who.refused(raiseChangeRoute, { modelId: 'mdl_operator', title: 'X' });
      expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
    }
    const { items } = await rita.call(listModelsRoute, {});
    expect(items.find(({ id }) => id === 'mdl_operator')?.mayRaise).toBe(false);
  });
});

describe('a model that says what nobody understands', () => {
  const base = oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } });
  const [first, ...rest] = base.transitions;
  const broken: [string, object][] = [
    ['a mover that nobody knows', { ...base, transitions: [{ ...first, movers: [{ is: 'janitor' }] }, ...rest] }],
    ['a move without movers', { ...base, transitions: [{ ...first, movers: [] }, ...rest] }],
    ['a guard that nobody knows', { ...base, transitions: [{ ...first, guards: ['full_moon'] }, ...rest] }],
    ['a mistyped demand', { ...base, transitions: [{ ...first, gaurds: ['window_open'] }, ...rest] }],
    [
      'a quorum that nobody knows',
      {
        ...base,
        states: base.states.map((s) => ({
          ...s,
          approvals: [{ key: 'x', name: 'X', group: 'x', quorum: {} }],
          rejectedTo: 'draft',
        })),
      },
    ],
    ['a permission that nobody knows', { ...base, raise: 'anything' }],
    ['nothing', {}],
  ];

  test.each(broken)('%s: no change of it comes to be', async (what, definition) => {
    const key = what.replaceAll(/\W+/g, '_');
    await addModel(bank.database, { id: `mdl_${key}`, key, name: key, definition: definition as never });
    const before = await footprint(bank.database.ownerUrl);
    const asked = { ...readyToAuthorize, modelId: `mdl_${key}` };
    expect((await carl.send('POST', '/api/v1/changes', asked)).status).toBeGreaterThanOrEqual(400);
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });
});
