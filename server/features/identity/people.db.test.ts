import type { Role } from '@interlock/contract/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { nobody, strangerWithToken } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
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
import { acceptLink } from './accept-link.ts';
import { publishGroupProposal } from './edit-group.ts';
import { deactivatePerson, editPerson, editProfile, reactivatePerson } from './edit-person.ts';
import { invitePerson, makeResetLink } from './invite-person.ts';
import { me } from './me.view.ts';
import { showGroup, showPerson } from './people.view.ts';

const refused = (code: string) => ({ no: { code } });

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
});

const specialist: Role[] = ['specialist'];
const accept = (secret: string, now = MORNING) =>
  acceptLink(testCtx(db, { actor: nobody, now }), { secret, password: PASSWORD });
const versionOf = async (personId: string) => (await showPerson(db, personId)).version;
const deactivate = async (actor: Signed, personId: string) =>
  deactivatePerson(testCtx(db, { actor }), { personId, version: await versionOf(personId) });

describe('a deactivated person', () => {
  test('loses sessions, tokens and links at once, keeps name and history, and can come back', async () => {
    const kim = await join(db, ada, { name: 'Kim', roles: specialist });
    const token = await createToken(testCtx(db, { actor: kim }), { name: 'Kim’s', scopes: ['read'], days: 9 });
    const { link } = await makeResetLink(testCtx(db, { actor: ada }), { personId: kim.id });
    await deactivate(ada, kim.id);
    expect(await actorOf(db, { cookie: kim.secret }, MORNING)).toEqual(nobody);
    expect(await actorOf(db, { bearer: token.secret }, MORNING)).toEqual(strangerWithToken);
    await expect(accept(secretIn(link))).rejects.toMatchObject(refused('link_spent'));
    await expect(makeResetLink(testCtx(db, { actor: ada }), { personId: kim.id })).rejects.toMatchObject(
      refused('person_inactive'),
    );
    expect(await showPerson(db, kim.id)).toMatchObject({ name: 'Kim', active: false });
    await reactivatePerson(testCtx(db, { actor: ada }), { personId: kim.id, version: await versionOf(kim.id) });
    expect(await actorOf(db, { bearer: token.secret }, MORNING)).toEqual(strangerWithToken);
    expect((await signedIn(db, kim.email)).roles).toEqual(['specialist']);
    expect(await partsOf(db, 'person.reactivated')).toMatchObject({
      name: 'Kim',
      before: { active: false },
      after: { active: true },
    });
  });
});

describe('a deactivated approver', () => {
  test('comes back without their groups that approve: another administrator lets them in again', async () => {
    const own = await testDb();
    const ann = await found(own);
    const ctx = testCtx(own, { actor: ann });
    const abe = await join(own, ann, { name: 'Abe', roles: ['approver'], groupIds: ['grp_approvers'] });
    const bob = await join(own, ann, { name: 'Bob', roles: ['administrator'] });
    const version = async () => (await showPerson(own, abe.id)).version;
    await deactivatePerson(ctx, { personId: abe.id, version: await version() });
    const told: string[][] = [];
    await reactivatePerson(
      ctx,
      { personId: abe.id, version: await version() },
      async (_tx, _ctx, { administrators }) => {
        told.push([...administrators]);
      },
    );
    expect(told).toEqual([[bob.id]]);
    const group = await showGroup(own, 'grp_approvers');
    expect(group.members.map(({ id }) => id)).not.toContain(abe.id);
    expect(group.proposals).toMatchObject([{ added: [{ id: abe.id }], by: { id: ann.id } }]);
    const proposal = { groupId: group.id, proposalId: group.proposals[0]?.id ?? '' };
    await publishGroupProposal(testCtx(own, { actor: bob }), proposal);
    expect((await showGroup(own, 'grp_approvers')).members.map(({ id }) => id)).toContain(abe.id);
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

test('a token with the scope people lets nobody become somebody else: invitations, links and roles take a session', async () => {
  const lea = await join(db, ada, { name: 'Lea Loss', roles: ['specialist'] });
  const { secret } = await createToken(testCtx(db, { actor: ada }), { name: 'directory', scopes: ['people'], days: 1 });
  const ctx = testCtx(db, { actor: await actorOf(db, { bearer: secret }, MORNING) });
  const acts = [
    invitePerson(ctx, { name: 'Eve', email: 'eve@example.org', roles: ['administrator'], groupIds: [] }),
    makeResetLink(ctx, { personId: ada.id }),
    editPerson(ctx, { personId: lea.id, version: 1, roles: ['administrator'] }),
  ];
  for (const act of acts) await expect(act).rejects.toMatchObject(refused('session_required'));
  await editPerson(ctx, { personId: lea.id, version: 1, name: 'Lea Lost' });
  expect(await showPerson(db, lea.id)).toMatchObject({ name: 'Lea Lost', roles: ['specialist'] });
});
