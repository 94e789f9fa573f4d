import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decisionIsDue, runClock, type TimedTask } from './run-clock.ts';

const start = Date.parse('2026-03-02T22:00:00Z');
const at = (minutes: number) => start + minutes * 60_000;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();

type Line = [minutes: number, state?: 'open' | 'done' | 'skipped'];
const task = (kind: TimedTask['kind'], lines: Line[], over: Partial<TimedTask> = {}): TimedTask => ({
  kind,
  level: 1,
  state: 'open',
  held: null,
  openedAt: null,
  since: null,
  steps: lines.map(([minutes, state = 'open']) => ({ minutes, state })),
  ...over,
});

/** Half an hour of work, ten minutes of looking, a quarter of an hour to go back; in a window of an hour and a half. */
const night = (work: Line[], over: Partial<TimedTask> = {}): TimedTask[] => [
  task('implementation', work, over),
  task('verification', [[10]], { level: 2, state: 'pending' }),
  task('backout', [[15]], { state: 'pending' }),
];

const clockAt = (minutes: number, tasks: TimedTask[], end: number | null = 90) => {
  const { forecastEnd, noReturn, ...clock } = runClock({
    tasks,
    end: end === null ? null : iso(end),
    now: at(minutes),
  });
  return {
    ...clock,
    forecastEnd: (forecastEnd - start) / 60_000,
    noReturn: noReturn === null ? null : (noReturn - start) / 60_000,
  };
};

describe('the clock of a run', () => {
  test.each<[string, number, TimedTask[], Partial<ReturnType<typeof clockAt>>]>([
    [
      'nothing done: nothing to go back from',
      0,
      night([[20], [10]]),
      { left: 40, back: 0, wayBack: 25, forecastEnd: 40, noReturn: 90 },
    ],
    [
      'begun without a way back and without a check: nothing to take off',
      0,
      [task('implementation', [[20]], { state: 'in_progress', since: iso(0) })],
      { back: 0, wayBack: 0, noReturn: 90 },
    ],
    [
      'once begun, going back takes the way back and the check',
      0,
      night([[20], [10]], { state: 'in_progress', since: iso(0) }),
      { left: 40, back: 25, wayBack: 25, forecastEnd: 40, noReturn: 65 },
    ],
    [
      'what was spent on a line is not left of it',
      15,
      night([[20], [10]], { state: 'in_progress', since: iso(0) }),
      { left: 25, forecastEnd: 40 },
    ],
    [
      'a line that takes longer than planned moves the end',
      30,
      night([[20], [10]], { state: 'in_progress', since: iso(0) }),
      { left: 20, forecastEnd: 50 },
    ],
    [
      'what rests is not being done',
      15,
      night([[20], [10]], { state: 'in_progress', since: iso(0), held: 'Lunch' }),
      { left: 40, forecastEnd: 55 },
    ],
    ['a line that is left out takes no time', 0, night([[20, 'skipped'], [10]]), { left: 20, back: 0 }],
    [
      'a failure leaves its lines to do',
      25,
      night([[20, 'done'], [10]], { state: 'failed' }),
      { left: 20, back: 25, noReturn: 65 },
    ],
  ])('%s', (_what, minutes, tasks, expected) => {
    expect(clockAt(minutes, tasks)).toMatchObject(expected);
  });

  test('counts peers as long as the longest of them, and levels one after the other', () => {
    const peers = [
      task('implementation', [[20]]),
      task('implementation', [[30]]),
      task('implementation', [[5]], { level: 2 }),
    ];
    expect(clockAt(0, peers)).toMatchObject({ left: 35 });
  });

  test('counts a verification after the work, also where the levels name them peers', () => {
    const peers = [task('implementation', [[20]]), task('verification', [[5]])];
    expect(clockAt(0, peers)).toMatchObject({ left: 25, forecastEnd: 25 });
  });

  test('says until when the work must begin for going back to fit, while nothing is begun', () => {
    expect(runClock({ tasks: night([[20]]), end: iso(90), now: at(0) }).beginBy).toBe(at(65));
    const begun = night([[20]], { state: 'in_progress', since: iso(0) });
    expect(runClock({ tasks: begun, end: iso(90), now: at(0) }).beginBy).toBe(null);
    expect(runClock({ tasks: [task('implementation', [[20]])], end: iso(90), now: at(0) }).beginBy).toBe(null);
  });

  test('of a way back that is gone already says when it ends, and no point of no return', () => {
    const back = [
      task('implementation', [[20, 'done'], [10]], { state: 'cancelled' }),
      task('verification', [[10]], { level: 2, state: 'cancelled' }),
      task('backout', [[5, 'done'], [10]], { state: 'in_progress', openedAt: iso(30), since: iso(35) }),
    ];
    expect(clockAt(39, back)).toEqual({
      left: 16,
      back: 16,
      wayBack: 16,
      beginBy: null,
      forecastEnd: 55,
      noReturn: null,
      backingOut: true,
    });
  });

  test('without a window has an end and no point of no return', () => {
    expect(clockAt(0, night([[20]]), null)).toMatchObject({ forecastEnd: 30, noReturn: null });
  });
});

const lines = fc.array(
  fc.record({ minutes: fc.integer({ min: 0, max: 300 }), state: fc.constantFrom('open', 'done', 'skipped') }),
  {
    maxLength: 5,
  },
);
const tasks: fc.Arbitrary<TimedTask[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('implementation', 'verification', 'backout'),
    level: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('pending', 'open', 'in_progress', 'done', 'failed', 'skipped', 'cancelled'),
    held: fc.constantFrom(null, 'Lunch'),
    openedAt: fc.constant(null),
    since: fc.option(fc.integer({ min: -100, max: 100 }).map(iso)),
    steps: lines,
  }),
  { maxLength: 6 },
);
const minute = fc.integer({ min: 0, max: 600 });

describe('whatever is planned and done', () => {
  const clockOf = (all: TimedTask[], now: number, end: number) => runClock({ tasks: all, end: iso(end), now: at(now) });

  test('the point of no return is never after the end of the window, and the forecast never in the past', () => {
    fc.assert(
      fc.property(tasks, minute, minute, (all, now, end) => {
        const clock = clockOf(all, now, end);
        expect(clock.noReturn).toBeLessThanOrEqual(at(end));
        expect(clock.forecastEnd).toBeGreaterThanOrEqual(at(now));
        expect(clock.left).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('more time moves the point of no return by exactly as much, and the forecast not at all', () => {
    fc.assert(
      fc.property(tasks, minute, minute, minute, (all, now, end, more) => {
        const [before, after] = [clockOf(all, now, end), clockOf(all, now, end + more)];
        expect((after.noReturn ?? 0) - (before.noReturn ?? 0)).toBe(more * 60_000);
        expect(after.forecastEnd).toBe(before.forecastEnd);
      }),
    );
  });

  test('time that passes brings no end nearer', () => {
    fc.assert(
      fc.property(tasks, minute, fc.integer({ min: 0, max: 60 }), (all, now, passed) => {
        const [before, after] = [clockOf(all, now, 600), clockOf(all, now + passed, 600)];
        expect(after.forecastEnd).toBeGreaterThanOrEqual(before.forecastEnd - 1);
        expect(after.noReturn).toBe(before.noReturn);
      }),
    );
  });

  test('a line that is ticked leaves no more to do, and never makes going back quicker', () => {
    fc.assert(
      fc.property(tasks, minute, fc.nat(), fc.nat(), (all, now, which, line) => {
        const ticked = structuredClone(all);
        const one = ticked[which % Math.max(1, ticked.length)];
        const step = one?.steps[line % Math.max(1, one.steps.length)];
        fc.pre(one !== undefined && one.kind !== 'backout' && step?.state === 'open');
        if (step) step.state = 'done';
        const [before, after] = [clockOf(all, now, 600), clockOf(ticked, now, 600)];
        expect(after.noReturn).toBeLessThanOrEqual(before.noReturn ?? 0);
        if (one && (one.since === null || one.state !== 'in_progress')) {
          expect(after.left).toBeLessThanOrEqual(before.left);
        }
      }),
    );
  });
});

test.each([
  ['before the point', 60, 59, null, false],
  ['at the point', 60, 60, null, true],
  ['decided for this point', 60, 70, 60, false],
  ['decided for an earlier point, before more time was granted', 90, 95, 60, true],
  ['decided for a later point', 60, 70, 90, false],
  ['without a point', null, 70, null, false],
])('going on takes words %s', (_when, noReturn, now, decided, due) => {
  expect(decisionIsDue(noReturn, now, decided)).toBe(due);
});
