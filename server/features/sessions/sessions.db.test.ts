import { scopes } from '@interlock/contract/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '../../platform/authorize.ts';
import { nobody, strangerWithToken } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { hashOfSecret } from '../../platform/ids.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, partsOf, type Signed, signedIn, story } from '../../testing/people.ts';
import { actorOf } from './actor-of.ts';
import { createToken, revokeToken } from './create-token.ts';
import { endOtherSessions, endSession } from './end-session.ts';
import { newLink, saveLink } from './link.store.ts';
import { sessionsOf, tokensOf } from './sessions.view.ts';
import { takeTry } from './signing-in.step.ts';
import { tidySessions } from './tidy-sessions.ts';

const HOUR = 3600_000;
const later = (ms: number) => new Date(MORNING.getTime() + ms);

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
});

describe('a session', () => {
  test('says who somebody is, with their roles and what these permit', async () => {
    const actor = await actorOf(db, { cookie: ada.secret }, MORNING);
    expect(actor).toMatchObject({ kind: 'person', id: ada.id, roles: ['change_manager', 'administrator'] });
    expect(actor.permissions.has('person.manage')).toBe(true);
    expect(actor.sessionId).toMatch(/^ses_/);
  });

  test('not used for 8 hours is over a second later, also for whoever comes back to it', async () => {
    const { secret } = await signedIn(db, ada.email);
    expect((await actorOf(db, { cookie: secret }, later(8 * HOUR + 1000))).kind).toBe('nobody');
    expect((await actorOf(db, { cookie: secret }, later(8 * HOUR))).kind).toBe('person');
    expect((await actorOf(db, { cookie: secret }, later(16 * HOUR))).kind).toBe('person');
  });

  test('used every few hours is over after 7 days', async () => {
    const { secret } = await signedIn(db, ada.email);
    for (let hours = 6; hours <= 7 * 24; hours += 6) {
      expect((await actorOf(db, { cookie: secret }, later(hours * HOUR))).kind).toBe('person');
    }
    expect((await actorOf(db, { cookie: secret }, later(7 * 24 * HOUR + 1000))).kind).toBe('nobody');
  });

  test('writes its use down at most once a minute', async () => {
    const { secret, sessionId } = await signedIn(db, ada.email);
    const noted = async (seconds: number) => {
      await actorOf(db, { cookie: secret }, later(seconds * 1000));
      const row = await db
        .selectFrom('session')
        .select('last_used_at')
        .where('id', '=', sessionId)
        .executeTakeFirstOrThrow();
      return (row.last_used_at.getTime() - MORNING.getTime()) / 1000;
    };
    expect([await noted(59), await noted(60), await noted(100), await noted(130)]).toEqual([0, 60, 60, 130]);
  });

  test('can be seen and ended by its person, and by nobody else', async () => {
    const ben = await join(db, ada, { name: 'Ben', roles: ['specialist'] });
    const other = await signedIn(db, ben.email);
    const { items: seen } = await sessionsOf(db, { personId: ben.id, limit: 50 }, ben.sessionId, MORNING);
    expect(seen.map(({ id, current }) => [id, current])).toEqual([
      [other.sessionId, false],
      [ben.sessionId, true],
    ]);
    const page = (cursor?: string) => sessionsOf(db, { personId: ben.id, limit: 1, cursor }, ben.sessionId, MORNING);
    const first = await page();
    const second = await page(first.next ?? undefined);
    expect([...first.items, ...second.items, second.next]).toEqual([...seen, null]);
    const end = (actor: Signed) => endSession(testCtx(db, { actor }), { sessionId: other.sessionId ?? '' });
    await expect(end(ada)).rejects.toMatchObject({ no: { code: 'not_found' } });
    await end(ben);
    expect(await actorOf(db, { cookie: other.secret }, MORNING)).toEqual(nobody);
    await expect(end(ben)).rejects.toMatchObject({ no: { code: 'not_found' } });
    expect((await story(db, 'session.ended')).at(-1)).toMatchObject({ actor: ben.id, object: other.sessionId });
  });

  test('stays where it ends all the others of its person at once', async () => {
    const ben = await join(db, ada, { name: 'Bea', roles: ['specialist'] });
    const others = [await signedIn(db, ben.email), await signedIn(db, ben.email)];
    expect(await endOtherSessions(testCtx(db, { actor: ben }))).toEqual({ ended: 2 });
    const left = await sessionsOf(db, { personId: ben.id, limit: 50 }, ben.sessionId, MORNING);
    expect(left.items.map(({ id, current }) => [id, current])).toEqual([[ben.sessionId, true]]);
    for (const other of others) expect(await actorOf(db, { cookie: other.secret }, MORNING)).toEqual(nobody);
    expect(await actorOf(db, { cookie: ada.secret }, MORNING)).toMatchObject({ id: ada.id });
    const told = (await story(db, 'session.ended')).slice(-2);
    expect(told.map(({ actor, object }) => [actor, object]).sort()).toEqual(
      others.map(({ sessionId }) => [ben.id, sessionId]).sort(),
    );
    expect(await endOtherSessions(testCtx(db, { actor: ben }))).toEqual({ ended: 0 });
  });

  test('is kept as a hash only', async () => {
    const row = await db.selectFrom('session').selectAll().where('id', '=', ada.sessionId).executeTakeFirstOrThrow();
    expect(row.secret_hash).toEqual(hashOfSecret(ada.secret));
    expect(JSON.stringify(row)).not.toContain(ada.secret);
  });
});

describe('an API token', () => {
  const make = (actor: Signed, given: Partial<Parameters<typeof createToken>[1]> = {}) =>
    createToken(testCtx(db, { actor }), { name: 'Nightly', scopes: ['read'], days: 30, ...given });

  test('does what its scopes and its person both permit, and has no session', async () => {
    const { secret } = await make(ada, { scopes: ['read', 'import'] });
    const actor = await actorOf(db, { bearer: secret }, MORNING);
    expect(actor).toMatchObject({ kind: 'person', id: ada.id, sessionId: null });
    expect(actor.permissions.has('import.run')).toBe(true);
    expect(actor.permissions.has('person.manage')).toBe(false);
    const auditor = await join(db, ada, { name: 'Olga', roles: ['auditor'] });
    const all = await make(auditor, { scopes: [...scopes] });
    const cut = await actorOf(db, { bearer: all.secret }, MORNING);
    expect(cut.permissions).toEqual(auditor.permissions);
  });

  test('neither makes a token nor ends a session', async () => {
    const { secret } = await make(ada, { scopes: [...scopes] });
    const actor = await actorOf(db, { bearer: secret }, MORNING);
    const ctx = testCtx(db, { actor });
    const wanted = { name: 'More', scopes: ['audit' as const], days: 365 };
    await expect(createToken(ctx, wanted)).rejects.toMatchObject({ no: { code: 'session_required' } });
    await expect(endSession(ctx, { sessionId: ada.sessionId ?? '' })).rejects.toMatchObject({
      no: { code: 'session_required' },
    });
  });

  test('ends on its day, stays on the list for 30 days more, and shows its last use', async () => {
    const cem = await join(db, ada, { name: 'Cem', roles: ['specialist'] });
    const { token, secret } = await make(cem, { days: 1 });
    expect((await actorOf(db, { bearer: secret }, later(24 * HOUR - 1000))).id).toBe(cem.id);
    expect(await actorOf(db, { bearer: secret }, later(24 * HOUR))).toEqual(strangerWithToken);
    const { items: listed } = await tokensOf(db, { personId: cem.id, limit: 50 }, later(30 * 24 * HOUR));
    expect(listed).toEqual([{ ...token, lastUsedAt: later(24 * HOUR - 1000).toISOString() }]);
    expect((await tokensOf(db, { personId: cem.id, limit: 50 }, later(31 * 24 * HOUR))).items).toEqual([]);
  });

  test('dies when it is revoked, which only its person does', async () => {
    const { token, secret } = await make(ada);
    const ben = await join(db, ada, { name: 'Ben Two', roles: ['administrator'] });
    await expect(revokeToken(testCtx(db, { actor: ben }), { tokenId: token.id })).rejects.toMatchObject({
      no: { code: 'not_found' },
    });
    await revokeToken(testCtx(db, { actor: ada }), { tokenId: token.id });
    expect(await actorOf(db, { bearer: secret }, MORNING)).toEqual(strangerWithToken);
  });

  test('is on record by its name and scopes, and its secret nowhere', async () => {
    const { token, secret } = await make(ada, { name: 'Exports', scopes: ['audit', 'audit'] });
    expect(token.scopes).toEqual(['audit']);
    expect(await partsOf(db, 'token.created')).toMatchObject({ name: 'Exports', scopes: ['audit'] });
    const rows = await db.selectFrom('api_token').selectAll().where('id', '=', token.id).execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('asked for again with the same key is not made again, and its secret is not told again', async () => {
    const command = { key: 'one-key', request: Buffer.from('same') };
    const again = () => createToken(testCtx(db, { actor: ada, command }), { name: 'Once', scopes: ['read'], days: 1 });
    await again();
    await expect(again()).rejects.toMatchObject({ no: { code: 'done_before' } });
    expect(
      (await tokensOf(db, { personId: ada.id, limit: 50 }, MORNING)).items.filter(({ name }) => name === 'Once'),
    ).toHaveLength(1);
    const kept = await db.selectFrom('idempotency_key').select('result').where('key', '=', 'one-key').execute();
    expect(kept).toEqual([{ result: null }]);
  });
});

describe('a secret of one kind', () => {
  let secrets: Record<string, string>;
  beforeAll(async () => {
    const { secret: token } = await createToken(testCtx(db, { actor: ada }), {
      name: 'Any',
      scopes: ['read'],
      days: 1,
    });
    const invitation = newLink('invitation', '', MORNING);
    await db.transaction().execute(async (tx) => {
      await saveLink(tx, invitation, { kind: 'invitation', personId: ada.id }, MORNING);
    });
    secrets = { session: ada.secret, token, invitation: invitation.secret };
  });

  test.each(['token', 'invitation'])('is no session when it is a %s', async (kind) => {
    expect(await actorOf(db, { cookie: secrets[kind] }, MORNING)).toEqual(nobody);
  });

  test.each(['session', 'invitation'])('is no bearer token when it is a %s', async (kind) => {
    expect(await actorOf(db, { bearer: secrets[kind] }, MORNING)).toEqual(strangerWithToken);
  });

  test('is none with another prefix put before it', async () => {
    const body = ada.secret.slice('ilk_ses_'.length);
    expect(await actorOf(db, { bearer: `ilk_tok_${body}` }, MORNING)).toEqual(strangerWithToken);
    expect(await actorOf(db, { cookie: body }, MORNING)).toEqual(nobody);
  });
});

test('a wrong bearer token is nobody, whatever cookie comes with it', async () => {
  expect(await actorOf(db, { cookie: ada.secret, bearer: 'ilk_tok_wrong' }, MORNING)).toEqual(strangerWithToken);
  expect(await actorOf(db, { cookie: ada.secret, bearer: '' }, MORNING)).toEqual(strangerWithToken);
  expect(authorize(await actorOf(db, { bearer: 'ilk_tok_wrong' }, MORNING), 'signed_in')).toMatchObject({
    code: 'not_signed_in',
    because: 'The token that was sent is not known here, has expired or was revoked.',
  });
});

test('the hourly tidying takes what has ended and leaves what still opens something', async () => {
  const own = await testDb();
  const admin = await found(own);
  const dora = await join(own, admin, { name: 'Dora', roles: ['specialist'] });
  await createToken(testCtx(own, { actor: dora }), { name: 'Short', scopes: ['read'], days: 1 });
  await createToken(testCtx(own, { actor: dora }), { name: 'Long', scopes: ['read'], days: 365 });
  const ctx = testCtx(own, { now: MORNING });
  await ctx.ownTransaction((tx) => takeTry(tx, ctx, 'x'));
  const left = async () => ({
    sessions: (await own.selectFrom('session').select('id').execute()).length,
    tokens: (await own.selectFrom('api_token').select('name').execute()).map(({ name }) => name),
    tries: (await own.selectFrom('sign_in_failure').select('id').execute()).length,
  });
  const traces = async () => (await own.selectFrom('sign_in_trace').select('mark').execute()).length;
  expect(await traces()).toBe(2);
  await tidySessions(testCtx(own, { now: later(8 * HOUR) }));
  expect(await left()).toEqual({ sessions: 2, tokens: ['Short', 'Long'], tries: 1 });
  await tidySessions(testCtx(own, { now: later(25 * HOUR) }));
  expect(await left()).toEqual({ sessions: 0, tokens: ['Short', 'Long'], tries: 0 });
  await tidySessions(testCtx(own, { now: later(32 * 24 * HOUR) }));
  expect(await left()).toEqual({ sessions: 0, tokens: ['Long'], tries: 0 });
  expect(await traces()).toBe(2);
  await tidySessions(testCtx(own, { now: later(91 * 24 * HOUR) }));
  expect(await traces()).toBe(0);
});
