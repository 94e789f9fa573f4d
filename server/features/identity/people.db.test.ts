import type { Role } from '@interlock/contract/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../../platform/ctx.ts';
import type { Db } from '../../platform/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import {
  found,
  join,
  MORNING,
  PASSWORD,
  partsOf,
  type Signed,
  secretIn,
  signedIn,
  story,
} from '../../testing/people.ts';
import { createToken } from '../sessions/create-token.ts';
import { actorOf } from '../sessions/index.ts';
import { acceptLink, lookAtLink } from './accept-link.ts';
import { deactivatePerson, editPerson, reactivatePerson } from './edit-person.ts';
import { editProfile } from './edit-profile.ts';
import { invitePerson, makeResetLink, operatorResetLink } from './invite-person.ts';
import { me } from './me.view.ts';
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
    expect(await actorOf(db, { bearer: secret }, MORNING)).toEqual(nobody);
    for (const other of [ada.secret, secret.replace('ilk_rst', 'ilk_inv'), secret.replace('ilk_rst', 'ilk_set'), '']) {
      await expect(accept(other)).rejects.toMatchObject(refused('link_spent'));
    }
  });

  test('guessed fifty times from an address is not looked at any more', async () => {
    const ctx = testCtx(db, { actor: nobody, address: '203.0.113.77' });
    const answers = await Promise.allSettled(
      Array.from({ length: 51 }, (_, n) => lookAtLink(ctx, { secret: `ilk_rst_${n}` })),
    );
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.no.code : 'let in'));
    expect(codes.filter((code) => code === 'too_many_tries')).toHaveLength(1);
    const { link } = await makeResetLink(testCtx(db, { actor: ada }), { personId: ada.id });
    await expect(lookAtLink(ctx, { secret: secretIn(link) })).rejects.toMatchObject(refused('too_many_tries'));
  });
});

describe('a deactivated person', () => {
  test('loses sessions, tokens and links at once, keeps name and history, and can come back', async () => {
    const kim = await join(db, ada, { name: 'Kim', roles: specialist });
    const token = await createToken(testCtx(db, { actor: kim }), { name: 'Kim’s', scopes: ['read'], days: 9 });
    const { link } = await makeResetLink(testCtx(db, { actor: ada }), { personId: kim.id });
    await deactivate(ada, kim.id);
    expect(await actorOf(db, { cookie: kim.secret }, MORNING)).toEqual(nobody);
    expect(await actorOf(db, { bearer: token.secret }, MORNING)).toEqual(nobody);
    await expect(accept(secretIn(link))).rejects.toMatchObject(refused('link_spent'));
    await expect(makeResetLink(testCtx(db, { actor: ada }), { personId: kim.id })).rejects.toMatchObject(
      refused('person_inactive'),
    );
    expect(await showPerson(db, kim.id)).toMatchObject({ name: 'Kim', active: false });
    await reactivatePerson(testCtx(db, { actor: ada }), { personId: kim.id, version: await versionOf(kim.id) });
    expect(await actorOf(db, { bearer: token.secret }, MORNING)).toEqual(nobody);
    expect((await signedIn(db, kim.email)).roles).toEqual(['specialist']);
    expect(await partsOf(db, 'person.reactivated')).toMatchObject({
      name: 'Kim',
      before: { active: false },
      after: { active: true },
    });
  });
});

describe('the last administrator', () => {
  test('is neither deactivated nor given other roles, not even while another one is only invited', async () => {
    const own = await testDb();
    const sole = await found(own);
    const ctx = testCtx(own, { actor: sole });
    await invitePerson(ctx, { name: 'Lee', email: 'lee@example.org', roles: ['administrator'], groupIds: [] });
    const asked = { personId: sole.id, version: 1 };
    await expect(deactivatePerson(ctx, asked)).rejects.toMatchObject(refused('last_administrator'));
    await expect(editPerson(ctx, { ...asked, roles: ['auditor'] })).rejects.toMatchObject(
      refused('last_administrator'),
    );
    expect((await actorOf(own, { cookie: sole.secret }, MORNING)).roles).toContain('administrator');
  });

  test('is left when two administrators remove each other at the same moment', async () => {
    const own = await testDb();
    const one = await found(own);
    const other = await join(own, one, { name: 'Mia', roles: ['administrator'] });
    const runs = await Promise.allSettled([
      deactivatePerson(testCtx(own, { actor: one }), { personId: other.id, version: 1 }),
      editPerson(testCtx(own, { actor: other }), { personId: one.id, version: 1, roles: ['auditor'] }),
    ]);
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(runs.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('last_administrator') });
  });
});

describe('an edit', () => {
  test('of roles ends the sessions of the person, and is on record as it was and became', async () => {
    const ned = await join(db, ada, { name: 'Ned', roles: specialist });
    await editPerson(testCtx(db, { actor: ada }), { personId: ned.id, version: 1, roles: ['auditor', 'approver'] });
    expect(await actorOf(db, { cookie: ned.secret }, MORNING)).toEqual(nobody);
    expect((await signedIn(db, ned.email)).roles).toEqual(['approver', 'auditor']);
    expect(await partsOf(db, 'person.edited')).toMatchObject({
      before: { roles: ['specialist'] },
      after: { roles: ['approver', 'auditor'] },
    });
  });

  test('of a name leaves the sessions; one that changes nothing writes nothing', async () => {
    const oz = await join(db, ada, { name: 'Oz', roles: specialist });
    await editPerson(testCtx(db, { actor: ada }), { personId: oz.id, version: 1, name: 'Oz Z', roles: specialist });
    expect((await actorOf(db, { cookie: oz.secret }, MORNING)).id).toBe(oz.id);
    const before = (await story(db)).length;
    await editPerson(testCtx(db, { actor: ada }), { personId: oz.id, version: 2, name: 'Oz Z' });
    expect(await versionOf(oz.id)).toBe(2);
    expect((await story(db)).length).toBe(before);
  });

  test('made on an older reading is refused, and of two at once one counts', async () => {
    const pam = await join(db, ada, { name: 'Pam', roles: specialist });
    const rename = (name: string, version: number) =>
      editPerson(testCtx(db, { actor: ada }), { personId: pam.id, version, name });
    const runs = await Promise.allSettled([rename('Pam A', 1), rename('Pam B', 1)]);
    expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(rename('Pam C', 1)).rejects.toMatchObject(refused('changed_meanwhile'));
  });

  test('of one’s own profile shows in what the shell shows', async () => {
    const quin = await join(db, ada, { name: 'Quin', roles: specialist });
    await editProfile(testCtx(db, { actor: quin }), { version: 1, zone: 'Asia/Tokyo', theme: 'dark' });
    const shown = await me(db, quin.id, { dataInsideClone: true });
    expect(shown.person).toMatchObject({ name: 'Quin', zone: 'Asia/Tokyo', theme: 'dark', version: 2 });
    expect(shown.organisation).toEqual({ name: 'My organisation', zone: 'UTC' });
    expect(shown.notices).toEqual([]);
    expect((await me(db, ada.id, { dataInsideClone: true })).notices).toMatchObject([{ code: 'data_inside_clone' }]);
    await expect(editProfile(testCtx(db, { actor: quin }), { version: 1, name: 'Q' })).rejects.toMatchObject(
      refused('changed_meanwhile'),
    );
  });

  test('of somebody who does not exist is refused', async () => {
    await expect(
      editPerson(testCtx(db, { actor: ada }), { personId: 'usr_none', version: 1, name: 'X' }),
    ).rejects.toMatchObject(refused('not_found'));
  });
});

describe('the list of people', () => {
  let own: Db;
  beforeAll(async () => {
    own = await testDb();
    const admin = await found(own);
    const names = ['Émile', 'zoe', 'Bo', 'bo', 'Ärne', 'Per%cent', 'under_score'];
    for (const [n, name] of names.entries()) {
      await invitePerson(testCtx(own, { actor: admin }), {
        name,
        email: `p${n}@mail.example`,
        roles: n % 2 === 0 ? ['approver'] : ['auditor', 'specialist'],
        groupIds: n === 0 ? ['grp_approvers'] : [],
      });
    }
  });
  const names = async (query: Partial<Parameters<typeof listPeople>[1]>) =>
    (await listPeople(own, { limit: 50, ...query })).items.map(({ name }) => name);

  test('goes through all of them in the order of a dictionary, page by page, each once', async () => {
    const whole = await names({});
    expect(whole).toEqual(['ada', 'Ärne', 'Bo', 'bo', 'Émile', 'Per%cent', 'under_score', 'zoe']);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPeople(own, { limit: 3, cursor });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole);
  });

  test.each([
    ['a part of a name, in any case', { q: 'ÉMI' }, ['Émile']],
    ['a part of an e-mail', { q: 'p1@MAIL' }, ['zoe']],
    ['a per cent sign as itself', { q: '%' }, ['Per%cent']],
    ['an underscore as itself', { q: '_' }, ['under_score']],
    ['what would end a text in SQL', { q: "' or true --" }, []],
    ['a role', { role: ['administrator' as const] }, ['ada']],
    ['one of two roles', { role: ['administrator' as const, 'auditor' as const] }, ['ada', 'bo', 'Per%cent', 'zoe']],
    ['a group', { group: 'grp_approvers' }, ['Émile']],
    ['deactivated ones', { active: false }, []],
  ])('finds by %s', async (_what, query, found) => {
    expect(await names(query)).toEqual(found);
  });

  test.each(['junk', 'WyJhIl0', 'WzEsbnVsbF0', '\u0000'])('refuses the cursor %j', async (cursor) => {
    await expect(names({ cursor })).rejects.toMatchObject({ no: { code: 'invalid', errors: [{ path: 'cursor' }] } });
  });
});
