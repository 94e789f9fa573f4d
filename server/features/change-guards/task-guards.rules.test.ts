import { ModelDefinition } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { guardedModel } from '../../testing/guarded-model.ts';
import { aTask } from '../../testing/task.ts';
import { inDegree } from './degrees.rules.ts';
import { type MoveFacts, unmet, type Work } from './facts.rules.ts';
import { taskGuards, whyReviewed } from './task-guards.rules.ts';

const now = new Date('2026-03-02T09:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const definition = ModelDefinition.parse(guardedModel());
const named = (name: string) => ({ id: name.toLowerCase(), name, active: true });
const mona: MoveFacts['actor'] = {
  ...{ id: 'mona', name: 'Mona', roles: ['change_manager'], groups: new Set() },
  ...{ mayMove: true, mayVote: true, mayManage: true, pushesOn: true },
};
const none: Work = {
  tasks: [],
  reached: new Set(['planning', 'build', 'work', 'review']),
  minutes: 0,
  backout: { written: true, proof: null },
};
type Over = Partial<Omit<MoveFacts, 'work' | 'transition'>> & { work?: Partial<Work>; from?: string; enforce?: object };

/** Mona takes a change that Sam carries out to another state; a test says what is otherwise. */
function facts(to: string, { work, from, enforce, ...over }: Over = {}): MoveFacts {
  const transition = definition.transitions.find((made) => made.to === to);
  const target = definition.states.find(({ key }) => key === to);
  if (!transition || !target) throw new Error(`no way to ${to}`);
  return {
    now,
    linked: {},
    actor: mona,
    requester: null,
    parts: [{ by: 'sam', you: 'carry out this change' }],
    coordinator: null,
    manager: null,
    assignee: named('Sam'),
    hands: [],
    groupNames: new Map(),
    plannedStart: at(0),
    plannedEnd: at(120),
    definition,
    transition: { ...transition, ...(from && { from }), ...(enforce && { enforce }) },
    to: { ...target, requires: [] },
    missing: [],
    demandedWhere: new Map(),
    holding: new Map(),
    standings: [],
    hold: null,
    work: { ...none, ...work },
    reportedOutcome: null,
    grants: [],
    given: undefined,
    ...over,
  };
}

const answer = (guard: string, to: string, over: Over = {}) => {
  const asked = facts(to, over);
  const found = taskGuards.map((evaluate) => evaluate(asked)).find((given) => given?.guard === guard);
  return found && inDegree(found, asked);
};
const sam = named('Sam');

describe('tasks done', () => {
  test.each<[string, string, Work['tasks'], string | undefined]>([
    ['nothing to do', 'scheduled', [], undefined],
    [
      'all over',
      'scheduled',
      [aTask({ kind: 'build', state: 'done' }), aTask({ kind: 'test', state: 'skipped' })],
      undefined,
    ],
    [
      'something open',
      'scheduled',
      [aTask({ number: 'TSK-1', title: 'Build', kind: 'build', owner: sam })],
      'TSK-1 Build (Sam) is not over.',
    ],
    [
      'a failed test, while the work lies ahead',
      'scheduled',
      [aTask({ number: 'TSK-1', title: 'Test', kind: 'test', state: 'failed', owner: sam })],
      'TSK-1 Test (Sam, failed) is not over.',
    ],
    ['a failed task, once the work has begun', 'review', [aTask({ state: 'failed' })], undefined],
    ['what the model gave goes with the work', 'review', [aTask({ createdFrom: 'model' })], undefined],
    [
      'what people added does not',
      'review',
      [aTask({ number: 'TSK-1', title: 'Look' })],
      'TSK-1 Look (nobody yet) is not over.',
    ],
    ['a backout that was not called', 'review', [aTask({ kind: 'backout', state: 'pending' })], undefined],
    [
      'a backout that was called',
      'review',
      [aTask({ number: 'TSK-1', title: 'Back', kind: 'backout', createdFrom: 'model', openedAt: now })],
      'TSK-1 Back (nobody yet) is not over.',
    ],
    ['a stage that has not begun', 'scheduled', [aTask({ kind: 'review', state: 'pending' })], 'TSK-1'],
  ])('%s', (_name, to, tasks, why) => {
    const reached = new Set(['planning', 'build', 'work'] as const);
    const given = answer('tasks_done', to, { work: { tasks, reached } });
    if (why === 'TSK-1') expect(given).toMatchObject({ met: true });
    else expect(given).toMatchObject(why === undefined ? { met: true } : { met: false, why, enforcement: 'block' });
  });

  test('are asked for when a change is closed, also where its model does not', () => {
    const open = aTask({ kind: 'planning', state: 'pending', owner: sam });
    expect(answer('tasks_done', 'closed', { work: { tasks: [open] } })).toMatchObject({
      met: false,
      enforcement: 'block',
      clearedBy: [{ is: 'person', name: 'Sam' }, { id: 'coordinator' }, { id: 'change_manager' }],
    });
    expect(answer('tasks_done', 'closed')).toBeUndefined();
  });

  test('names a few and counts the rest', () => {
    const tasks = Array.from({ length: 7 }, (_, index) => aTask({ number: `TSK-${index}`, title: 'T', kind: 'build' }));
    expect(answer('tasks_done', 'scheduled', { work: { tasks } })?.why).toMatch(
      /^TSK-0 .*TSK-3 .* and 3 more are not over\.$/,
    );
  });
});

describe('test evidence', () => {
  const done = (evidence: string) => aTask({ number: 'TSK-2', title: 'Try', kind: 'test', state: 'done', evidence });
  test.each<[string, Partial<Work>, RegExp | true]>([
    ['a test that shows something', { tasks: [done('https://ci.example.org')] }, true],
    ['a test that shows nothing', { tasks: [done(' ')] }, /^TSK-2 Try .* shows no evidence/],
    ['no test at all', {}, /^Nothing shows/],
    ['a test that was skipped, alone', { tasks: [aTask({ kind: 'test', state: 'skipped' })] }, /^Nothing shows/],
    ['a test that waits', { tasks: [done('x'), aTask({ kind: 'test', state: 'open' })] }, /is not done\.$/],
  ])('%s', (_name, work, expected) => {
    const given = answer('test_evidence', 'scheduled', { work });
    if (expected === true) expect(given).toMatchObject({ met: true });
    else
      expect(given).toMatchObject({
        met: false,
        why: expect.stringMatching(expected),
        enforcement: 'justify',
        withMove: true,
      });
  });
});

describe('a way back', () => {
  const proof = { kind: 'rehearsed' as const, passed: true, words: 'In 21 minutes', by: named('Sam'), stands: true };
  test.each<[string, Work['backout'], string | true]>([
    ['rehearsed', { written: true, proof }, true],
    ['waived', { written: true, proof: { ...proof, kind: 'waived', passed: null } }, true],
    ['not written', { written: false, proof }, 'There is no backout plan.'],
    ['never tried', { written: true, proof: null }, 'The way back was neither rehearsed nor waived.'],
    [
      'tried with another plan',
      { written: true, proof: { ...proof, stands: false } },
      'Another backout plan than this was rehearsed.',
    ],
    [
      'tried in vain',
      { written: true, proof: { ...proof, passed: false } },
      'The rehearsal by Sam failed: In 21 minutes',
    ],
  ])('%s', (_name, backout, expected) => {
    const given = answer('backout_ready', 'implement', { work: { backout } });
    expect(given).toMatchObject(expected === true ? { met: true } : { met: false, why: expected });
  });
});

describe('a review', () => {
  const review = (over: object) =>
    aTask({ kind: 'review', state: 'done', findings: 'Fine', closedBy: named('Mark'), ...over });
  test.each<[string, Work['tasks'], boolean]>([
    ['with findings, closed by somebody else', [review({})], true],
    ['without findings', [review({ findings: '' })], false],
    ['with invisible findings', [review({ findings: '\u200b' })], false],
    ['closed by whoever carried it out', [review({ closedBy: sam })], false],
    ['that is open', [review({ state: 'open', closedBy: null })], false],
    ['that was cancelled', [review({ state: 'cancelled' })], false],
    ['that nobody began', [], false],
  ])('%s', (_name, tasks, isMet) => {
    expect(answer('review_done', 'closed', { work: { tasks } })?.met).toBe(isMet);
  });

  test.each<[string, string, object, Work['tasks'], string[]]>([
    ['is named once, by its own guard', 'block', {}, [review({ state: 'open' })], ['review_done']],
    [
      'stands with the tasks where its own guard does not block',
      'inform',
      {},
      [review({ state: 'open' })],
      ['tasks_done', 'review_done'],
    ],
    [
      'is named once by its own guard after what failed, which no model softens',
      'inform',
      { reportedOutcome: 'failed' },
      [review({ state: 'open' })],
      ['review_done'],
    ],
    [
      'stands with the tasks where another one is done',
      'block',
      {},
      [review({}), review({ state: 'open' })],
      ['tasks_done'],
    ],
    [
      'leaves the other tasks where they are',
      'block',
      {},
      [review({ state: 'open' }), aTask({ kind: 'verification' })],
      ['tasks_done', 'review_done'],
    ],
  ])('that is open %s', (_name, enforced, over, tasks, guards) => {
    const asked = facts('closed', { ...over, enforce: { review_done: enforced }, work: { tasks } });
    const named = taskGuards.flatMap((evaluate) => evaluate(asked) ?? []).filter(({ met }) => !met);
    expect(named.map(({ guard }) => guard)).toEqual(guards);
  });

  test.each<[string, Over, string | undefined]>([
    ['an emergency', { definition: { ...definition, raise: 'change.raise_emergency' } }, 'It was an emergency'],
    ['what failed', { given: { windowGiven: false, closureCode: 'failed' } }, 'It failed'],
    ['what was backed out, as it was told', { reportedOutcome: 'backed_out' }, 'It was backed out'],
    ['what went well', { given: { windowGiven: false, closureCode: 'successful' } }, undefined],
  ])('is due after %s, and no model softens that', (_name, over, because) => {
    const asked = facts('closed', { ...over, enforce: { review_done: 'inform' } });
    expect(whyReviewed(asked)).toBe(because);
    const given = inDegree(unmet('review_done', '', {}), asked);
    expect(given.enforcement).toBe(because === undefined ? 'inform' : 'block');
  });
});

describe('whether a plan fits', () => {
  test.each<[string, Over, object]>([
    ['as long as the window', { work: { minutes: 120 } }, { met: true, why: '2 h fit into 2 h.' }],
    ['no minutes', {}, { met: true }],
    ['longer', { work: { minutes: 190 } }, { met: false, why: expect.stringContaining('1 h 10 min are missing') }],
    [
      'no window',
      { plannedStart: null, plannedEnd: null, work: { minutes: 5 } },
      { met: false, withMove: false, fields: ['window'] },
    ],
    [
      'a window that comes with the move',
      { plannedStart: null, plannedEnd: null, missing: ['window'] },
      { met: false, withMove: true },
    ],
    [
      'the window that came',
      {
        missing: ['window'],
        work: { minutes: 61 },
        given: { windowGiven: true, window: { start: at(0), end: at(60) } },
      },
      { met: false, why: expect.stringContaining('1 min are missing') },
    ],
    [
      'a window that ends before it starts',
      { missing: ['window'], given: { windowGiven: true, window: { start: at(60), end: at(0) } } },
      { met: false, why: 'The end lies before the start.', fields: ['window.end'] },
    ],
    [
      'a window that ends when it starts',
      { missing: ['window'], given: { windowGiven: true, window: { start: at(60), end: at(60) } } },
      { met: false, why: 'It ends when it starts: nothing fits into no time.', fields: ['window.end'] },
    ],
    [
      'a task outside of it',
      { work: { tasks: [aTask({ number: 'TSK-1', title: 'Late', plannedEnd: at(121) })] } },
      { met: false, why: 'TSK-1 Late (nobody yet) is planned outside the window.' },
    ],
    [
      'a task that begins after it',
      { work: { tasks: [aTask({ number: 'TSK-1', title: 'Late', plannedStart: at(121) })] } },
      { met: false, why: 'TSK-1 Late (nobody yet) is planned outside the window.' },
    ],
    [
      'a task that ends before it',
      { work: { tasks: [aTask({ number: 'TSK-1', title: 'Early', plannedEnd: at(-600) })] } },
      { met: false, why: 'TSK-1 Early (nobody yet) is planned outside the window.' },
    ],
    ['a test before it', { work: { tasks: [aTask({ kind: 'test', plannedStart: at(-600) })] } }, { met: true }],
  ])('%s', (_name, over, expected) => {
    expect(answer('plan_fits_window', 'scheduled', over)).toMatchObject(expected);
  });

  test('one that does not is mended by whoever may write it: the requester and the assignee too, each once', () => {
    const clearedBy = (over: Over) =>
      answer('plan_fits_window', 'scheduled', { work: { minutes: 190 }, ...over })?.clearedBy.map(({ name }) => name);
    const roles = ['a coordinator', 'a change manager'];
    expect(clearedBy({ requester: named('Rita') })).toEqual(['Rita', 'Sam', ...roles]);
    expect(clearedBy({ requester: sam })).toEqual(['Sam', ...roles]);
    expect(clearedBy({ requester: { ...named('Rita'), active: false }, assignee: null })).toEqual(roles);
  });
});

describe('degrees', () => {
  const soft = (degree: string, over: Over = {}) => facts('implement', { ...over, enforce: { backout_ready: degree } });
  const no = unmet('backout_ready', 'It was not rehearsed.', {});
  const mine = (you: string, by = 'mona'): Over => ({ parts: [{ by, you }] });

  test('a reason comes with the move, and says who gave it', () => {
    expect(inDegree(no, soft('justify'))).toMatchObject({ withMove: true, fields: ['justifications.backout_ready'] });
    const given = { windowGiven: false, justifications: { backout_ready: ' It is small. ' } };
    expect(inDegree(no, soft('justify', { given }))).toMatchObject({
      withMove: false,
      overridden: { by: { name: 'Mona' }, words: 'It is small.', at: now.toISOString() },
    });
    const blank = { windowGiven: false, justifications: { backout_ready: ' \u200b ' } };
    expect(inDegree(no, soft('justify', { given: blank }))).toMatchObject({ overridden: null });
  });

  test.each<[string, object, boolean, Over?]>([
    ['somebody else’s', {}, true],
    ['the mover’s own', { by: named('Mona') }, false],
    ['that of whoever carries it out', { by: named('Sam') }, false],
    ['that of whoever requested it', {}, false, { parts: [{ by: 'mark', you: 'requested this change' }] }],
    ['that of whoever raised it', {}, false, { parts: [{ by: 'mark', you: 'raised this change' }] }],
    [
      'that of a second account of whoever raised it',
      {},
      false,
      { parts: [{ by: 'rita', you: 'raised this change' }], linked: { mark: 'one', rita: 'one' } },
    ],
    ['that of a second account of the mover', {}, false, { linked: { mark: 'one', mona: 'one' } }],
    ['one for another move', { to: 'closed' }, false],
    ['one past another guard', { guard: 'tasks_done' }, false],
  ])('a yes counts: %s', (_name, over, counts, elsewhere = {}) => {
    const grant = { to: 'implement', guard: 'backout_ready', by: named('Mark'), words: 'Go', at: now, ...over };
    const given = inDegree(no, soft('extra_approver', { grants: [grant], ...elsewhere }));
    expect(given.overridden !== null).toBe(counts);
    expect(given.withMove).toBe(false);
  });

  test.each<[string, Over, boolean, string]>([
    ['a change manager who has no part in it', {}, true, 'You can let it pass, for somebody else to make the move.'],
    ['whoever carries it out', mine('carry out this change'), false, 'You carry out this change: another'],
    ['whoever requested it', mine('requested this change'), false, 'You requested this change: another'],
    ['whoever raised it', mine('raised this change'), false, 'You raised this change: another'],
    [
      'whoever raised it with another account',
      { ...mine('raised this change', 'mo'), linked: { mona: 'one', mo: 'one' } },
      false,
      'You raised this change, with another account: another',
    ],
    ['somebody who manages nothing', { actor: { ...mona, mayManage: false } }, false, 'A change manager can let it'],
    ['a manager whose token may not decide', { actor: { ...mona, mayVote: false } }, false, 'A change manager can let'],
    [
      'whoever has let it pass already',
      { grants: [{ to: 'implement', guard: 'backout_ready', by: mona, words: 'Go', at: now }] },
      false,
      'You let it pass: somebody else makes the move.',
    ],
  ])('whose yes it can be is said to %s', (_name, over, mine, words) => {
    const { letPass } = inDegree(no, soft('extra_approver', over));
    expect(letPass).toEqual({ mine, words: expect.stringContaining(words) });
  });

  test('nobody is told that they can let pass what takes nobody else’s yes, or what somebody has let pass', () => {
    const grants = [{ to: 'implement', guard: 'backout_ready', by: named('Mark'), words: 'Go', at: now }];
    expect(inDegree(no, soft('justify')).letPass).toBeNull();
    expect(inDegree(no, soft('block')).letPass).toBeNull();
    expect(inDegree(no, soft('extra_approver', { grants })).letPass).toBeNull();
  });

  test('approvals, duties and closing can only block, whatever a model says', () => {
    for (const guard of ['approvals', 'segregation_of_duties', 'mover', 'required_fields']) {
      expect(inDegree(unmet(guard, '', {}), soft('inform')).enforcement).toBe('block');
    }
    const closing = facts('closed', { enforce: { closure: 'inform' } });
    expect(inDegree(unmet('closure', '', {}), closing).enforcement).toBe('block');
  });
});
