import { permissionsOfOperator } from '@interlock/contract/permissions.ts';
import { expect, test } from 'vitest';
import { type Actor, nobody, system } from '../../platform/ctx.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { PASSWORD, secretIn, signedIn, story } from '../../testing/people.ts';
import { actorOf, newLink } from '../sessions/index.ts';
import { activeMembersOf } from './group.store.ts';
import { isSetUpNeeded, organisation } from './organisation.store.ts';
import { makeSetUpLink, operatorSetUpLink, setUp, setUpFromEnvironment } from './set-up.ts';

const founding = {
  organisation: 'Example',
  zone: 'Europe/Amsterdam',
  name: 'Ada',
  email: 'ada@example.org',
  password: PASSWORD,
};
const morning = new Date('2026-03-02T09:00:00Z');
const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000);

async function link(db: Awaited<ReturnType<typeof testDb>>, now = morning): Promise<string> {
  const made = await makeSetUpLink(testCtx(db, { actor: system, now }));
  return secretIn(made?.link ?? 'https://changes.example.org/none');
}

test('the set-up link makes the organisation, its administrator and the group of approvers, and signs in', async () => {
  const db = await testDb();
  const secret = await link(db);
  const { personId, session } = await setUp(testCtx(db, { actor: nobody }), { ...founding, secret });
  expect(await organisation(db)).toEqual({ name: 'Example', zone: 'Europe/Amsterdam' });
  const actor = await actorOf(db, { cookie: session.secret }, morning);
  expect(actor).toMatchObject({ id: personId, roles: ['change_manager', 'administrator'] });
  expect(await activeMembersOf(db, 'grp_approvers')).toEqual([]);
  expect((await story(db)).map(({ actor, verb }) => [actor, verb])).toEqual([
    ['system', 'organisation.set_up_link_made'],
    [personId, 'organisation.set_up'],
    [personId, 'person.added'],
    [personId, 'group.created'],
    [personId, 'session.started'],
  ]);
});

test('a set-up link works for 60 minutes, and a new one ends the one before', async () => {
  const db = await testDb();
  const first = await link(db);
  const second = await link(db, later(1));
  const attempt = (secret: string, now: Date) => setUp(testCtx(db, { actor: nobody, now }), { ...founding, secret });
  await expect(attempt(first, later(2))).rejects.toMatchObject({ no: { code: 'link_spent' } });
  await expect(attempt(second, later(61))).rejects.toMatchObject({ no: { code: 'link_spent' } });
  await expect(attempt(newLink('set_up', '', morning).secret, later(2))).rejects.toMatchObject({
    no: { code: 'link_spent' },
  });
  expect(await isSetUpNeeded(db)).toBe(true);
  await attempt(second, later(60.9));
  expect(await isSetUpNeeded(db)).toBe(false);
});

test('of many who set up at once with the same link one wins, and nothing of the others stays', async () => {
  const db = await testDb();
  const secret = await link(db);
  const runs = await Promise.allSettled(
    ['ada', 'ben', 'cem', 'dia'].map((name) =>
      setUp(testCtx(db, { actor: nobody }), { ...founding, secret, name, email: `${name}@example.org` }),
    ),
  );
  expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1);
  expect(await db.selectFrom('session').select('id').execute()).toHaveLength(1);
  expect(await story(db, 'organisation.set_up')).toHaveLength(1);
});

test('once set up there is no further link, for the start or for the operator, and no further set-up', async () => {
  const db = await testDb();
  const secret = await link(db);
  await setUp(testCtx(db, { actor: nobody }), { ...founding, secret });
  expect(await makeSetUpLink(testCtx(db, { actor: system }))).toBeUndefined();
  const operator: Actor = {
    kind: 'operator',
    id: 'operator',
    roles: [],
    permissions: new Set(permissionsOfOperator),
    sessionId: null,
  };
  await expect(operatorSetUpLink(testCtx(db, { actor: operator }))).rejects.toMatchObject({
    no: { code: 'already_set_up' },
  });
  await expect(setUp(testCtx(db, { actor: nobody }), { ...founding, secret })).rejects.toMatchObject({
    no: { code: 'already_set_up' },
  });
  expect(await setUpFromEnvironment(testCtx(db), { email: 'eve@example.org', password: PASSWORD })).toBe(false);
});

test('nobody without the permission makes a set-up link', async () => {
  const db = await testDb();
  await expect(makeSetUpLink(testCtx(db, { actor: nobody }))).rejects.toMatchObject({ no: { code: 'not_signed_in' } });
  await expect(
    setUpFromEnvironment(testCtx(db, { actor: nobody }), { email: 'eve@example.org', password: PASSWORD }),
  ).rejects.toMatchObject({ no: { code: 'forbidden' } });
});

test('two servers that start with an administrator in their environment make one, who can sign in', async () => {
  const db = await testDb();
  const start = () =>
    setUpFromEnvironment(testCtx(db, { actor: system }), { email: 'Ada@Example.org', password: PASSWORD });
  const made = await Promise.all([start(), start()]);
  expect(made.toSorted()).toEqual([false, true]);
  expect(await organisation(db)).toEqual({ name: 'My organisation', zone: 'UTC' });
  expect((await signedIn(db, 'ada@example.org')).roles).toContain('administrator');
});
