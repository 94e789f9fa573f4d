import { listAuditRoute } from '@interlock/contract/audit.ts';
import {
  answerQuestionRoute,
  askAboutChangeRoute,
  explainChangeRoute,
  moveChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { editChangeRoute, listActivityRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { describe, expect, test } from 'vitest';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const sue = await bank.person('Sue Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver', 'specialist'], { approver: true });
const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'Europe/Amsterdam' };

describe('a normal change', () => {
  test('goes from draft to closed, each step made by whom the model names', async () => {
    let change = await raise(rita, sam);
    expect(change).toMatchObject({ number: 'CHG-1', state: { kind: 'draft' }, version: 1, priority: 4 });
    change = await move(rita, change, 'assess');
    change = await move(carl, change, 'authorize');
    const [round] = change.rounds;
    expect(round).toMatchObject({ status: 'open', needed: 2, rule: '2 of 2 (51 %)' });
    expect(round?.asked.map(({ person }) => person.name)).toEqual(['Abe Approver', 'Ann Approver']);

    change = await abe.call(askAboutChangeRoute, {
      changeId: change.id,
      version: change.version,
      roundId: round?.id ?? '',
      words: 'How long is it read-only?',
    });
    expect(change.questionOpen).toBe(true);
    const waiting = await rita.call(inboxRoute, {});
    expect(waiting.items[0]).toMatchObject({ kind: 'answer', change: { number: 'CHG-1' } });
    await rita.call(answerQuestionRoute, {
      changeId: change.id,
      questionId: waiting.items[0]?.questionId ?? '',
      words: 'Forty seconds.',
    });
    expect((await rita.call(inboxRoute, {})).items).toEqual([]);

    change = await approve(abe, change, 'Fine by me.');
    expect(change.state.key).toBe('authorize');
    change = await approve(ann, change);
    expect(change.state.key).toBe('build');
    change = await mona.call(showChangeRoute, { changeId: 'CHG-1' });
    change = await move(mona, change, 'scheduled', { window });
    expect(change.plannedStart).toBe('2026-03-07T21:00:00.000Z');
    expect(change.rounds[0]?.status).toBe('approved');

    bank.clock.set('2026-03-07T21:30:00Z');
    expect((await sam.call(inboxRoute, {})).items[0]).toMatchObject({ kind: 'move', why: 'The next step is yours.' });
    change = await move(sam, change, 'implement');
    expect(change.actualStart).toBe('2026-03-07T21:30:00.000Z');
    change = await move(sam, change, 'review');
    change = await move(mona, change, 'closed', { closureCode: 'successful', closureNotes: 'As planned.' });
    expect(change).toMatchObject({
      state: { kind: 'closed' },
      outcome: 'successful',
      closure: { notes: 'As planned.' },
    });
    expect(change.editable).toEqual([]);
  });

  test('tells its story on its page and in the audit log', async () => {
    const change = await rita.call(showChangeRoute, { changeId: 'CHG-1' });
    const told = await rita.call(listActivityRoute, { changeId: change.id });
    expect(told.items.map(({ verb }) => verb).reverse()).toEqual([
      'change.raised',
      'change.moved',
      'change.moved',
      'change.round_opened',
      'change.question_asked',
      'change.question_answered',
      'change.vote_approved',
      'change.vote_approved',
      'change.approved',
      'change.moved',
      'change.moved',
      'change.moved',
      'change.moved',
    ]);
    const log = await bank.admin.call(listAuditRoute, { object: 'CHG-1' });
    expect(log.items).toHaveLength(told.items.length);
    expect(log.items[0]).toMatchObject({
      verb: 'change.moved',
      actor: { name: 'Mona Manager' },
      objectName: 'CHG-1',
      parts: { to: 'closed' },
    });
  });
});

describe('a move that is not possible', () => {
  test('is refused with every guard’s answer, and explain had said the same', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await raise(rita, sam, { backoutPlan: '', assigneeId: null });
    change = await move(rita, change, 'assess');
    const explained = await carl.call(explainChangeRoute, { changeId: change.id });
    const byNumber = await carl.call(explainChangeRoute, { changeId: change.number });
    expect(byNumber).toMatchObject({ changeId: change.id, moves: explained.moves });
    const toAuthorize = explained.moves.find(({ to }) => to === 'authorize');
    expect(toAuthorize).toMatchObject({ possible: false, label: 'Ask for approval' });
    const refused = await carl.refused(moveChangeRoute, {
      changeId: change.id,
      version: change.version,
      to: 'authorize',
    });
    expect(refused).toMatchObject({ status: 409, code: 'move_refused' });
    expect(refused.guards).toEqual(toAuthorize?.guards);
    expect(refused.guards?.find(({ guard }) => guard === 'required_fields')).toMatchObject({
      met: false,
      why: 'Authorize still needs backout plan, assignee.',
    });
  });

  test('before the window takes a change manager who does not carry it out, and a reason', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await raise(rita, mona);
    change = await move(rita, change, 'assess');
    change = await move(carl, change, 'authorize');
    await approve(abe, change);
    change = await approve(ann, change);
    const later = { start: '2026-03-10T22:00', end: '2026-03-10T23:00', zone: 'UTC' };
    change = await move(bank.admin, change, 'scheduled', { window: later });
    const own = await mona.refused(moveChangeRoute, {
      changeId: change.id,
      version: change.version,
      to: 'implement',
      reason: 'I am free now',
    });
    expect(own.guards?.find(({ met }) => !met)).toMatchObject({
      guard: 'window_open',
      earliest: '2026-03-10T22:00:00.000Z',
    });
    const unsaid = await bank.admin.refused(moveChangeRoute, {
      changeId: change.id,
      version: change.version,
      to: 'implement',
    });
    expect(unsaid.detail).toContain('takes your reason');
    change = await move(bank.admin, change, 'implement', { reason: 'The shop is closed today' });
    const { items } = await bank.admin.call(listAuditRoute, { object: change.id, verb: 'change.moved' });
    expect(items.map(({ parts }) => [parts['to'], parts['early'] ?? false])).toEqual([
      ['implement', true],
      ['scheduled', false],
      ['authorize', false],
      ['assess', false],
    ]);
    change = await move(mona, change, 'review');
    const closing = await mona.refused(moveChangeRoute, {
      changeId: change.id,
      version: change.version,
      to: 'closed',
      closureCode: 'successful',
      closureNotes: 'Done by me, closed by me',
    });
    expect(closing.guards?.find(({ met }) => !met)).toMatchObject({ guard: 'segregation_of_duties' });
  });
});

describe('an edit of what approvers decided on', () => {
  test('voids their round and asks again, and a late vote on the old text leaves nothing behind', async () => {
    bank.clock.set('2026-03-09T09:00:00Z');
    let change = await raise(rita, sam);
    change = await move(rita, change, 'assess');
    change = await move(carl, change, 'authorize');
    const before = await approve(abe, change);
    const after = await rita.call(editChangeRoute, {
      changeId: change.id,
      version: before.version,
      backoutPlan: 'There is none',
    });
    expect(after).toMatchObject({ state: { key: 'authorize' }, revision: 2 });
    expect(after.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
    await expect(approve(ann, before)).rejects.toThrow('changed_meanwhile');
    const seen = await ann.call(showChangeRoute, { changeId: change.id });
    expect(seen.rounds[0]?.asked.every(({ vote }) => vote === null)).toBe(true);
  });

  test('after approval puts the change back into the state that asks', async () => {
    let change = await raise(rita, sam);
    change = await move(rita, change, 'assess');
    change = await move(carl, change, 'authorize');
    await approve(abe, change);
    change = await approve(ann, change);
    change = await rita.call(editChangeRoute, {
      changeId: change.id,
      version: change.version,
      summary: 'Another thing',
    });
    expect(change.state.key).toBe('authorize');
    expect(change.rounds.map(({ status }) => status)).toEqual(['open', 'voided']);
  });

  test('but a new assignee who cast no vote voids nothing', async () => {
    let change = await raise(rita, sam);
    change = await move(rita, change, 'assess');
    change = await move(carl, change, 'authorize');
    await approve(abe, change);
    change = await approve(ann, change);
    change = await carl.call(editChangeRoute, { changeId: change.id, version: change.version, assigneeId: sue.id });
    expect(change.state.key).toBe('build');
    change = await carl.call(editChangeRoute, { changeId: change.id, version: change.version, assigneeId: ann.id });
    expect(change.state.key).toBe('authorize');
  });
});
