import { describe, expect, test } from 'vitest';
import { type ChangeStanding, dueOf, type Waiting, whyNotRelease, whyNotWrite } from './announcement.rules.ts';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const window = { windowStart: at('22:00'), windowEnd: at('23:30') };
const waiting = (over: Partial<Waiting> = {}): Waiting => ({ occasion: 'at_start', minutes: null, ...window, ...over });
const before = waiting({ occasion: 'before', minutes: 60 });
const change = (over: Partial<ChangeStanding> = {}): ChangeStanding => ({
  ...{ stateKind: 'scheduled', hold: null, plannedStart: at('22:00'), plannedEnd: at('23:30') },
  ...{ actualStart: null, actualEnd: null, outcome: null, reportedOutcome: null, backingOut: false },
  ...over,
});
const begun = { stateKind: 'implement', actualStart: at('22:05') } as const;
const ended = { ...begun, stateKind: 'review', actualEnd: at('23:00') } as const;
const moved = { plannedStart: at('20:00'), plannedEnd: at('21:30') };

describe('what is ready goes out', () => {
  test.each<[string, Waiting, Partial<ChangeStanding>, string, string]>([
    ['an hour before the start, not earlier', before, {}, '20:59', 'not_yet'],
    ['an hour before the start', before, {}, '21:00', 'go'],
    ['before the start not of what is not approved', before, { stateKind: 'authorize' }, '21:30', 'not_yet'],
    ['before the start not of what is on hold', before, { hold: {} }, '21:30', 'not_yet'],
    ['before the start not with the times of another window', before, moved, '12:00', 'window_moved'],
    ['before the start not after it', before, {}, '22:00', 'too_late'],
    ['before the start not once the work has begun early', before, begun, '21:30', 'too_late'],
    ['at the start, when the work begins and not when it was to begin', waiting(), {}, '22:04', 'not_yet'],
    ['at the start', waiting(), begun, '22:05', 'go'],
    ['at the start not with the times of another window', waiting(), moved, '19:00', 'window_moved'],
    ['at the start not after the end', waiting(), ended, '23:10', 'too_late'],
    ['at the end not while work goes on', waiting({ occasion: 'at_end' }), begun, '23:00', 'not_yet'],
    ['at the end', waiting({ occasion: 'at_end' }), ended, '23:10', 'go'],
    [
      'at the end not of what went back',
      waiting({ occasion: 'at_end' }),
      { ...ended, backingOut: true },
      '23:10',
      'backed_out',
    ],
    [
      'at the end not of what failed',
      waiting({ occasion: 'at_end' }),
      { ...ended, reportedOutcome: 'failed' },
      '23:10',
      'not_successful',
    ],
    ['on backout not while it goes forward', waiting({ occasion: 'on_backout' }), begun, '23:00', 'not_yet'],
    ['on backout', waiting({ occasion: 'on_backout' }), { ...begun, backingOut: true }, '23:00', 'go'],
    ['on backout never, once it went well', waiting({ occasion: 'on_backout' }), ended, '23:10', 'over'],
    ['never of what is cancelled', waiting({ occasion: 'at_end' }), { stateKind: 'cancelled' }, '20:00', 'cancelled'],
  ])('%s', (_when, announcement, over, now, becomes) => {
    const due = dueOf(announcement, change(over), at(now));
    expect(due.is === 'held' ? due.because : due.is).toBe(becomes);
  });
});

describe('an announcement is released', () => {
  test.each<[string, Waiting, Partial<ChangeStanding>, string, string | undefined]>([
    ['for before the start', before, {}, '20:00', undefined],
    ['not for a moment that has passed', before, {}, '21:00', 'passed'],
    ['not for before a start that nobody planned', before, { plannedStart: null }, '20:00', 'no planned start'],
    ['not for a start that was', waiting(), begun, '22:10', 'begun'],
    ['not for an end that was', waiting({ occasion: 'at_end' }), ended, '23:10', 'ended'],
    [
      'not for a way back that is gone',
      waiting({ occasion: 'on_backout' }),
      { ...begun, backingOut: true },
      '23:00',
      'backed out',
    ],
    ['not for anything of what is cancelled', waiting(), { stateKind: 'cancelled' }, '20:00', 'cancelled'],
    ['by hand at any time', waiting({ occasion: 'now' }), { stateKind: 'cancelled' }, '20:00', undefined],
  ])('%s', (_when, announcement, over, now, why) => {
    const refused = whyNotRelease(announcement, change(over), at(now));
    if (why === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatchObject({ code: 'announcement_passed', because: expect.stringContaining(why) });
  });
});

test.each([
  ['a coordinator', { id: 'usr_c', coordinates: true, mayMove: true }, true],
  ['a change manager', { id: 'usr_m', coordinates: true, mayMove: true }, true],
  ['the assignee', { id: 'usr_s', coordinates: false, mayMove: true }, true],
  ['somebody else', { id: 'usr_o', coordinates: false, mayMove: true }, false],
  ['a coordinator by a token that only reads', { id: 'usr_c', coordinates: true, mayMove: false }, false],
])('%s announces a change: %#', (_who, hand, may) => {
  expect(whyNotWrite({ assigneeId: 'usr_s' }, hand) === undefined).toBe(may);
});
