import { permissionsOfOperator } from '@interlock/contract/permissions.ts';
import { expect, test } from 'vitest';
import { type Actor, nobody } from '../../platform/ctx.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, PASSWORD, secretIn, signedIn, story } from '../../testing/people.ts';
import { createToken, revokeToken } from '../sessions/create-token.ts';
import { endSession } from '../sessions/end-session.ts';
import { actorOf } from '../sessions/index.ts';
import { acceptLink } from './accept-link.ts';
import { createGroup, editGroup } from './edit-group.ts';
import { deactivatePerson, editPerson, editProfile, reactivatePerson } from './edit-person.ts';
import { invitePerson, makeResetLink, operatorResetLink } from './invite-person.ts';
import { changePassword } from './sign-in.ts';

const operator: Actor = {
  kind: 'operator',
  id: 'operator',
  roles: [],
  permissions: new Set(permissionsOfOperator),
  sessionId: null,
};

test('every act of and on people stands in the audit log, by who did it, in the order it was done', async () => {
  const db = await testDb();
  const ada = await found(db);
  const asAda = testCtx(db, { actor: ada });
  const ben = await join(db, ada, { name: 'Ben', roles: ['specialist'], groupIds: ['grp_approvers'] });
  const asBen = testCtx(db, { actor: ben });
  const before = (await story(db)).length;

  const cem = await invitePerson(asAda, {
    name: 'Cem',
    email: 'cem@example.org',
    roles: ['specialist'],
    groupIds: ['grp_approvers'],
  });
  await makeResetLink(asAda, { personId: cem.personId });
  const reset = await operatorResetLink(testCtx(db, { actor: operator }), { email: 'BEN@example.org' });
  await editProfile(asBen, { version: 1, theme: 'dark' });
  await changePassword(asBen, { current: 'wrong', next: PASSWORD }).catch(() => {});
  const { token } = await createToken(asBen, { name: 'T', scopes: ['read'], days: 1 });
  await revokeToken(asBen, { tokenId: token.id });
  const { session } = await acceptLink(testCtx(db, { actor: nobody }), {
    secret: secretIn(reset.link),
    password: PASSWORD,
  });
  const back = await actorOf(db, { cookie: session.secret }, MORNING);
  const renewed = await changePassword(testCtx(db, { actor: back }), { current: PASSWORD, next: PASSWORD });
  await endSession(testCtx(db, { actor: await actorOf(db, { cookie: renewed.secret }, MORNING) }), {
    sessionId: renewed.id,
  });
  const { sessionId } = await signedIn(db, ben.email);
  await editPerson(asAda, { personId: ben.id, version: 2, name: 'Ben B' });
  await deactivatePerson(asAda, { personId: ben.id, version: 3 });
  await reactivatePerson(asAda, { personId: ben.id, version: 4 });
  const groupId = await createGroup(asAda, { name: 'Network', managerId: null, memberIds: [] });
  await editGroup(asAda, { groupId, version: 1, memberIds: [ben.id] });

  const told = (await story(db)).slice(before).map(({ actor, verb, object }) => `${actor} ${verb} ${object}`);
  expect(told).toEqual([
    `${ada.id} person.invited ${cem.personId}`,
    `${ada.id} group.edited grp_approvers`,
    `${ada.id} person.invited_again ${cem.personId}`,
    `operator person.reset_link_made ${ben.id}`,
    `${ben.id} person.profile_edited ${ben.id}`,
    `${ben.id} person.password_refused ${ben.id}`,
    `${ben.id} token.created ${token.id}`,
    `${ben.id} token.revoked ${token.id}`,
    `${ben.id} person.password_reset ${ben.id}`,
    `${ben.id} session.started ${session.id}`,
    `${ben.id} session.started ${renewed.id}`,
    `${ben.id} person.password_changed ${ben.id}`,
    `${ben.id} session.ended ${renewed.id}`,
    `${ben.id} session.started ${sessionId}`,
    `${ada.id} person.edited ${ben.id}`,
    `${ada.id} person.deactivated ${ben.id}`,
    `${ada.id} person.reactivated ${ben.id}`,
    `${ada.id} group.created ${groupId}`,
    `${ada.id} group.edited ${groupId}`,
  ]);
  expect((await story(db, 'person.invitation_accepted')).map(({ actor }) => actor)).toEqual([ben.id]);
});
