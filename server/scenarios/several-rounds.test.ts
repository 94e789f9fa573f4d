import { approveChangeRoute, withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { approveManyRoute, lookRoute, newsRoute } from '@interlock/contract/decisions.ts';
import { endDeputyRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import { editGroupRoute, listGroupsRoute } from '@interlock/contract/groups.ts';
import { ModelDefinition, type RoundDefinition } from '@interlock/contract/models.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { describe, expect, test } from 'vitest';
import { changeDecisionJobs } from '../features/change-decisions/change-decisions.jobs.ts';
import { roundsToExpire } from '../features/change-decisions/due-rounds.view.ts';
import { expireRound } from '../features/change-decisions/expire-round.ts';
import { escalateRound, remindApprovers, sweepRounds } from '../features/change-decisions/remind-approvers.ts';
import { connect } from '../platform/database/db.ts';
import { testCtx } from '../testing/ctx.ts';
import { edit, explained, heldBack, inInbox, makeGroup, reject, show } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { runSql } from '../testing/run-sql.ts';
import { move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const db = connect(bank.database.appUrl, { max: 2, onIdleError: () => {} });
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const [ann, ben, dan] = [
  await bank.person('Ann', ['approver']),
  await bank.person('Ben', ['approver']),
  await bank.person('Dan', ['approver']),
];
const business = await makeGroup(bank.admin, 'Business', [ann]);
const security = await makeGroup(bank.admin, 'Security', [ben]);

let made = 0;
type Rounds = Partial<RoundDefinition>[];

/** A change whose state asks these two groups, raised by Rita for Sam, with a window from ten to twelve. */
async function asking(over: Rounds, fields: Record<string, unknown> = {}): Promise<ChangeDetail> {
  const key = `several_${++made}`;
  const quorum = { kind: 'all' as const };
  const approvals = [
    { key: 'business', name: 'Business', group: business.id, quorum, ...over[0] },
    { key: 'security', name: 'Security', group: security.id, quorum, ...over[1] },
  ];
  const definition = ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'ask', name: 'Ask', kind: 'authorize', approvals, rejectedTo: 'draft' },
      { key: 'ready', name: 'Ready', kind: 'scheduled' },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'ready', label: 'Approved', movers: [{ is: 'round' }] },
      { from: 'ready', to: 'work', label: 'Begin', movers: [{ is: 'coordinator' }] },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'coordinator' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft', 'ask'], movers: [{ is: 'requester' }] },
  });
  await addModel(bank.database, { id: `mdl_${key}`, key, name: key, definition });
  const window = { start: '2026-03-05T10:00', end: '2026-03-05T12:00', zone: 'UTC' };
  return move(rita, await raise(rita, sam, { modelId: `mdl_${key}`, window, ...fields }), 'ask');
}

const newest = (change: ChangeDetail, key: string) => {
  const round = change.rounds.find((one) => one.key === key);
  if (!round) throw new Error(`${key} was not asked`);
  return round;
};
const ballot = (change: ChangeDetail, key: string) => ({
  ...{ changeId: change.id, version: change.version, roundId: newest(change, key).id },
});
const yes = (by: Somebody, change: ChangeDetail, key: string) => by.call(approveChangeRoute, ballot(change, key));
const statuses = (change: ChangeDetail) => [newest(change, 'business').status, newest(change, 'security').status];
const parts: Rounds = [{ covers: ['summary', 'reason'] }, { covers: ['backoutPlan', 'window'] }];

describe('two rounds side by side over different fields', () => {
  test('an edit of what one covers fells its vote and no other, and nothing starts before that is cast again', async () => {
    let change = await asking(parts);
    expect(statuses(change)).toEqual(['open', 'open']);
    change = await yes(ann, change, 'business');
    expect(change.state.key).toBe('ask');
    change = await yes(ben, change, 'security');
    expect(change.state.key).toBe('ready');
    expect(change.voids.filter(({ field }) => field === 'backoutPlan')).toMatchObject([
      { round: { name: 'Security' }, people: [{ name: 'Ben' }] },
    ]);

    change = await edit(rita, change, { backoutPlan: '1. Switch back to the old primary\n2. Tell the desk' });
    expect(change.state.key).toBe('ask');
    expect(statuses(change)).toEqual(['approved', 'open']);
    const fallen = change.rounds.filter(({ key }) => key === 'security')[1];
    expect(fallen).toMatchObject({
      status: 'voided',
      fellBy: ['backoutPlan'],
      asked: [{ vote: { decision: 'approve' } }],
    });
    expect(newest(change, 'business').asked).toMatchObject([
      { person: { name: 'Ann' }, vote: { decision: 'approve' } },
    ]);

    expect(await inInbox(ann, change)).toEqual([]);
    expect(await inInbox(ben, change)).toMatchObject([{ kind: 'decide' }]);
    const { since, fields } = await ben.call(newsRoute, { changeId: change.id });
    expect(since?.is).toBe('vote');
    expect(fields.map(({ field }) => field)).toEqual(['backoutPlan']);
    expect(
      fields[0]?.words
        ?.filter(({ is }) => is === 'added')
        .map(({ text }) => text)
        .join(''),
    ).toContain('Tell the desk');
    expect(await heldBack(carl, change, 'ready')).toMatchObject([{ guard: 'mover' }, { guard: 'approvals' }]);
    change = await yes(ben, change, 'security');
    expect((await move(carl, change, 'work')).state.key).toBe('work');
  });

  test('a no of one ends the other', async () => {
    let change = await yes(ann, await asking(parts), 'business');
    change = await reject(ben, change, 'Not so.');
    expect(change.state.key).toBe('draft');
    expect(statuses(change)).toEqual(['voided', 'rejected']);
    change = await move(rita, change, 'ask');
    expect(statuses(change)).toEqual(['open', 'open']);
  });

  test('advice is on record and holds nothing back', async () => {
    let change = await asking([{ advisory: true }, {}]);
    change = await yes(ben, change, 'security');
    expect(change.state.key).toBe('ready');
    expect(newest(change, 'business')).toMatchObject({ status: 'voided', advisory: true });
  });
});

test('rounds in order ask one after the other', async () => {
  let change = await asking([{}, { order: 2 }]);
  expect(change.rounds.map(({ key }) => key)).toEqual(['business']);
  expect(change.ahead).toMatchObject([{ name: 'Security' }]);
  expect(await inInbox(ben, change)).toEqual([]);
  change = await yes(ann, change, 'business');
  expect(await inInbox(ben, change)).toMatchObject([{ kind: 'decide' }]);
  expect((await yes(ben, change, 'security')).state.key).toBe('ready');
});

test('a round under a condition asks where it holds, also when an edit makes it hold', async () => {
  let change = await asking([{}, { when: 'change.impact == "high"', covers: ['impact'] }]);
  expect(newest(change, 'security').status).toBe('skipped');
  change = await yes(ann, change, 'business');
  expect(change.state.key).toBe('ready');
  change = await edit(rita, change, { impact: 'high' });
  expect(change.state.key).toBe('ask');
  expect(newest(change, 'security').status).toBe('open');
});

test('a field that only a round names which does not ask belongs to the one that does', async () => {
  let change = await asking([{ covers: ['summary'] }, { when: 'change.impact == "high"', covers: ['backoutPlan'] }]);
  expect(newest(change, 'security').status).toBe('skipped');
  change = await yes(ann, change, 'business');
  change = await edit(rita, change, { backoutPlan: 'Pray.' });
  expect([change.state.key, ...statuses(change)]).toEqual(['ask', 'open', 'skipped']);
});

test('a window moves within the tolerance of the one that was approved, however often, and no further', async () => {
  const tolerance = { sameDay: true, shiftMinutes: 60, longer: false };
  let change = await asking([{ covers: ['summary'] }, { covers: ['window'], tolerance }]);
  change = await yes(ben, await yes(ann, change, 'business'), 'security');
  const at = (start: string, end: string) => ({
    window: { start: `2026-03-05T${start}`, end: `2026-03-05T${end}`, zone: 'UTC' },
  });
  for (const [start, end] of [
    ['10:30', '12:30'],
    ['11:00', '13:00'],
    ['09:00', '10:00'],
  ] as const) {
    change = await edit(carl, change, at(start, end));
    expect(change.state.key).toBe('ready');
    expect(newest(change, 'security')).toMatchObject({ status: 'approved', windowMoved: true });
  }
  change = await edit(carl, change, at('11:01', '13:01'));
  expect(change.state.key).toBe('ask');
  expect(statuses(change)).toEqual(['approved', 'open']);
});

test('a yes is taken back with words, the change comes back, and it can be given again', async () => {
  let change = await yes(ben, await yes(ann, await asking(parts), 'business'), 'security');
  const back = { ...ballot(change, 'business'), words: 'I misread it.' };
  expect(await ben.refused(withdrawVoteRoute, back)).toMatchObject({ code: 'nothing_to_withdraw' });
  expect(await ann.refused(withdrawVoteRoute, { ...back, words: ' ' })).toMatchObject({ status: 400 });
  const held = await carl.call(holdChangeRoute, {
    changeId: change.id,
    version: change.version,
    reason: 'Quarter end.',
  });
  expect(await ann.refused(withdrawVoteRoute, { ...back, version: held.version })).toMatchObject({ code: 'on_hold' });
  const { version } = await carl.call(releaseChangeRoute, { changeId: change.id, version: held.version });
  change = await ann.call(withdrawVoteRoute, { ...back, version });
  expect(change.state.key).toBe('ask');
  expect(statuses(change)).toEqual(['open', 'approved']);
  expect(newest(change, 'business')).toMatchObject({
    withdrawn: [{ because: 'I misread it.' }],
    asked: [{ vote: null }],
  });
  const { items } = await rita.call(listNotificationsRoute, {});
  expect(items.map(({ kind }) => kind)).toContain('vote_withdrawn');
  change = await move(carl, await yes(ann, change, 'business'), 'work');
  const late = { ...ballot(change, 'business'), words: 'Too late' };
  expect(await ann.refused(withdrawVoteRoute, late)).toMatchObject({ code: 'change_fixed' });
});

/** Who is named as able to clear the approvals of a change. */
async function canApprove(change: ChangeDetail): Promise<string[]> {
  const { guards } = await explained(carl, change, 'ready');
  return guards.flatMap(({ guard, clearedBy }) => (guard === 'approvals' ? clearedBy.map(({ name }) => name) : []));
}

describe('a deputy', () => {
  test('decides for whom they stand in, once, and it is shown as theirs', async () => {
    let change = await asking(parts);
    const vote = { ...ballot(change, 'business'), forPersonId: ann.id };
    expect((await dan.refused(approveChangeRoute, vote)).code).toBe('not_found');
    const days = { from: '2026-03-02', until: '2026-03-06' };
    const named = await ann.browser.call(nameDeputyRoute, { deputyId: dan.id, ...days });
    expect(await ann.browser.refused(nameDeputyRoute, { deputyId: ben.id, ...days })).toMatchObject({
      code: 'deputy_named',
    });
    expect(await ann.refused(nameDeputyRoute, { deputyId: ben.id, ...days })).toMatchObject({
      code: 'session_required',
    });
    expect(await inInbox(dan, change)).toMatchObject([{ kind: 'decide', why: expect.stringContaining('Ann') }]);
    expect(newest(await show(dan, change), 'business').decidesFor).toMatchObject({ name: 'Ann' });
    expect(await canApprove(change)).toEqual(['Ann', 'Dan', 'Ben']);
    change = await dan.call(approveChangeRoute, vote);
    expect(newest(change, 'business').asked).toMatchObject([
      { person: { name: 'Ann' }, vote: { by: { name: 'Dan' } } },
    ]);
    await dan.browser.call(endDeputyRoute, { deputyId: named.id });
  });

  test('decides neither on their own change nor for whoever named the one who named them', async () => {
    const change = await asking(parts);
    const days = { from: '2026-03-02', until: '2026-03-06' };
    const one = await ann.browser.call(nameDeputyRoute, { deputyId: rita.id, ...days });
    const two = await rita.browser.call(nameDeputyRoute, { deputyId: carl.id, ...days });
    const vote = { ...ballot(change, 'business'), forPersonId: ann.id };
    expect(await canApprove(change)).toEqual(['Ann', 'Ben']);
    expect(await rita.refused(approveChangeRoute, vote)).toMatchObject({ code: 'own_change' });
    expect(await carl.refused(approveChangeRoute, vote)).toMatchObject({ code: 'not_a_deputy' });
    await ann.browser.call(endDeputyRoute, { deputyId: one.id });
    await rita.browser.call(endDeputyRoute, { deputyId: two.id });
  });
});

test('whoever leaves the group before deciding decides no more, also after coming back', async () => {
  const gil = await bank.person('Gil', ['approver']);
  const group = await makeGroup(bank.admin, 'Leavers', [gil]);
  const change = await asking([{ group: group.id }, {}]);
  bank.clock.pass(1);
  await bank.admin.browser.call(editGroupRoute, { groupId: group.id, version: group.version, memberIds: [] });
  const { status, asked } = newest(await show(carl, change), 'business');
  expect([status, asked[0]?.out]).toEqual(['stuck', 'is no longer in the group that is asked']);
  expect(await gil.refused(approveChangeRoute, ballot(change, 'business'))).toMatchObject({
    code: 'not_an_approver',
    detail: 'You are no longer in the group that is asked.',
  });
  expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
  const { version } = (await bank.admin.call(listGroupsRoute, { q: 'Leavers' })).items[0] ?? { version: 0 };
  await bank.admin.browser.call(editGroupRoute, { groupId: group.id, version, memberIds: [gil.id] });
  const back = newest(await show(gil, change), 'business');
  expect([back.mayNotBecause, back.asked[0]?.out]).toEqual([
    'You left the group while this round was open.',
    'left the group while this round was open',
  ]);
});

test('whoever leaves the group in the moment in which a round opens is noticed by the next look of the clock', async () => {
  const gus = await bank.person('Gus', ['approver']);
  const group = await makeGroup(bank.admin, 'Leaving at once', [gus]);
  const change = await asking([{ group: group.id }, {}]);
  await bank.admin.browser.call(editGroupRoute, { groupId: group.id, version: group.version, memberIds: [] });
  // As the two leave it when neither sees the other.
  await runSql(bank.database.ownerUrl, `update approval_round set doubtful = false where subject = '${change.id}'`);
  await sweepRounds(testCtx(db, { now: bank.clock.now }));
  expect(await inInbox(carl, change)).toMatchObject([{ kind: 'round_stuck' }]);
});

describe('many at once', () => {
  test('each is a vote of its own with its own verdict, and only at the lowest priority', async () => {
    const low = await asking([{}, { advisory: true }]);
    const stale = await asking([{}, { advisory: true }]);
    const grave = await asking([{}, { advisory: true }], { impact: 'high', urgency: 'high' });
    const items = [
      ballot(low, 'business'),
      { ...ballot(stale, 'business'), version: stale.version + 1 },
      ballot(grave, 'business'),
    ];
    const { items: verdicts } = await ann.call(approveManyRoute, { items });
    expect(verdicts.map(({ done, code }) => [done, code])).toEqual([
      [true, null],
      [false, 'changed_meanwhile'],
      [false, 'not_in_bulk'],
    ]);
    expect((await show(carl, low)).state.key).toBe('ready');
    expect((await show(carl, grave)).state.key).toBe('ask');
  });

  test('two of one round are two votes, and the second says what became of it', async () => {
    const both = await makeGroup(bank.admin, 'Both', [ann, ben]);
    const change = await asking([{ group: both.id }, { advisory: true }]);
    const standIns = await Promise.all(
      [ann, ben].map((one) =>
        one.browser.call(nameDeputyRoute, { deputyId: dan.id, from: '2026-03-02', until: '2026-03-06' }),
      ),
    );
    const items = [ann, ben].map(({ id }) => ({ ...ballot(change, 'business'), forPersonId: id }));
    const { items: verdicts } = await dan.call(approveManyRoute, { items }, { 'idempotency-key': 'two-of-one-round' });
    expect(verdicts.map(({ done, code }) => [done, code])).toEqual([
      [true, null],
      [false, 'already_voted'],
    ]);
    for (const { id } of standIns) await dan.browser.call(endDeputyRoute, { deputyId: id });
  });

  test('the same vote twice is refused by its place, and none is cast', async () => {
    const change = await asking([{}, { advisory: true }]);
    const once = ballot(change, 'business');
    const items = [once, ballot(change, 'security'), { ...once, version: once.version + 1 }];
    expect(await ann.refused(approveManyRoute, { items })).toMatchObject({
      status: 400,
      code: 'invalid',
      errors: [{ path: 'items.2' }],
      next: 'Name each vote once.',
    });
    expect((await show(carl, change)).rounds.flatMap(({ asked }) => asked.flatMap(({ vote }) => vote ?? []))).toEqual(
      [],
    );
  });
});

test('what was seen is kept once a revision, and what is new is told from it', async () => {
  let change = await asking([{ covers: ['summary'] }, { covers: ['backoutPlan'] }]);
  expect(await ann.call(newsRoute, { changeId: change.id })).toMatchObject({ since: null, fields: [] });
  await ann.call(lookRoute, { changeId: change.id, revision: change.revision });
  change = await edit(rita, change, { testPlan: 'Try it on the twin' });
  const seen = await ann.call(newsRoute, { changeId: change.id });
  expect(seen).toMatchObject({ since: { is: 'look' }, fields: [{ field: 'testPlan' }] });
  await ann.call(lookRoute, { changeId: change.id, revision: change.revision });
  expect((await ann.call(newsRoute, { changeId: change.id })).fields).toHaveLength(1);
  expect(await carl.refused(lookRoute, { changeId: change.id, revision: 1 })).toMatchObject({
    code: 'not_an_approver',
  });
});

test('the clock reminds, escalates once, and ends what nobody decided before the planned start', async () => {
  const change = await asking([{ expiresAtStart: true }, {}]);
  const due = { changeId: change.id, roundId: newest(change, 'business').id };
  const at = (hours: number) => testCtx(db, { now: new Date(bank.clock.now.getTime() + hours * 3_600_000) });
  const kinds = async (of: Somebody) =>
    (await of.call(listNotificationsRoute, {})).items
      .filter(({ about }) => about.id === change.id)
      .map(({ kind }) => kind);
  await remindApprovers(at(23), due);
  expect(await kinds(ann)).toEqual([]);
  await remindApprovers(at(24), due);
  await remindApprovers(at(25), due);
  expect(await kinds(ann)).toEqual(['reminder']);
  await escalateRound(at(49), due);
  await escalateRound(at(50), due);
  expect(newest(await show(carl, change), 'business').escalatedAt).not.toBeNull();
  await expireRound(at(72), due);
  expect((await show(carl, change)).state.key).toBe('ask');
  await expireRound(at(74), due);
  const after = await show(carl, change);
  expect(after.state.key).toBe('draft');
  expect(statuses(after)).toEqual(['expired', 'voided']);
  expect(await kinds(rita)).toContain('round_expired');
});

test('a round whose planned start came while the change was on hold ends once it goes on', async () => {
  const change = await asking([{ expiresAtStart: true }, {}]);
  const due = { changeId: change.id, roundId: newest(change, 'business').id };
  const at = (hours: number) => testCtx(db, { now: new Date(bank.clock.now.getTime() + hours * 3_600_000) });
  const asRead = async () => ({ changeId: change.id, version: (await show(carl, change)).version });
  await carl.call(holdChangeRoute, { ...(await asRead()), reason: 'Quarter end.' });
  await expireRound(at(74), due);
  expect((await show(carl, change)).state.key).toBe('ask');
  const held = await asRead();
  bank.clock.pass(74 * 60);
  await carl.call(releaseChangeRoute, { ...held, words: 'It is over.' });
  bank.clock.pass(-74 * 60);
  expect((await roundsToExpire(db, at(74).now, 10)).map(({ roundId }) => roundId)).toContain(due.roundId);
  await expireRound(at(74), due);
  expect((await show(carl, change)).state.key).toBe('draft');
});

test('the clock sends a job for each round that is due, once a minute for as long as it is, and none for one on hold', async () => {
  const [due, held] = [await asking([{ expiresAtStart: true }, {}]), await asking([{}, {}])];
  await carl.call(holdChangeRoute, { changeId: held.id, version: held.version, reason: 'Quarter end.' });
  const sent = new Map<string, { queue: string; data: { changeId: string } }>();
  const sweepAt = async (hours: number) => {
    sent.clear();
    const now = new Date(bank.clock.now.getTime() + hours * 3_600_000);
    const ctx = testCtx(db, {
      now,
      enqueue: async (_tx, queue, key, data) =>
        void sent.set(`${queue} ${key}`, { queue, data: data as { changeId: string } }),
    });
    await sweepRounds(ctx);
    return ctx;
  };
  const queues = () =>
    [...sent.values()]
      .flatMap(({ queue, data }) => (data.changeId === due.id ? [queue.slice('changes.'.length)] : []))
      .sort();
  await sweepAt(23);
  expect(queues()).toEqual([]);
  await sweepAt(24);
  expect(queues()).toEqual(['remind_approvers', 'remind_approvers']);
  const first = [...sent.keys()];
  await sweepAt(24 + 30 / 3600);
  expect([...sent.keys()]).toEqual(first);
  // Whatever became of the first look, there is another as long as it is due.
  await sweepAt(24 + 60 / 3600);
  expect([...sent.keys()].filter((key) => first.includes(key))).toEqual([]);
  expect(queues()).toEqual(['remind_approvers', 'remind_approvers']);
  const late = await sweepAt(74);
  expect(queues()).toEqual([
    'escalate_round',
    'escalate_round',
    'expire_round',
    'remind_approvers',
    'remind_approvers',
  ]);
  expect([...sent.values()].some(({ data }) => data.changeId === held.id)).toBe(false);
  // Each queue has its worker, which takes what the sweep sends.
  for (const { queue, data } of [...sent.values()].filter((one) => one.data.changeId === due.id)) {
    const worker = changeDecisionJobs.find((one) => one.queue === queue);
    await worker?.handle(late, data as never);
  }
  expect(statuses(await show(carl, due))).toEqual(['expired', 'voided']);
  await sweepAt(75);
  expect(queues()).toEqual([]);
});

test('whoever puts themself into a group decides nothing that was raised before', async () => {
  const change = await asking([{}, {}]);
  bank.clock.pass(1);
  const { items } = await bank.admin.call(listGroupsRoute, { q: 'Security' });
  const group = items.find(({ id }) => id === security.id);
  const memberIds = [...(group?.members.map(({ id }) => id) ?? []), bank.admin.id];
  await bank.admin.browser.call(editGroupRoute, { groupId: security.id, version: group?.version ?? 0, memberIds });
  const again = await edit(rita, change, { backoutPlan: 'Another way back.' });
  const asked = newest(again, 'security');
  expect(asked.asked.map(({ person }) => person.name)).toEqual(['Ben']);
  expect(asked.leftOut).toMatchObject([{ person: { name: 'Ada Admin' } }]);
  expect(await bank.admin.refused(approveChangeRoute, ballot(again, 'security'))).toMatchObject({
    code: 'not_an_approver',
  });
  const later = await asking([{}, {}]);
  expect(newest(later, 'security').asked.map(({ person }) => person.name)).toContain('Ada Admin');
});
