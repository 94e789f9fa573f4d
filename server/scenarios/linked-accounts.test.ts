import { listAuditRoute } from '@interlock/contract/audit.ts';
import { approveChangeRoute, askAgainRoute, withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
import { answerReviewRoute } from '@interlock/contract/change-reviews.ts';
import { askExtensionRoute, grantExtensionRoute, showRunRoute } from '@interlock/contract/change-runs.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { approveManyRoute } from '@interlock/contract/decisions.ts';
import { listDeputiesRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import { editGroupRoute, listGroupsRoute, publishGroupProposalRoute } from '@interlock/contract/groups.ts';
import { beginDraftRoute, proposeDraftRoute, publishDraftRoute } from '@interlock/contract/model-drafts.ts';
import type { Quorum } from '@interlock/contract/models.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { editPersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import * as links from '@interlock/contract/person-links.ts';
import { editTaskRoute } from '@interlock/contract/task-planning.ts';
import { finishTaskRoute, waiveBackoutRoute } from '@interlock/contract/task-work.ts';
import { createTemplateRoute, proposeTemplateRoute, publishTemplateRoute } from '@interlock/contract/templates.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../platform/running/processes.ts';
import { ballot, explained, heldBack, inInbox, makeGroup, openRound, show, taskOf } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { addNightModel, scheduledNight } from '../testing/night.ts';
import { runSql } from '../testing/run-sql.ts';
import { rotation } from '../testing/templates.ts';
import { approve, move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const { admin: ada } = bank;
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver']);
const ann = await bank.person('Ann', ['approver', 'initiator']);
const ann2 = await bank.person('Ann Two', ['approver', 'change_manager']);

let made = 0;
const all: Quorum = { kind: 'all' };

/** A change that asks these people, raised by Rita for Sam unless somebody else raises it. */
async function asking(people: readonly Somebody[], by: Somebody = rita, quorum = all): Promise<ChangeDetail> {
  const key = `links_${++made}`;
  const group = await makeGroup(ada, `Group ${made}`, people);
  const definition = oneRound({ group: group.id, quorum });
  await addModel(bank.database, { id: `mdl_${key}`, key, name: key, definition });
  return move(by, await raise(by, sam, { modelId: `mdl_${key}` }), 'ask');
}

const link = (one: Somebody, other: Somebody, reason = 'HR: one person') =>
  ada.call(links.linkAccountsRoute, { personId: one.id, withId: other.id, reason });
const names = (people: readonly { person: { name: string } }[]) => people.map(({ person }) => person.name);
const yes = (by: Somebody, change: ChangeDetail, over = {}) =>
  by.refused(approveChangeRoute, { ...ballot(change), comment: '', ...over });
const heard = async (by: Somebody) =>
  (await by.call(listNotificationsRoute, {})).items.map(({ kind, by: who, parts }) => [kind, who?.name, parts.account]);
const days = { from: '2026-03-02', until: '2026-03-20' };
const lastActs = async (id: string) => (await ada.call(listAuditRoute, { object: id })).items;

describe('an administrator links two accounts', () => {
  test('with a reason that stands in the log of both; everybody sees that they are one, and only who may sees why', async () => {
    await ann.browser.call(nameDeputyRoute, { deputyId: ann2.id, ...days });
    expect(await link(ann, ann2)).toMatchObject({
      accounts: [
        { person: { name: 'Ann' }, reason: 'HR: one person', linkedBy: { name: 'Ada Admin' }, unlinking: null },
        { person: { name: 'Ann Two' } },
      ],
    });
    for (const account of [ann, ann2]) {
      const [last] = await lastActs(account.id);
      expect(last).toMatchObject({ verb: 'person.linked', actor: { name: 'Ada Admin' } });
      expect(last?.parts).toMatchObject({ reason: 'HR: one person' });
    }
    expect(await rita.call(showPersonRoute, { personId: ann.id })).toMatchObject({
      onePersonWith: [{ name: 'Ann Two' }],
    });
    const seen = await rita.call(links.linkedAccountsRoute, { personId: ann2.id });
    expect(seen.accounts.map(({ person, reason }) => [person.name, reason])).toEqual([
      ['Ann', null],
      ['Ann Two', null],
    ]);
  });

  test('which ends what they had agreed on as deputies', async () => {
    expect(await ann.browser.call(listDeputiesRoute, {})).toEqual({ mine: [], standingInFor: [] });
    expect((await lastActs(ann.id)).map(({ verb }) => verb)).toContain('deputy.ended');
  });

  test.each([
    ['an account with itself', () => ({ personId: ann.id, withId: ann.id }), 400, 'withId'],
    ['what is linked', () => ({ personId: ann2.id, withId: ann.id }), 400, 'withId'],
    ['with nobody', () => ({ personId: ann.id, withId: 'usr_nobody' }), 404, undefined],
    ['without a reason', () => ({ personId: ann.id, withId: abe.id, reason: ' ' }), 400, 'reason'],
  ])('but not %s', async (_what, input, status, path) => {
    const refused = await ada.refused(links.linkAccountsRoute, { reason: 'So', ...input() });
    expect(refused.status).toBe(status);
    expect(refused.errors?.[0]?.path).toBe(path);
  });

  test('and nobody else does', async () => {
    const asked = { personId: rita.id, withId: abe.id, reason: 'I say so' };
    expect(await carl.browser.refused(links.linkAccountsRoute, asked)).toMatchObject({ code: 'forbidden' });
  });
});

describe('one person with two accounts tries to count twice', () => {
  let change: ChangeDetail;
  beforeAll(async () => {
    change = await asking([abe, ann, ann2]);
  });

  test('and is asked once, as the first; the second is left out with the reason', async () => {
    expect(names(openRound(change).asked)).toEqual(['Abe Approver', 'Ann']);
    expect(openRound(change)).toMatchObject({ needed: 2, rule: 'All 2' });
    expect(openRound(change).leftOut).toMatchObject([
      { person: { name: 'Ann Two' }, because: 'is the same person as Ann, who is asked' },
    ]);
    expect((await inInbox(ann, change)).map(({ kind }) => kind)).toEqual(['decide']);
    expect(await inInbox(ann2, change)).toEqual([]);
  });

  test('with the account that is not asked', async () => {
    expect(await yes(ann2, change)).toMatchObject({
      status: 403,
      code: 'same_person',
      detail: 'You are the same person as Ann, who is asked.',
    });
    expect((await show(ann2, change)).rounds[0]?.mayNotBecause).toBe('You are the same person as Ann, who is asked.');
  });

  test('in bulk', async () => {
    const { roundId, changeId, version } = ballot(change);
    const { items } = await ann2.call(approveManyRoute, { items: [{ changeId, version, roundId }], comment: '' });
    expect(items).toMatchObject([{ done: false, code: 'same_person' }]);
  });

  test('as their own deputy, and as the deputy of somebody else beside their own seat', async () => {
    expect(await ann.browser.refused(nameDeputyRoute, { deputyId: ann2.id, ...days })).toMatchObject({
      code: 'same_person',
      errors: [{ path: 'deputyId' }],
    });
    await abe.browser.call(nameDeputyRoute, { deputyId: ann2.id, ...days });
    expect(await yes(ann2, change, { forPersonId: abe.id })).toMatchObject({
      code: 'same_person',
      detail: 'You are asked yourself, as Ann, so you decide for nobody else.',
    });
    expect(await inInbox(ann2, change)).toEqual([]);
  });

  test('after they have decided; and a yes is theirs to take back with either account', async () => {
    change = await approve(ann, change);
    expect(await yes(ann2, change)).toMatchObject({ code: 'same_person' });
    expect(await yes(ann2, change, { forPersonId: abe.id })).toMatchObject({ code: 'same_person' });
    expect((await explained(carl, change, 'work')).guards).toContainEqual(
      expect.objectContaining({ met: false, why: expect.stringContaining('1 of 2 approvals are given') }),
    );
    const { changeId, version, roundId } = ballot(change);
    change = await ann2.call(withdrawVoteRoute, { changeId, version, roundId, words: 'Not yet.' });
    expect(openRound(change).withdrawn).toMatchObject([{ person: { name: 'Ann' } }]);
  });

  test('on their own change, raised with the other account', async () => {
    const own = await asking([abe, ann2], ann);
    expect(openRound(own).leftOut).toMatchObject([
      { person: { name: 'Ann Two' }, because: 'requested it, with another account' },
    ]);
    expect(await yes(ann2, own)).toMatchObject({ status: 403 });
  });

  test('by closing what they carried out with the other account', async () => {
    const quick = await asking([abe]);
    await ada.call(links.linkAccountsRoute, { personId: sam.id, withId: carl.id, reason: 'Carl is Sam' });
    let done = await move(carl, await approve(abe, quick), 'work');
    done = await move(carl, done, 'review');
    const unmet = await heldBack(carl, done, 'closed', { closureCode: 'successful', closureNotes: 'It went well.' });
    expect(unmet).toMatchObject([
      {
        guard: 'segregation_of_duties',
        why: 'You carried this change out, with another account: somebody else closes it.',
      },
    ]);
  });
});

describe('accounts are linked while they are asked', () => {
  const pair = async (name: string) =>
    [await bank.person(name, ['approver']), await bank.person(`${name} Too`, ['approver'])] as const;
  const fallenOf = async (change: ChangeDetail) => (await show(carl, change)).rounds[0]?.withdrawn ?? [];

  test('the second vote that is out falls, and explain says that too few are left; asking again asks once', async () => {
    const [bob, bob2] = await pair('Bob');
    let change = await approve(bob2, await asking([bob, bob2]));
    await link(bob, bob2);
    change = await show(carl, change);
    expect(openRound(change)).toMatchObject({
      status: 'stuck',
      asked: [
        { person: { name: 'Bob' }, out: 'is the same person as Bob Too, who has decided', vote: null },
        { person: { name: 'Bob Too' }, vote: { decision: 'approve' } },
      ],
    });
    expect(await yes(bob, change)).toMatchObject({ code: 'same_person' });
    expect(await inInbox(bob, change)).toEqual([]);
    expect((await inInbox(carl, change)).map(({ kind }) => kind)).toContain('round_stuck');
    const [guard] = (await explained(carl, change, 'work')).guards.filter(({ met }) => !met);
    expect(guard?.why).toMatch(
      /^Too few people can decide to make 2\..* Bob is the same person as Bob Too, who has decided\.$/,
    );
    change = await carl.call(askAgainRoute, { changeId: change.id, version: change.version });
    expect(openRound(change)).toMatchObject({ needed: 1, asked: [{ person: { name: 'Bob' } }] });
    expect((await approve(bob, change)).rounds[0]?.status).toBe('approved');
  });

  test('of two votes that made a round pass the second falls, and the change comes back', async () => {
    const [cat, cat2] = await pair('Cat');
    let change = await asking([cat, cat2, abe], rita, { kind: 'percent', percent: 60 });
    change = await approve(cat2, await approve(cat, change));
    expect(change.rounds[0]?.status).toBe('approved');
    await link(cat, cat2);
    await eventually(async () => (await fallenOf(change)).length > 0, 20_000);
    change = await show(carl, change);
    expect(openRound(change)).toMatchObject({
      status: 'open',
      withdrawn: [{ person: { name: 'Cat Too' }, because: 'The same person has decided as Cat.' }],
    });
    expect((await lastActs(change.id)).map(({ verb }) => verb)).toContain('change.vote_fell');
    await approve(abe, change);
  });

  test('the vote falls of whoever turns out to have asked for it', async () => {
    const [dot, dot2] = await pair('Dot');
    await ada.browser.call(editPersonRoute, { personId: dot2.id, version: 1, roles: ['approver', 'initiator'] });
    const change = await approve(dot, await asking([dot, abe], await bank.person('Dan', ['initiator'])));
    await link(dot, { ...dot2, id: change.requester?.id ?? '' });
    await eventually(async () => (await fallenOf(change)).length > 0, 20_000);
    expect(await fallenOf(change)).toMatchObject([
      { person: { name: 'Dot' }, because: 'Whoever decided requested it, with another account.' },
    ]);
  });

  test('no work starts on the yes of a second account, though the vote has not been taken out yet', async () => {
    const [fay, fay2] = await pair('Fay');
    const linkedJustNow = (one: Somebody, other: Somebody) =>
      runSql(
        bank.database.ownerUrl,
        `insert into person_link (person_id, person_key, reason, linked_by, linked_at)
         select id, '${one.id}', 'One person', '${ada.id}', now() from unnest(array['${one.id}', '${other.id}']) id`,
      );
    const [gus, gus2] = [await bank.person('Gus', ['approver']), await bank.person('Gus Too', ['initiator'])];
    const mia = await bank.person('Mia Moves', ['coordinator']);
    const twice = await approve(fay2, await approve(fay, await asking([fay, fay2])));
    const own = await approve(gus, await asking([gus], gus2));
    await linkedJustNow(fay, fay2);
    expect(await heldBack(mia, twice, 'work')).toMatchObject([
      { guard: 'approvals', why: expect.stringMatching(/^Too few people can decide to make 2/) },
    ]);
    await linkedJustNow(gus, gus2);
    expect(await heldBack(mia, own, 'work')).toMatchObject([
      { guard: 'approvals', clearedBy: expect.arrayContaining([expect.objectContaining({ id: 'coordinator' })]) },
    ]);
  });

  test('what is being carried out stays as it was decided', async () => {
    const [eli, eli2] = await pair('Eli');
    let change = await approve(eli2, await approve(eli, await asking([eli, eli2])));
    const mia = await bank.person('Mia', ['coordinator']);
    change = await move(mia, change, 'work');
    const other = await approve(eli2, await approve(eli, await asking([eli, eli2])));
    await link(eli, eli2);
    await eventually(async () => (await fallenOf(other)).length > 0, 20_000);
    expect(await fallenOf(other)).toHaveLength(1);
    expect(await show(carl, change)).toMatchObject({
      state: { key: 'work' },
      rounds: [{ status: 'approved', withdrawn: [] }],
    });
  });
});

describe('unlinking, which makes a second vote possible', () => {
  test('takes another administrator, who is not the person concerned, and a browser', async () => {
    const eve = await bank.person('Eve', ['administrator']);
    const max = await bank.person('Max', ['administrator', 'approver']);
    const max2 = await bank.person('Max Too', ['approver']);
    await link(max, max2, 'One badge');
    const asked = { personId: max2.id, reason: 'Two people after all' };
    expect(await ada.refused(links.unlinkAccountRoute, asked)).toMatchObject({ code: 'session_required' });
    const { accounts } = await ada.browser.call(links.unlinkAccountRoute, asked);
    expect(accounts[1]).toMatchObject({
      person: { name: 'Max Too' },
      unlinking: { by: { name: 'Ada Admin' }, because: 'Two people after all', mayConfirm: false },
    });
    const [told] = (await eve.call(listNotificationsRoute, {})).items;
    expect(told).toMatchObject({ kind: 'unlinking_proposed', about: { id: max2.id, title: 'Max Too' } });
    expect(await heard(max)).toEqual([['accounts_linked', 'Ada Admin', 'Max Too']]);
    const decision = { personId: max2.id };
    expect(await ada.browser.refused(links.confirmUnlinkingRoute, decision)).toMatchObject({ code: 'second_person' });
    expect(await max.browser.refused(links.confirmUnlinkingRoute, decision)).toMatchObject({
      code: 'second_person',
      detail: 'These accounts are yours, so another administrator unlinks them.',
    });
    expect(await eve.refused(links.confirmUnlinkingRoute, decision)).toMatchObject({ code: 'session_required' });
    expect(await eve.browser.refused(links.unlinkAccountRoute, asked)).toMatchObject({ code: 'changed_meanwhile' });
    expect(await eve.browser.call(links.confirmUnlinkingRoute, decision)).toEqual({ accounts: [] });
    expect((await lastActs(max2.id))[0]).toMatchObject({ verb: 'person.unlinked', parts: { alone: false } });
    const change = await asking([max, max2]);
    expect(names(openRound(change).asked)).toEqual(['Max', 'Max Too']);
  });

  test('is told to both, by whom and of whom, as the linking was; nobody else hears of it', async () => {
    const [ida, ida2, ida3] = await Promise.all(
      ['Ida', 'Ida Too', 'Ida Three'].map((name) => bank.person(name, ['approver'])),
    );
    if (!ida || !ida2 || !ida3) throw new Error('somebody is missing');
    const before = await heard(ada);
    await link(ida, ida2);
    await link(ida, ida3);
    expect(await heard(ida)).toEqual([
      ['accounts_linked', 'Ada Admin', 'Ida Three'],
      ['accounts_linked', 'Ada Admin', 'Ida Too'],
    ]);
    expect(await heard(ida2)).toEqual([
      ['accounts_linked', 'Ada Admin', 'Ida Three'],
      ['accounts_linked', 'Ada Admin', 'Ida'],
    ]);
    expect(await heard(ida3)).toEqual([['accounts_linked', 'Ada Admin', 'Ida, Ida Too']]);
    const mae = await bank.person('Mae', ['administrator']);
    await ada.browser.call(links.unlinkAccountRoute, { personId: ida3.id, reason: 'Another Ida' });
    expect(await heard(ida3)).toHaveLength(1);
    await mae.browser.call(links.confirmUnlinkingRoute, { personId: ida3.id });
    expect((await heard(ida3))[0]).toEqual(['accounts_unlinked', 'Mae', 'Ida, Ida Too']);
    for (const one of [ida, ida2]) expect((await heard(one))[0]).toEqual(['accounts_unlinked', 'Mae', 'Ida Three']);
    expect(await heard(ada)).toEqual(before);
    const [own] = (await ida3.call(listNotificationsRoute, {})).items;
    expect(own).toMatchObject({ about: { id: ida3.id, title: 'Ida Three' }, read: false });
  });

  test('can be declined, and then they stay linked', async () => {
    await ada.browser.call(links.unlinkAccountRoute, { personId: ann2.id, reason: 'A try' });
    const { accounts } = await ada.call(links.declineUnlinkingRoute, { personId: ann2.id });
    expect(accounts.map(({ unlinking }) => unlinking)).toEqual([null, null]);
    expect(await ada.browser.refused(links.confirmUnlinkingRoute, { personId: ann2.id })).toMatchObject({
      status: 404,
    });
  });
});

describe('two accounts of one administrator are no four eyes', () => {
  let una: Somebody;
  let una2: Somebody;
  beforeAll(async () => {
    una = await bank.person('Una', ['administrator']);
    una2 = await bank.person('Una Too', ['administrator']);
    await link(una, una2);
  });

  test('on who comes into a group that approves', async () => {
    const [group] = (await ada.call(listGroupsRoute, { q: 'Approvers' })).items;
    if (!group) throw new Error('there is no group Approvers');
    const asked = {
      groupId: group.id,
      version: group.version,
      memberIds: [...group.members.map(({ id }) => id), abe.id],
    };
    const { proposals } = await una.browser.call(editGroupRoute, asked);
    const decision = { groupId: group.id, proposalId: proposals[0]?.id ?? '' };
    expect(await una2.browser.refused(publishGroupProposalRoute, decision)).toMatchObject({ code: 'second_person' });
    expect((await ada.browser.call(publishGroupProposalRoute, decision)).proposals).toEqual([]);
  });

  test('on a model that they drafted', async () => {
    const begun = await una.call(beginDraftRoute, { copyOf: 'mdl_normal', key: 'nightly', name: 'Nightly' });
    const { modelId, version } = await una.call(proposeDraftRoute, { modelId: begun.modelId, version: begun.version });
    expect(await una2.browser.refused(publishDraftRoute, { modelId, version })).toMatchObject({
      status: 409,
      code: 'second_person',
      detail: 'You wrote it, with another account: another administrator looks at it and publishes it.',
      next: expect.stringContaining('one of the other administrators'),
    });
    await ada.browser.call(publishDraftRoute, { modelId, version });
  });
});

test('whoever wrote on a template does not publish it with another account', async () => {
  const [tim, mona] = [await bank.person('Tim', ['coordinator']), await bank.person('Mona', ['change_manager'])];
  const tim2 = await bank.person('Tim Too', ['change_manager']);
  await link(tim, tim2);
  const { id: templateId, ...written } = await tim.call(createTemplateRoute, rotation);
  const { version } = await tim.call(proposeTemplateRoute, { templateId, version: written.version });
  expect(await tim2.refused(publishTemplateRoute, { templateId, version })).toMatchObject({
    status: 403,
    code: 'own_template',
    detail: 'You wrote on this version, with another account.',
    next: expect.stringContaining('Another change manager publishes it.'),
  });
  await mona.call(publishTemplateRoute, { templateId, version });
});

describe('whoever carries a change out', () => {
  let mia: Somebody;
  let mia2: Somebody;
  let kit: Somebody;
  let kit2: Somebody;
  let lea: Somebody;
  let change: ChangeDetail;

  beforeAll(async () => {
    await addNightModel(bank.database, 'mdl_night', {
      review: { questions: [{ key: 'met', text: 'Did it do what it was for?', kind: 'yes_no', required: true }] },
    });
    mia = await bank.person('Mia Worker', ['specialist']);
    mia2 = await bank.person('Mia Worker Too', ['change_manager']);
    kit = await bank.person('Kit', ['coordinator']);
    kit2 = await bank.person('Kit Too', ['change_manager']);
    lea = await bank.person('Lea', ['change_manager']);
    await link(mia, mia2);
    await link(kit, kit2);
    change = await scheduledNight(kit, mia);
    bank.clock.set('2026-03-02T22:00:00Z');
    change = await move(mia, change, 'implement');
  });

  const asked = async (by: Somebody) => {
    const { id: changeId, version } = await show(by, change);
    const answer = await by.call(askExtensionRoute, { changeId, version, minutes: 10, words: 'It lags.' });
    const open = answer.run?.extensions.find(({ state }) => state === 'asked');
    return { changeId, extensionId: open?.id ?? '' };
  };
  const seen = async (by: Somebody) =>
    (await by.call(showRunRoute, { changeId: change.id })).run?.extensions.find(({ state }) => state === 'asked');

  test('is given no more time by their other account, nor is whoever asked for it', async () => {
    const which = await asked(kit);
    for (const [by, detail] of [
      [mia2, 'You carry this change out, with another account: another change manager decides.'],
      [kit2, 'You asked for it, with another account: another change manager decides.'],
    ] as const) {
      expect(await by.refused(grantExtensionRoute, which)).toMatchObject({ status: 403, code: 'own_change', detail });
      expect(await seen(by)).toMatchObject({ mayDecide: false, mayNotBecause: detail });
      expect(await inInbox(by, change)).toEqual([]);
      expect((await by.call(listNotificationsRoute, {})).items.map(({ kind }) => kind)).not.toContain(
        'extension_asked',
      );
    }
    await lea.call(grantExtensionRoute, which);
  });

  test('does without a rehearsal by no other account of theirs', async () => {
    const { id: changeId, version } = await raise(kit, mia);
    expect(await mia2.refused(waiveBackoutRoute, { changeId, version, words: 'No need.' })).toMatchObject({
      status: 403,
      code: 'own_change',
      detail: 'You carry this change out, with another account: another change manager does without a rehearsal.',
    });
  });

  test('does not close its review with their other account: neither the task, nor the questions, nor the change', async () => {
    change = await move(mia, await show(mia, change), 'review');
    const { id: taskId, version } = await taskOf(kit, change, 'review');
    await kit.call(editTaskRoute, { taskId, version, ownerId: mia2.id });
    const findings = 'It went well.';
    expect(await mia2.refused(finishTaskRoute, { taskId, version: version + 1, findings })).toMatchObject({
      status: 403,
      code: 'own_change',
      detail: 'You carried this change out, with another account: somebody else does its review.',
      next: 'Hand the review over to somebody else.',
    });
    const answers = [{ key: 'met', text: 'yes' }];
    expect(await mia2.refused(answerReviewRoute, { changeId: change.id, answers })).toMatchObject({
      status: 403,
      code: 'own_change',
      detail: 'You carried this change out, with another account: somebody else answers for its review.',
      next: 'A coordinator or a change manager answers who did not carry it out.',
    });
    await kit.call(editTaskRoute, { taskId, version: version + 1, ownerId: kit.id });
    await kit.call(finishTaskRoute, { taskId, version: version + 2, findings });
    await kit.call(answerReviewRoute, { changeId: change.id, answers });
    const end = { closureCode: 'successful', closureNotes: 'Done.' };
    change = await show(mia2, change);
    expect(await heldBack(mia2, change, 'closed', end)).toContainEqual(
      expect.objectContaining({
        guard: 'segregation_of_duties',
        why: 'You carried this change out, with another account: somebody else closes it.',
        clearedBy: [expect.objectContaining({ name: expect.stringContaining('change manager') })],
      }),
    );
  });
});
