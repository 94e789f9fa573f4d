import { describe, expect, test } from 'vitest';
import { overrunAnswer, workEndedAt } from './overrun.rules.ts';
import { dueMarks, earliestOf, type Mark, type Marks, whyNotTimes } from './run.rules.ts';

const none: Marks = { announcedFor: null, passedFor: null, overranFor: null, overranAt: null };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 22, minute));

describe('the clock says once what it has to say', () => {
  test.each<[string, number, Partial<Marks>, Mark[]]>([
    ['long before', 20, {}, []],
    ['a quarter of an hour before the point of no return', 30, {}, ['near']],
    ['nothing twice', 31, { announcedFor: at(45) }, []],
    ['again once more time has moved the point', 31, { announcedFor: at(30) }, ['near']],
    ['nothing once the point was nearer before', 31, { announcedFor: at(60) }, []],
    ['that it has passed, whether it was announced or not', 45, {}, ['passed']],
    ['that the window is overrun first', 60, {}, ['overrun', 'passed']],
    [
      'of an overrun that is on record nothing more',
      70,
      { passedFor: at(45), overranFor: at(60), overranAt: at(60) },
      [],
    ],
  ])('%s', (_when, minute, marks, due) => {
    const looked = { now: at(minute).getTime(), noReturn: at(45).getTime(), end: at(60).getTime(), noticeMinutes: 15 };
    expect(dueMarks({ ...looked, marks: { ...none, ...marks } })).toEqual(due);
  });
});

describe('times are corrected', () => {
  const names = { start: 'actualStart', end: 'actualEnd' };
  test.each([
    ['to what they were', { start: at(0), end: null }, { start: at(5), end: null }, undefined],
    ['not before anything began', { start: null, end: null }, { start: at(5), end: null }, 'actualStart'],
    ['not while it goes on', { start: at(0), end: null }, { start: at(0), end: at(5) }, 'actualEnd'],
    ['not into what lies ahead', { start: at(0), end: at(20) }, { start: at(0), end: at(50) }, 'actualEnd'],
    ['not to before its change was there', { start: at(0), end: null }, { start: at(-6), end: null }, 'actualStart'],
    ['nor its end', { start: null, end: at(20) }, { start: null, end: at(-6) }, 'actualEnd'],
    ['which may stay as it was', { start: at(-9), end: at(20) }, { start: at(-9), end: at(15) }, undefined],
    ['not against their order', { start: at(10), end: at(20) }, { start: at(10), end: at(5) }, 'actualEnd'],
  ])('%s', (_how, before, after, path) => {
    expect(whyNotTimes(before, after, { now: at(30), earliest: at(-5) }, names)?.errors?.[0]?.path).toBe(path);
  });
});

test('work is as old as its change, and what is told of afterwards as old as it says', () => {
  const change = { createdAt: at(10), imported: false, plannedStart: at(0), actualStart: at(5) };
  expect(earliestOf(change, false)).toEqual(at(10));
  expect(earliestOf(change, true)).toEqual(at(0));
  expect(earliestOf({ ...change, imported: true, plannedStart: null }, false)).toEqual(at(5));
});

describe('an overrun asks for a review', () => {
  const states = (['scheduled', 'implement', 'review', 'closed'] as const).map((kind) => ({
    ...{ key: kind, name: kind, kind, requires: [], requiresWhen: [], approvals: [], tasks: [] },
  }));
  const entered = { implement: at(0).toISOString(), review: at(70).toISOString() };
  const review = {
    kind: 'review',
    state: 'done',
    findings: 'The disk was slow.',
    closedBy: { id: 'mona', name: 'Mona' },
  } as const;

  test('of work that was reported after its window, whatever was corrected since', () => {
    expect(workEndedAt({ retrospective: false, states }, entered)).toEqual(at(70));
    expect(workEndedAt({ retrospective: true, states }, entered)).toBeNull();
    expect(workEndedAt({ retrospective: false, states }, { review: entered.review })).toBeNull();
  });

  test.each([
    ['that nobody has done', [], false],
    ['by somebody else', [review], true],
    ['by nobody who carried it out', [{ ...review, closedBy: { id: 'sam', name: 'Sam' } }], false],
    [
      'by nobody who carried it out with another account',
      [{ ...review, closedBy: { id: 'sam2', name: 'Sam' } }],
      false,
    ],
    ['with findings', [{ ...review, findings: ' ' }], false],
  ])('%s', (_what, tasks, met) => {
    expect(overrunAnswer({ assigneeId: 'sam', linked: { sam: 'one', sam2: 'one' } }, tasks).met).toBe(met);
  });
});
