import { editGroupRoute, listGroupsRoute, publishGroupProposalRoute } from '@interlock/contract/groups.ts';
import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import * as drafts from '@interlock/contract/model-drafts.ts';
import { deactivatePersonRoute, reactivatePersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import * as links from '@interlock/contract/person-links.ts';
import * as templates from '@interlock/contract/templates.ts';
import { describe, expect, test } from 'vitest';
import { rotation } from '../testing/templates.ts';
import { type Client, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world();
const { admin: ada, clock } = bank;
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const eve = await bank.person('Eve Admin', ['administrator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);

/** What waits for somebody and is no change. */
const others = async (of: Client): Promise<InboxItem[]> =>
  (await of.call(inboxRoute, { limit: 200 })).items.filter(({ change }) => change === null);
const kindsOf = async (of: Client) => (await others(of)).map(({ kind }) => kind);
const asRead = ({ modelId, version }: drafts.Draft) => ({ modelId, version });

async function proposedModel(by: Client, key: string): Promise<drafts.Draft> {
  const begun = await by.call(drafts.beginDraftRoute, { copyOf: 'mdl_normal', key, name: `Model ${key}` });
  return by.call(drafts.proposeDraftRoute, { ...asRead(begun), note: 'For the night shift.' });
}

async function proposedTemplate(by: Client, name: string): Promise<templates.TemplateDetail> {
  const { id: templateId, version } = await by.call(templates.createTemplateRoute, { ...rotation, name });
  return by.call(templates.proposeTemplateRoute, { templateId, version, note: 'Drains the host first.' });
}

async function approvers() {
  const { items } = await ada.call(listGroupsRoute, { q: 'Approvers' });
  return items[0] ?? expect.fail('there is no group Approvers');
}

async function proposedMember(personId: string): Promise<void> {
  const { id: groupId, version, members } = await approvers();
  const memberIds = [...members.map(({ id }) => id), personId];
  await ada.browser.call(editGroupRoute, { groupId, version, memberIds });
}

describe('a model that one administrator proposes', () => {
  let draft: drafts.Draft;

  test('waits for another administrator, says who asks and since when, and for nobody else', async () => {
    clock.set('2026-03-02T10:00:00Z');
    draft = await proposedModel(ada, 'nightly');
    expect(await others(eve)).toEqual([
      {
        kind: 'model_proposed',
        about: { id: draft.modelId, label: 'nightly', title: 'Model nightly' },
        why: 'Publish it or send it back. For the night shift.',
        since: '2026-03-02T10:00:00.000Z',
        by: { id: ada.id, name: 'Ada Admin', active: true },
        change: null,
        roundId: null,
        questionId: null,
        proposalId: null,
      },
    ]);
    for (const person of [ada, mona, sam, abe]) expect(await others(person)).toEqual([]);
  });

  test('waits for whoever wrote it once it is sent back, until it is proposed again, and is gone when it is published', async () => {
    draft = await eve.call(drafts.returnDraftRoute, { ...asRead(draft), words: 'Name the approvers.' });
    expect(await others(ada)).toMatchObject([
      { kind: 'model_returned', why: 'Sent back to you: Name the approvers.', by: { name: 'Eve Admin' } },
    ]);
    expect(await others(eve)).toEqual([]);
    draft = await ada.call(drafts.proposeDraftRoute, asRead(draft));
    expect([await kindsOf(ada), await kindsOf(eve)]).toEqual([[], ['model_proposed']]);
    await eve.browser.call(drafts.publishDraftRoute, asRead(draft));
    expect([await others(ada), await others(eve)]).toEqual([[], []]);
  });

  test('is not sent back by whoever takes back what they proposed themself', async () => {
    const own = await proposedModel(ada, 'taken_back');
    const draft = await ada.call(drafts.returnDraftRoute, asRead(own));
    expect([await others(ada), await others(eve)]).toEqual([[], []]);
    await ada.call(drafts.discardDraftRoute, asRead(draft));
  });
});

test('a template waits for a change manager who wrote nothing of it, and for its writers once it is sent back', async () => {
  const proposed = await proposedTemplate(mona, 'Rotate a key');
  const { id, key } = proposed;
  expect(await others(mark)).toMatchObject([
    {
      kind: 'template_proposed',
      about: { id, label: key, title: 'Rotate a key' },
      why: 'Publish it or send it back. Drains the host first.',
      by: { name: 'Mona Manager' },
    },
  ]);
  for (const person of [mona, eve, sam, abe]) expect(await others(person)).toEqual([]);
  const returned = await mark.call(templates.returnTemplateRoute, {
    templateId: id,
    version: proposed.version,
    words: 'Say which hosts.',
  });
  expect([await kindsOf(mona), await kindsOf(mark)]).toEqual([['template_returned'], []]);
  const again = await mona.call(templates.proposeTemplateRoute, { templateId: id, version: returned.version });
  await mark.call(templates.publishTemplateRoute, { templateId: id, version: again.version });
  expect([await others(mona), await others(mark)]).toEqual([[], []]);
});

describe('a group that approves', () => {
  test('has whoever should come in wait in the inbox of another administrator alone', async () => {
    await proposedMember(sam.id);
    const { id, proposals } = await approvers();
    expect(await others(eve)).toMatchObject([
      {
        kind: 'members_proposed',
        about: { id, title: 'Approvers' },
        why: 'It approves changes, and would let in Sam Specialist. Your yes is asked for.',
        by: { name: 'Ada Admin' },
        proposalId: proposals[0]?.id,
      },
    ]);
    for (const person of [ada, mona, sam, abe]) expect(await others(person)).toEqual([]);
    await eve.browser.call(publishGroupProposalRoute, { groupId: id, proposalId: proposals[0]?.id ?? '' });
    expect(await others(eve)).toEqual([]);
  });

  test('has an approver who is reactivated wait so as well', async () => {
    const gone = await ada.browser.call(deactivatePersonRoute, { personId: abe.id, version: 1 });
    await ada.browser.call(reactivatePersonRoute, { personId: abe.id, version: gone.version });
    const [item] = await others(eve);
    expect(item?.why).toContain('would let in Abe Approver');
    await eve.browser.call(publishGroupProposalRoute, {
      groupId: item?.about.id ?? '',
      proposalId: item?.proposalId ?? '',
    });
  });
});

describe('an account that one administrator would unlink', () => {
  let max2: Somebody;
  const propose = () => ada.browser.call(links.unlinkAccountRoute, { personId: max2.id, reason: 'They are twins.' });

  test('waits for another administrator who is not the person concerned, with the reason and what follows', async () => {
    const max = await bank.person('Max', ['administrator', 'approver']);
    max2 = await bank.person('Max Too', ['approver']);
    await ada.call(links.linkAccountsRoute, { personId: max.id, withId: max2.id, reason: 'One badge' });
    expect(await others(eve)).toEqual([]);
    clock.set('2026-03-02T11:00:00Z');
    await propose();
    expect(await others(eve)).toEqual([
      {
        kind: 'unlinking_proposed',
        about: { id: max2.id, label: '', title: 'Max Too' },
        why: 'It would be unlinked from Max, and each could vote then. Your yes is asked for. They are twins.',
        since: '2026-03-02T11:00:00.000Z',
        by: { id: ada.id, name: 'Ada Admin', active: true },
        change: null,
        roundId: null,
        questionId: null,
        proposalId: null,
      },
    ]);
    for (const person of [ada, max, max2, mona]) expect(await others(person)).toEqual([]);
  });

  test('is gone when somebody leaves it linked, and when it is confirmed', async () => {
    await eve.browser.call(links.declineUnlinkingRoute, { personId: max2.id });
    expect(await others(eve)).toEqual([]);
    await propose();
    expect(await kindsOf(eve)).toEqual(['unlinking_proposed']);
    await eve.browser.call(links.confirmUnlinkingRoute, { personId: max2.id });
    expect(await others(eve)).toEqual([]);
  });
});

test('a token shows only what its scopes let it do anything about', async () => {
  await proposedMember(mark.id);
  const draft = await proposedModel(ada, 'scoped');
  expect(await kindsOf(eve)).toEqual(['members_proposed', 'model_proposed']);
  const narrow = await bank.person('Nell Narrow', ['administrator'], { scopes: ['read', 'models'] });
  expect(await kindsOf(narrow)).toEqual(['model_proposed']);
  expect(await kindsOf(narrow.browser)).toEqual(['members_proposed', 'model_proposed']);
  await ada.call(drafts.discardDraftRoute, asRead(draft));
  const { version } = await ada.call(showPersonRoute, { personId: narrow.id });
  await ada.browser.call(deactivatePersonRoute, { personId: narrow.id, version });
});

test('pages hold each row once and in the order of the wait, whatever it is about', async () => {
  const both = await bank.person('Bea Both', ['administrator', 'change_manager']);
  const wanted: string[] = [...(await others(both)).map(({ about }) => about.title)];
  for (const [hour, make] of [
    ['11', () => raise(both, sam, { title: 'One', requesterId: both.id }).then(() => 'One')],
    ['12', () => proposedModel(ada, 'paged').then(() => 'Model paged')],
    ['12', () => proposedTemplate(mona, 'Paged').then(() => 'Paged')],
    ...['Two', 'Three', 'Four', 'Five'].map(
      (title) => ['13', () => raise(both, sam, { title, requesterId: both.id }).then(() => title)] as const,
    ),
  ] as const) {
    clock.set(`2026-03-03T${hour}:00:00Z`);
    wanted.push(await make());
  }
  await expectInOrder(both, wanted);
});

test('of what began to wait in the same instant the more important change comes first, and what is no change last', async () => {
  const before = [...(await others(mark)).map(({ about }) => about.title)];
  clock.set('2026-03-03T14:00:00Z');
  const made = [
    { title: 'Low', impact: 'low', urgency: 'low' },
    { title: 'Critical', impact: 'high', urgency: 'high' },
    { title: 'Moderate', impact: 'low', urgency: 'high' },
    { title: 'High', impact: 'high', urgency: 'medium' },
  ];
  for (const fields of made) await raise(mark, sam, { ...fields, requesterId: mark.id });
  await proposedTemplate(mona, 'In order');
  await expectInOrder(mark, [...before, 'Critical', 'High', 'Moderate', 'Low', 'In order']);
});

/** Whatever the size of a page, their inbox holds these, each once and in this order. */
async function expectInOrder(of: Client, wanted: readonly string[]): Promise<void> {
  for (const limit of [1, 2, 3, 50]) {
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await of.call(inboxRoute, { limit, ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      titles.push(...page.items.map(({ about }) => about.title));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(titles).toEqual(wanted);
  }
}
