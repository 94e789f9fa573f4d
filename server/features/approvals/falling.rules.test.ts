import { materialFields } from '@interlock/contract/material.ts';
import { describe, expect, test } from 'vitest';
import { coveredFields, covers, leavesOf } from './content.rules.ts';
import { type Edit, fellBy } from './falling.rules.ts';
import type { Round } from './round.rules.ts';

describe('what a round answers for', () => {
  const [plan, window, all] = [
    { covers: ['implementationPlan' as const, 'backoutPlan' as const] },
    { covers: ['window' as const] },
    { covers: [] },
  ];
  test('is everything where it names nothing', () => {
    expect(coveredFields({ leaves: leavesOf(all, [plan, window, all]) })).toEqual(materialFields);
  });

  test('is what it names, and what no round of the model names', () => {
    const leaves = leavesOf(plan, [plan, window]);
    expect(leaves).toEqual(['window']);
    expect(['backoutPlan', 'title', 'window'].map((field) => covers({ leaves }, field))).toEqual([true, true, false]);
  });

  test('is also a field that came with a later release', () => {
    expect(covers({ leaves: leavesOf(plan, [plan, window]) }, 'aFieldOfTomorrow')).toBe(true);
  });

  test('is also what advice names, because nobody waits for that', () => {
    const advice = { covers: ['window' as const], advisory: true };
    expect(covers({ leaves: leavesOf(plan, [plan, advice]) }, 'window')).toBe(true);
    expect(leavesOf(advice, [plan, advice])).toEqual(['backoutPlan', 'implementationPlan']);
  });

  test('leaves no field to nobody', () => {
    const rounds = [plan, window];
    const covered = new Set(rounds.flatMap((round) => coveredFields({ leaves: leavesOf(round, rounds) })));
    expect(covered).toEqual(new Set(materialFields));
  });
});

const ten = { start: '2026-03-05T10:00', end: '2026-03-05T12:00', zone: 'UTC' };
const half = { ...ten, start: '2026-03-05T10:30', end: '2026-03-05T12:30' };
const eleven = { ...ten, start: '2026-03-05T11:00', end: '2026-03-05T13:00' };
const named = (id: string) => ({ id, name: id, active: true });
const vote = (personId: string, castBy = personId): Round['votes'][number] => ({
  ...{
    id: personId,
    personId,
    castBy: named(castBy),
    decision: 'approve',
    comment: '',
    at: new Date(0),
    sawWindow: ten,
  },
});
/** A round of which a test says what matters here. */
const round = (over: Partial<Round> = {}) =>
  ({ leaves: [], tolerance: null, windowFrom: ten, votes: [vote('ann')], linked: {}, ...over }) as unknown as Round;
const edit = (fields: string[], over: Partial<Edit> = {}): Edit => ({
  ...{ fields, window: ten, newlyTied: [], editor: 'rita', ...over },
});
const tolerance = { sameDay: true, shiftMinutes: 45, longer: false };

describe('a standing round', () => {
  test.each<[string, string[], Round, Edit]>([
    ['falls by a field that it covers', ['title'], round(), edit(['title', 'assigneeId'])],
    ['stands by a field that it leaves to others', [], round({ leaves: ['title'] }), edit(['title'])],
    ['falls by any new window without a tolerance', ['window'], round(), edit(['window'], { window: half })],
    ['stands by a window within its tolerance', [], round({ tolerance }), edit(['window'], { window: half })],
    ['falls by one beyond it', ['window'], round({ tolerance }), edit(['window'], { window: eleven })],
    ['falls by a window taken away', ['window'], round({ tolerance }), edit(['window'], { window: null })],
    [
      'falls by one beyond what a voter saw',
      ['window'],
      round({
        tolerance,
        votes: [{ ...vote('ann'), sawWindow: { ...ten, start: '2026-03-05T09:30', end: '2026-03-05T11:30' } }],
      }),
      edit(['window'], { window: half }),
    ],
    ['stands by somebody new who carries it out', [], round(), edit(['assigneeId'], { newlyTied: ['sam'] })],
    ['falls where that is who voted', ['assigneeId'], round(), edit(['assigneeId'], { newlyTied: ['ann'] })],
    [
      'falls where that is the deputy who voted, whatever it covers',
      ['assigneeId'],
      round({ leaves: ['assigneeId'], votes: [vote('ann', 'dan')] }),
      edit(['assigneeId'], { newlyTied: ['dan'] }),
    ],
    [
      'falls where a voter names them',
      ['assigneeId'],
      round(),
      edit(['assigneeId'], { newlyTied: ['sam'], editor: 'ann' }),
    ],
    [
      'falls where a voter becomes the requester',
      ['requesterId'],
      round(),
      edit(['requesterId'], { newlyTied: ['ann'] }),
    ],
  ])('%s', (_how, fields, asked, edited) => {
    expect(fellBy(asked, edited)).toEqual(fields);
  });
});
