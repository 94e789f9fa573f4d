import type { Role } from '@interlock/contract/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { nobody, strangerWithToken } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, PASSWORD, type Signed, secretIn, signedIn, story } from '../../testing/people.ts';
import { actorOf } from '../sessions/index.ts';
import { acceptLink, lookAtLink } from './accept-link.ts';
import { deactivatePerson } from './edit-person.ts';
import { invitePerson, makeResetLink, operatorResetLink } from './invite-person.ts';
import { listPeople, showPerson } from './people.view.ts';
import { setUp } from './set-up.ts';

const DAY = 24 * 3600_000;
const later = (ms: number) => new Date(MORNING.getTime() + ms);
const refused = (code: string) => ({ no: { code } });

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
});

const specialist: Role[] = ['specialist'];
const invite = (name: string, over: Partial<Parameters<typeof invitePerson>[1]> = {}) =>
  invitePerson(testCtx(db, { actor: ada }), {
    name,
    email: `${name.toLowerCase()}@example.org`,
    roles: specialist,
    groupIds: [],
    ...over,
  });
const accept = (secret: string, now = MORNING) =>
  acceptLink(testCtx(db, { actor: nobody, now }), { secret, password: PASSWORD });
const versionOf = async (personId: string) => (await showPerson(db, personId)).version;
const deactivate = async (actor: Signed, personId: string) =>
  deactivatePerson(testCtx(db, { actor }), { personId, version: await versionOf(personId) });

describe('an invitation', () => {
  test('makes a person who is in their groups and cannot sign in until they have chosen a password', async () => {
    const { personId, link } = await invite('Ben', { groupIds: ['grp_approvers'], roles: ['approver', 'initiator'] });
    expect(await showPerson(db, personId)).toMatchObject({
      email: 'ben@example.org',
      roles: ['initiator', 'approver'],
      invited: true,
      active: true,
      groups: [{ id: 'grp_approvers', name: 'Approvers' }],
    });
    await expect(signedIn(db, 'ben@example.org')).rejects.toMatchObject(refused('bad_credentials'));
    expect(await lookAtLink(testCtx(db, { actor: nobody }), { secret: secretIn(link) })).toEqual({
      kind: 'invitation',
      name: 'Ben',
      email: 'ben@example.org',
      expiresAt: later(7 * DAY).toISOString(),
    });
    const { session } = await accept(secretIn(link));
    expect((await actorOf(db, { cookie: session.secret }, MORNING)).id).toBe(personId);
    expect((await showPerson(db, personId)).invited).toBe(false);
    expect((await signedIn(db, 'ben@example.org')).id).toBe(personId);
  });

  test('works once, for two who come at the same moment too', async () => {
    const { personId, link } = await invite('Cem');
    const runs = await Promise.allSettled([accept(secretIn(link)), accept(secretIn(link)), accept(secretIn(link))]);
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await db.selectFrom('session').select('id').where('person_id', '=', personId).execute()).toHaveLength(1);
    await expect(accept(secretIn(link))).rejects.toMatchObject(refused('link_spent'));
  });

  test('works for 7 days; a new one is made in its place and ends it', async () => {
    const { personId, link } = await invite('Dia');
    await expect(accept(secretIn(link), later(7 * DAY))).rejects.toMatchObject(refused('link_spent'));
    const again = await makeResetLink(testCtx(db, { actor: ada, now: later(DAY) }), { personId });
    await expect(accept(secretIn(link), later(DAY))).rejects.toMatchObject(refused('link_spent'));
    expect(again.expiresAt).toBe(later(8 * DAY).toISOString());
    await accept(secretIn(again.link), later(8 * DAY - 1000));
  });

  test('of an e-mail that is here already is refused, and says what to do with somebody deactivated', async () => {
    await invite('Eli');
    await expect(invite('Other', { email: 'ELI@example.org' })).rejects.toMatchObject(refused('email_taken'));
    const gone = await join(db, ada, { name: 'Gone', roles: specialist });
    await deactivate(ada, gone.id);
    await expect(invite('Other', { email: gone.email })).rejects.toMatchObject({
      no: { code: 'email_taken', next: expect.stringContaining('reactivate') },
    });
  });

  test('sent twice at once makes one person', async () => {
    const runs = await Promise.allSettled([invite('Fay'), invite('Fay')]);
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('into a group that does not exist makes nobody', async () => {
    await expect(invite('Gus', { groupIds: ['grp_none'] })).rejects.toMatchObject({
      no: { code: 'invalid', errors: [{ path: 'groupIds' }] },
    });
    expect((await listPeople(db, { limit: 5, q: 'gus' })).items).toEqual([]);
  });

  test('is an administrator’s to give', async () => {
    const hal = await join(db, ada, { name: 'Hal', roles: ['change_manager', 'auditor'] });
    const input = { name: 'Ida', email: 'ida@example.org', roles: specialist, groupIds: [] };
    await expect(invitePerson(testCtx(db, { actor: hal }), input)).rejects.toMatchObject(refused('forbidden'));
    await expect(makeResetLink(testCtx(db, { actor: hal }), { personId: ada.id })).rejects.toMatchObject(
      refused('forbidden'),
    );
    await expect(operatorResetLink(testCtx(db, { actor: ada }), { email: ada.email })).rejects.toMatchObject(
      refused('forbidden'),
    );
  });
});

describe('a reset link', () => {
  test('lasts 24 hours, ends the sessions of its person, and leaves its secret in no table', async () => {
    const jo = await join(db, ada, { name: 'Jo', roles: specialist });
    const { link, expiresAt } = await makeResetLink(testCtx(db, { actor: ada }), { personId: jo.id });
    expect(expiresAt).toBe(later(DAY).toISOString());
    const kept = await db.selectFrom('one_time_link').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secretIn(link));
    await expect(accept(secretIn(link), later(DAY))).rejects.toMatchObject(refused('link_spent'));
    await accept(secretIn(link));
    expect(await actorOf(db, { cookie: jo.secret }, MORNING)).toEqual(nobody);
    expect((await story(db, 'person.password_reset')).at(-1)).toMatchObject({ actor: jo.id, object: jo.id });
  });

  test('opens neither the set-up nor a session, and no other secret opens what it opens', async () => {
    const { link } = await makeResetLink(testCtx(db, { actor: ada }), { personId: ada.id });
    const secret = secretIn(link);
    const fresh = await testDb();
    const founding = { organisation: 'X', zone: 'UTC', name: 'X', email: 'x@example.org', password: PASSWORD };
    await expect(setUp(testCtx(fresh, { actor: nobody }), { ...founding, secret })).rejects.toMatchObject(
      refused('link_spent'),
    );
    expect(await actorOf(db, { cookie: secret }, MORNING)).toEqual(nobody);
    expect(await actorOf(db, { bearer: secret }, MORNING)).toEqual(strangerWithToken);
    for (const other of [ada.secret, secret.replace('ilk_rst', 'ilk_inv'), secret.replace('ilk_rst', 'ilk_set'), '']) {
      await expect(accept(other)).rejects.toMatchObject(refused('link_spent'));
    }
  });

  test('guessed fifty times from an address is guessed no more, and whoever holds one comes in', async () => {
    const ctx = testCtx(db, { actor: nobody, address: '203.0.113.77' });
    const answers = await Promise.allSettled(
      Array.from({ length: 51 }, (_, n) => lookAtLink(ctx, { secret: `ilk_rst_${n}` })),
    );
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.no.code : 'let in'));
    expect(codes.filter((code) => code === 'too_many_tries')).toHaveLength(1);
    const { link } = await makeResetLink(testCtx(db, { actor: ada }), { personId: ada.id });
    const secret = secretIn(link);
    await expect(lookAtLink(ctx, { secret })).resolves.toMatchObject({ kind: 'reset' });
    await expect(acceptLink(ctx, { secret, password: PASSWORD })).resolves.toMatchObject({ personId: ada.id });
    await expect(acceptLink(ctx, { secret, password: PASSWORD })).rejects.toMatchObject(refused('too_many_tries'));
  });
});
