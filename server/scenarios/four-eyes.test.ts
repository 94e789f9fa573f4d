import { createGroupRoute, editGroupRoute, listGroupsRoute } from '@interlock/contract/groups.ts';
import { signInRoute } from '@interlock/contract/identity.ts';
import * as drafts from '@interlock/contract/model-drafts.ts';
import {
  deactivatePersonRoute,
  editPersonRoute,
  listPeopleRoute,
  reactivatePersonRoute,
} from '@interlock/contract/people.ts';
import { linkAccountsRoute, unlinkAccountRoute } from '@interlock/contract/person-links.ts';
import { expect, test } from 'vitest';
import { allScopes, PASSWORD, type Somebody, signedIn, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const ada = bank.admin;
const ann = await bank.person('Ann', ['approver'], { approver: true });
await bank.person('Mona', ['change_manager', 'coordinator']);
const abe = await bank.person('Abe', ['approver']);

const asRead = async ({ id: personId }: { id: string }, name: string) => {
  const [found] = (await ada.call(listPeopleRoute, { q: name })).items;
  return { personId, version: found?.version ?? 0 };
};

/** A draft of the normal model that says something else than the one in force, proposed by whoever wrote it. */
async function proposed(by: Somebody, description: string): Promise<{ modelId: string; version: number }> {
  const begun = await by.call(drafts.beginDraftRoute, { modelId: 'mdl_normal' });
  const { modelId, version } = await by.call(drafts.writeDraftRoute, {
    ...{ modelId: begun.modelId, version: begun.version },
    description,
  });
  const after = await by.call(drafts.proposeDraftRoute, { modelId, version });
  return { modelId, version: after.version };
}

const second = {
  status: 409,
  code: 'second_person',
  detail: expect.stringContaining('Bea could look at it'),
  next: expect.stringContaining('Bring Bea back, make somebody else an administrator'),
};

test('who gives it up by themself counts no longer', async () => {
  const cem = await bank.person('Cem', ['administrator']);
  const draft = await proposed(ada, 'As we do it since spring.');
  expect((await ada.browser.refused(drafts.publishDraftRoute, draft)).code).toBe('second_person');
  await cem.browser.call(editPersonRoute, { ...(await asRead(cem, 'Cem')), roles: ['initiator'] });
  expect(await ada.browser.call(drafts.publishDraftRoute, draft)).toMatchObject({ id: 'mdl_normal' });
});

test('nobody puts the other administrator out, publishes alone, and takes them back', async () => {
  const bea = await bank.person('Bea', ['administrator']);
  const draft = await proposed(ada, 'As we do it by ourselves.');
  await ada.call(deactivatePersonRoute, await asRead(bea, 'Bea'));
  expect(await ada.browser.refused(drafts.publishDraftRoute, draft)).toMatchObject(second);
  expect(await ada.call(drafts.showDraftRoute, { modelId: draft.modelId })).toMatchObject({
    mayPublish: false,
    warnings: expect.arrayContaining([{ path: [], message: second.detail, next: second.next }]),
  });

  const [approvers] = (await ada.call(listGroupsRoute, {})).items.filter(({ id }) => id === 'grp_approvers');
  const coming = { groupId: 'grp_approvers', version: approvers?.version ?? 0, memberIds: [ann.id, abe.id] };
  expect(await ada.browser.call(editGroupRoute, coming)).toMatchObject({
    members: [{ name: 'Ann' }],
    proposals: [{ added: [{ name: 'Abe' }] }],
  });
  expect((await ada.browser.call(createGroupRoute, { name: 'Team', memberIds: [abe.id] })).members).toHaveLength(1);

  await ada.browser.call(reactivatePersonRoute, await asRead(bea, 'Bea'));
  await ada.browser.call(editPersonRoute, { ...(await asRead(bea, 'Bea')), roles: ['initiator'] });
  expect(await ada.browser.refused(drafts.publishDraftRoute, draft)).toMatchObject(second);

  bank.clock.set('2026-03-09T09:00:00Z');
  const answer = await bank.anonymous.send('POST', signInRoute.path, { email: ada.email, password: PASSWORD });
  const { browser } = await signedIn(bank.address, answer, allScopes);
  expect(await browser.call(drafts.publishDraftRoute, draft)).toMatchObject({ id: 'mdl_normal' });
});

async function organisation() {
  const house = await world('2026-03-02T09:00:00Z');
  await house.person('Ann', ['approver'], { approver: true });
  await house.person('Mona', ['change_manager', 'coordinator']);
  return house;
}

test('nobody links the other administrator with themself and publishes alone', async () => {
  const house = await organisation();
  const bea = await house.person('Bea', ['administrator']);
  const max = await house.person('Max', ['initiator']);
  const { browser: alone } = house.admin;
  const draft = await proposed(house.admin, 'As we do it by ourselves.');
  const link = { personId: house.admin.id, withId: bea.id, reason: 'Bea is Ada' };
  await house.admin.call(linkAccountsRoute, link);
  const linked = {
    status: 409,
    code: 'second_person',
    detail: expect.stringContaining('until your accounts were linked'),
  };
  expect(await alone.refused(drafts.publishDraftRoute, draft)).toMatchObject({
    ...linked,
    next: expect.stringContaining('alone from 2026-03-09 09:00 UTC on'),
  });
  expect(await bea.browser.refused(drafts.publishDraftRoute, draft)).toMatchObject(linked);
  // Another account of hers that is no administrator's begins no new week, and putting the linked one out changes nothing.
  house.clock.pass(60);
  await house.admin.call(linkAccountsRoute, { ...link, withId: max.id });
  const [found] = (await house.admin.call(listPeopleRoute, { q: 'Bea' })).items;
  await house.admin.call(deactivatePersonRoute, { personId: bea.id, version: found?.version ?? 0 });
  expect(await alone.refused(drafts.publishDraftRoute, draft)).toMatchObject(linked);
  house.clock.pass(7 * 24 * 60 - 60);
  const answer = await house.anonymous.send('POST', signInRoute.path, { email: ada.email, password: PASSWORD });
  const { browser } = await signedIn(house.address, answer, allScopes);
  expect(await browser.call(drafts.publishDraftRoute, draft)).toMatchObject({ id: 'mdl_normal' });
});

test('an administrator who is somebody else after all unlinks the account, and looks at what the other one wrote', async () => {
  const house = await organisation();
  const bea = await house.person('Bea', ['administrator']);
  const draft = await proposed(house.admin, 'As we do it by ourselves.');
  await house.admin.call(linkAccountsRoute, { personId: house.admin.id, withId: bea.id, reason: 'Bea is Ada' });
  await bea.browser.call(unlinkAccountRoute, { personId: bea.id, reason: 'We are two' });
  expect((await house.admin.browser.refused(drafts.publishDraftRoute, draft)).code).toBe('second_person');
  await bea.browser.call(drafts.publishDraftRoute, draft);
});
