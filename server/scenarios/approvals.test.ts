import {
  answerQuestionRoute,
  approveChangeRoute,
  askAboutChangeRoute,
  askAgainRoute,
  rejectChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, listActivityRoute } from '@interlock/contract/changes.ts';
import { askedAnewRoute } from '@interlock/contract/decisions.ts';
import { editGroupRoute } from '@interlock/contract/groups.ts';
import type { Quorum, TransitionDefinition } from '@interlock/contract/models.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { deactivatePersonRoute, editPersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { describe, expect, test } from 'vitest';
import {
  ballot,
  edit,
  explained,
  heldBack,
  inInbox,
  logged,
  makeGroup,
  openRound,
  reject,
  show,
} from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { approve, move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver'], { approver: true });
const art = await bank.person('Art Approver', ['approver']);

let made = 0;
type Rules = { quorum: Quorum; oneRejectionEnds?: boolean; begin?: Partial<TransitionDefinition> };

/** A change that asks these people under this quorum, raised by Rita for Sam. */
async function asking(people: readonly Somebody[], rules: Rules): Promise<{ change: ChangeDetail; groupId: string }> {
  const key = `asks_${++made}`;
  const group = await makeGroup(bank.admin, `Round ${made}`, people);
  await addModel(bank.database, {
    id: `mdl_${key}`,
    key,
    name: key,
    definition: oneRound({ group: group.id, ...rules }),
  });
  const change = await move(rita, await raise(rita, sam, { modelId: `mdl_${key}` }), 'ask');
  return { change, groupId: group.id };
}

async function deactivate({ id }: Somebody): Promise<void> {
  const { version } = await bank.admin.call(showPersonRoute, { personId: id });
  await bank.admin.call(deactivatePersonRoute, { personId: id, version });
}

const askAgain = (by: Somebody, { id, version }: ChangeDetail) => by.call(askAgainRoute, { changeId: id, version });
const names = (people: readonly { person: { name: string } }[]) => people.map(({ person }) => person.name);

describe('whom a round asks', () => {
  test('is never who requested, raised, carries out or last edited, and says of each why', async () => {
    const pip = await bank.person('Pip', ['initiator', 'approver'], { approver: true });
    const pat = await bank.person('Pat', ['initiator', 'approver'], { approver: true });
    const sol = await bank.person('Sol', ['specialist', 'approver'], { approver: true });
    const eve = await bank.person('Eve', ['coordinator', 'approver'], { approver: true });
    let change = await raise(pat, sol, { requesterId: pip.id });
    change = await edit(carl, change, { title: 'Another title', summary: 'Another summary' });
    change = await edit(eve, change, { testPlan: 'Try it on the copy' });
    change = await move(carl, await move(pip, change, 'assess'), 'authorize');
    const round = openRound(change);
    expect(names(round.asked)).toEqual(['Abe Approver', 'Ann Approver']);
    expect(round.asked[0]?.because).toBe('Member of Approvers');
    expect(round.leftOut.map(({ person, because }) => [person.name, because])).toEqual([
      ['Eve', 'last edited what is decided on'],
      ['Pat', 'raised it'],
      ['Pip', 'requested it'],
      ['Sol', 'carries it out'],
    ]);
    change = await edit(carl, change, { testPlan: 'Try it on the twin' });
    expect(names(openRound(change).asked)).toEqual(['Abe Approver', 'Ann Approver', 'Eve']);
    expect(openRound(change)).toMatchObject({ needed: 2, rule: '2 of 3 (51 %)' });
    for (const person of [pip, pat, sol, eve]) await deactivate(person);
  });

  test('is never a member whose roles do not let them decide, and whoever loses such roles can decide no more', async () => {
    const olga = await bank.person('Olga Auditor', ['auditor']);
    const vera = await bank.person('Vera', ['approver']);
    const { change } = await asking([olga, abe, vera], { quorum: { kind: 'all' } });
    expect(openRound(change)).toMatchObject({
      needed: 2,
      leftOut: [{ person: { name: 'Olga Auditor' }, because: 'has no role that lets them decide' }],
    });
    const { version } = await bank.admin.call(showPersonRoute, { personId: vera.id });
    await bank.admin.browser.call(editPersonRoute, { personId: vera.id, version, roles: ['auditor'] });
    expect((await show(carl, change)).rounds[0]?.status).toBe('stuck');
    expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
  });

  test('is fixed when it opens: whoever joins the group later is not asked', async () => {
    const { change, groupId } = await asking([abe], { quorum: { kind: 'any' } });
    await bank.admin.browser.call(editGroupRoute, { groupId, version: 1, memberIds: [abe.id, art.id] });
    expect(names(openRound(await show(rita, change)).asked)).toEqual(['Abe Approver']);
    const refused = await carl.refused(approveChangeRoute, ballot(change));
    expect(refused).toMatchObject({ status: 403, code: 'not_an_approver' });
  });
});

describe('a quorum', () => {
  test.each<[string, Quorum, number, string]>([
    ['of any one takes one', { kind: 'any' }, 1, 'Any one of 3'],
    ['of all takes each', { kind: 'all' }, 3, 'All 3'],
    ['of 34 % of three is rounded up', { kind: 'percent', percent: 34 }, 2, '2 of 3 (34 %)'],
    ['of 1 % is one at the least', { kind: 'percent', percent: 1 }, 1, '1 of 3 (1 %)'],
  ])('%s', async (_name, quorum, needed, rule) => {
    let { change } = await asking([abe, ann, art], { quorum });
    expect(openRound(change)).toMatchObject({ needed, rule });
    for (const voter of [abe, ann, art].slice(0, needed)) {
      expect(change.rounds[0]?.status).toBe('open');
      change = await approve(voter, change);
    }
    expect(change.rounds[0]?.status).toBe('approved');
  });

  test('lets rejections only count, where the model says so', async () => {
    let { change } = await asking([abe, ann, art], {
      quorum: { kind: 'percent', percent: 60 },
      oneRejectionEnds: false,
    });
    change = await reject(abe, change);
    expect(change.rounds[0]).toMatchObject({ status: 'open', needed: 2 });
    change = await reject(ann, change);
    expect(change).toMatchObject({ state: { key: 'draft' }, rounds: [{ status: 'rejected' }] });
  });
});

describe('a rejection', () => {
  test('takes words, ends the round, leaves the votes on record, and the change can be sent again', async () => {
    let change = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
    change = await approve(abe, change, 'Fine by me');
    expect(await ann.refused(rejectChangeRoute, { ...ballot(change), comment: ' ' })).toMatchObject({ status: 400 });
    change = await reject(ann, change, 'Not in the week of the audit.');
    expect(change.state.key).toBe('draft');
    expect(await inInbox(rita, change)).toMatchObject([
      { kind: 'move', why: 'Rejected by Ann Approver: Not in the week of the audit. The next step is yours.' },
    ]);
    expect((await rita.call(listNotificationsRoute, { limit: 10 })).items).toContainEqual(
      expect.objectContaining({
        kind: 'change_returned',
        parts: { state: 'Draft', words: 'Not in the week of the audit.' },
      }),
    );
    change = await edit(rita, change, { reason: 'It waits until the audit is over.' });
    expect(change.state.key).toBe('draft');
    bank.clock.pass(1);
    change = await move(rita, change, 'assess');
    expect((await inInbox(carl, change))[0]?.why).not.toContain('Rejected');
    bank.clock.pass(-1);
    change = await move(carl, change, 'authorize');
    expect(change.rounds.map(({ status }) => status)).toEqual(['open', 'rejected']);
    expect(change.rounds[0]?.asked.every(({ vote }) => vote === null)).toBe(true);
    expect(change.rounds[1]?.asked.map(({ vote }) => [vote?.decision, vote?.comment])).toEqual([
      ['approve', 'Fine by me'],
      ['reject', 'Not in the week of the audit.'],
    ]);
    change = await approve(ann, await approve(abe, change));
    expect(change.state.key).toBe('build');
  });
});

test('what was decided stays on record when the model is changed in draft', async () => {
  let change = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
  change = await reject(ann, change, 'This is an emergency.');
  change = await edit(carl, change, { modelId: 'mdl_emergency' });
  expect(change).toMatchObject({ model: { id: 'mdl_emergency' }, rounds: [{ status: 'rejected' }] });
  expect((await show(rita, change)).rounds[0]?.asked.map(({ vote }) => vote?.comment)).toContain(
    'This is an emergency.',
  );
});

describe('a vote', () => {
  test('is cast once', async () => {
    const { change } = await asking([abe, ann], { quorum: { kind: 'all' } });
    const after = await approve(abe, change);
    expect(await abe.refused(approveChangeRoute, ballot(after))).toMatchObject({ status: 409, code: 'already_voted' });
    expect(await abe.refused(rejectChangeRoute, { ...ballot(after), comment: 'No' })).toMatchObject({
      code: 'already_voted',
    });
    expect((await show(abe, change)).rounds[0]?.asked.map(({ vote }) => vote?.decision)).toEqual([
      'approve',
      undefined,
    ]);
  });

  test('comes too late once the round is decided', async () => {
    const { change } = await asking([abe, ann], { quorum: { kind: 'any' } });
    await approve(abe, change);
    const { version } = await show(ann, change);
    expect(await ann.refused(approveChangeRoute, { ...ballot(change), version })).toMatchObject({
      code: 'round_closed',
    });
  });

  test('is not for an approver who carries the change out by now; the round is stuck until others are asked', async () => {
    const ada = await bank.person('Ada Both', ['specialist', 'approver']);
    let { change, groupId } = await asking([abe, ada], { quorum: { kind: 'all' } });
    change = await approve(abe, change);
    expect(await inInbox(ada, change)).toMatchObject([{ kind: 'decide' }]);
    change = await edit(carl, change, { assigneeId: ada.id });
    expect(change.rounds[0]).toMatchObject({
      status: 'stuck',
      asked: [{ vote: { decision: 'approve' } }, { vote: null }],
    });
    expect(await ada.refused(approveChangeRoute, ballot(change))).toMatchObject({ status: 403, code: 'own_change' });
    expect((await show(ada, change)).rounds[0]).toMatchObject({
      mayDecide: false,
      mayNotBecause: 'You carry out this change: somebody else decides.',
    });
    expect(await inInbox(ada, change)).toEqual([]);
    expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
    await bank.admin.browser.call(editGroupRoute, { groupId, version: 1, memberIds: [abe.id, ann.id, ada.id] });
    change = await askAgain(carl, change);
    expect(openRound(change).leftOut).toMatchObject([{ person: { name: 'Ada Both' }, because: 'carries it out' }]);
    change = await approve(ann, await approve(abe, change));
    expect(change.rounds[0]?.status).toBe('approved');
  });
});

describe('a question of an approver', () => {
  test('keeps the round open and waits for the initiator, who is told until it is answered', async () => {
    let { change } = await asking([abe, ann], { quorum: { kind: 'all' } });
    const ask = { ...ballot(change), words: 'How long does it take?' };
    expect(await ann.refused(askAboutChangeRoute, { ...ask, words: '' })).toMatchObject({ status: 400 });
    change = await ann.call(askAboutChangeRoute, ask);
    expect(change).toMatchObject({ questionOpen: true, rounds: [{ status: 'open' }] });
    expect(await inInbox(ann, change)).toEqual([]);
    const repeated = { ...ask, version: change.version };
    expect(await ann.refused(askAboutChangeRoute, repeated)).toMatchObject({ code: 'question_open' });

    const [told] = await inInbox(rita, change);
    expect(told).toMatchObject({ kind: 'answer', why: 'An approver asks: How long does it take?' });
    const answer = { changeId: change.id, questionId: told?.questionId ?? '', words: 'An hour.' };
    expect(await abe.refused(answerQuestionRoute, answer)).toMatchObject({ status: 403, code: 'forbidden' });
    change = await rita.call(answerQuestionRoute, answer);
    expect(change).toMatchObject({
      questionOpen: false,
      rounds: [
        { questions: [{ words: 'How long does it take?', answer: 'An hour.', answeredBy: { name: rita.name } }] },
      ],
    });
    expect(await inInbox(rita, change)).toEqual([]);
    expect(await rita.refused(answerQuestionRoute, answer)).toMatchObject({ code: 'already_answered' });
    expect(await inInbox(ann, change)).toMatchObject([{ kind: 'decide' }]);
    change = await approve(abe, await approve(ann, change));
    expect(change.rounds[0]?.status).toBe('approved');
  });

  test('does not bind: whoever asked may decide before the answer, and it leaves the inbox with the round', async () => {
    let { change } = await asking([abe], { quorum: { kind: 'any' } });
    change = await abe.call(askAboutChangeRoute, { ...ballot(change), words: 'Why now?' });
    change = await reject(abe, change, 'I found out myself.');
    expect(change.questionOpen).toBe(false);
    expect((await inInbox(rita, change)).map(({ kind }) => kind)).toEqual(['move']);
  });
});

describe('a round that makes a move itself', () => {
  test('makes it with the yes that decides', async () => {
    const { change } = await asking([abe], { quorum: { kind: 'any' }, begin: { movers: [{ is: 'round' }] } });
    expect(await approve(abe, change)).toMatchObject({
      state: { key: 'work' },
      actualStart: '2026-03-02T09:00:00.000Z',
    });
  });

  test('leaves it to whoever coordinates where a guard holds it back', async () => {
    const begin = { movers: [{ is: 'round' as const }], guards: ['window_open' as const] };
    let { change } = await asking([abe, ann], { quorum: { kind: 'all' }, begin });
    const window = { start: '2026-03-02T10:00', end: '2026-03-02T12:00', zone: 'UTC' };
    change = await edit(rita, change, { window });
    change = await approve(ann, await approve(abe, change));
    expect(change).toMatchObject({ state: { key: 'ask' }, rounds: [{ status: 'approved' }, { status: 'voided' }] });
    expect(await heldBack(carl, change, 'work')).toMatchObject([{ guard: 'window_open' }]);
    bank.clock.set('2026-03-02T10:00:00Z');
    expect(await inInbox(carl, change)).toMatchObject([{ kind: 'move' }]);
    expect(await heldBack(sam, change, 'work')).toMatchObject([
      { why: 'The round has approved it: a coordinator or a change manager takes it on.' },
    ]);
    expect(await explained(carl, change, 'work')).toMatchObject({ possible: true, kind: 'move' });
    expect((await move(carl, change, 'work')).state.key).toBe('work');
    bank.clock.set('2026-03-02T09:00:00Z');
  });
});

describe('a stuck round', () => {
  test('that found nobody to ask never passes, says who can mend it, and is mended by asking again', async () => {
    let { change, groupId } = await asking([], { quorum: { kind: 'percent', percent: 51 } });
    expect(change.rounds[0]).toMatchObject({ status: 'stuck', asked: [], needed: 1, rule: 'Nobody is left to ask' });
    expect(change.rounds[0]?.note).toContain('An administrator adds people to the group');
    expect(await heldBack(carl, change, 'work')).toMatchObject([
      { guard: 'approvals', clearedBy: [{ id: 'administrator' }, { id: 'coordinator' }, { id: 'change_manager' }] },
    ]);
    expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
    await bank.admin.browser.call(editGroupRoute, { groupId, version: 1, memberIds: [art.id] });
    expect((await show(carl, change)).rounds[0]?.status).toBe('stuck');
    const refused = await rita.refused(askAgainRoute, { changeId: change.id, version: change.version });
    expect(refused).toMatchObject({ status: 403 });
    change = await askAgain(carl, change);
    expect(change.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
    expect((await logged(bank.admin, change.id)).slice(-2)).toEqual(['change.asked_again', 'change.round_opened']);
    expect(await inInbox(carl, change)).toEqual([]);
    change = await move(carl, await approve(art, change), 'work');
    expect(change.state.kind).toBe('implement');
  });

  test('comes of a deactivation, and a vote cast before a deactivation stays', async () => {
    const zoe = await bank.person('Zoe', ['approver']);
    const zac = await bank.person('Zac', ['approver']);
    const both = await asking([zoe, zac], { quorum: { kind: 'all' } });
    const kept = await asking([zoe, zac], { quorum: { kind: 'all' } });
    const keptAfter = await approve(zac, kept.change);
    await deactivate(zac);
    expect(await approve(zoe, keptAfter)).toMatchObject({
      rounds: [
        { status: 'approved', asked: [{ person: { name: 'Zac', active: false }, vote: { decision: 'approve' } }, {}] },
      ],
    });
    expect((await show(zoe, both.change)).rounds[0]).toMatchObject({ status: 'stuck', mayDecide: true });
    expect((await show(carl, both.change)).rounds[0]).toMatchObject({
      mayDecide: false,
      mayNotBecause: 'This round does not ask you.',
    });
    let change = await show(carl, both.change);
    expect(change.rounds[0]?.status).toBe('stuck');
    expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
    expect((await explained(carl, change, 'work')).guards).toContainEqual(
      expect.objectContaining({ guard: 'approvals', met: false, why: expect.stringContaining('Too few people') }),
    );
    expect(await carl.call(askedAnewRoute, { changeId: change.id })).toMatchObject({
      rounds: [{ now: { needed: 2, of: 2 }, anew: { needed: 1, of: 1 } }],
    });
    change = await askAgain(carl, change);
    expect(openRound(change)).toMatchObject({ needed: 1, asked: [{ person: { name: 'Zoe' } }] });
    expect(await carl.call(askedAnewRoute, { changeId: change.id })).toEqual({ rounds: [] });
    const { items } = await carl.call(listActivityRoute, { changeId: change.id });
    expect(items.find(({ verb }) => verb === 'change.asked_again')?.parts).toMatchObject({
      needed: ['1 of 1, before: 2 of 2'],
    });
    expect(await approve(zoe, change)).toMatchObject({ rounds: [{ status: 'approved' }, { status: 'voided' }] });
  });

  test('is the only one that is asked again', async () => {
    const { change } = await asking([abe, ann], { quorum: { kind: 'any' } });
    const refused = await carl.refused(askAgainRoute, { changeId: change.id, version: change.version });
    expect(refused).toMatchObject({ status: 409, code: 'round_not_stuck' });
  });
});
