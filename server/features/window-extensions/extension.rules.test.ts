import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { describe, expect, test } from 'vitest';
import { afterDecision, type ExtensionFact, endOf, stateOf, whyNotAsk, whyNotDecide } from './extension.rules.ts';

const asked = (over: Partial<ExtensionFact> = {}): ExtensionFact => ({
  state: 'asked',
  minutes: 30,
  needed: 1,
  askedBy: 'sam',
  decisions: [],
  ...over,
});
const linked = { sam: 'one', sam2: 'one', mona: 'two', mona2: 'two' };
const mona = { id: 'mona', permissions: permissionsGiven(['change_manager']) };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 22, minute));

describe('more time', () => {
  test.each([
    ['by a change manager', mona, {}, 'implement', undefined],
    ['not by anybody else', { ...mona, permissions: permissionsGiven(['coordinator']) }, {}, 'implement', 'forbidden'],
    [
      'not by a token that may not decide',
      { ...mona, permissions: permissionsGiven(['change_manager'], ['change']) },
      {},
      'implement',
      'forbidden',
    ],
    ['not by the assignee', { ...mona, id: 'sam' }, { askedBy: 'carl' }, 'implement', 'own_change'],
    [
      'not by the other account of the assignee',
      { ...mona, id: 'sam2' },
      { askedBy: 'carl' },
      'implement',
      'own_change',
    ],
    [
      'not by the other account of whoever asked',
      { ...mona, id: 'mona2' },
      { askedBy: 'mona' },
      'implement',
      'own_change',
    ],
    ['not by whoever asked', { ...mona, id: 'carl' }, { askedBy: 'carl' }, 'implement', 'own_change'],
    ['not twice by one', mona, { needed: 2, decisions: [{ by: 'mona', granted: true }] }, 'implement', 'already_voted'],
    [
      'not twice by one with two accounts',
      { ...mona, id: 'mona2' },
      { needed: 2, decisions: [{ by: 'mona', granted: true }] },
      'implement',
      'already_voted',
    ],
    ['not once it is granted', mona, { state: 'granted' as const }, 'implement', 'extension_closed'],
    ['not once the work has ended', mona, {}, 'review', 'extension_closed'],
  ] as const)('is decided %s', (_who, person, over, stateKind, code) => {
    expect(whyNotDecide({ extension: asked(over), stateKind, assigneeId: 'sam', linked, person })?.code).toBe(code);
  });

  test('is granted once enough have said yes, and refused by one no', () => {
    expect(afterDecision(asked(), true, linked)).toBe('granted');
    expect(afterDecision(asked({ needed: 2 }), true, linked)).toBe('asked');
    expect(afterDecision(asked({ needed: 2, decisions: [{ by: 'mark', granted: true }] }), true, linked)).toBe(
      'granted',
    );
    expect(afterDecision(asked({ needed: 2, decisions: [{ by: 'mark', granted: true }] }), false, linked)).toBe(
      'refused',
    );
  });

  test('counts a yes of each person once', () => {
    const decisions = ['mona', 'mona2'].map((by) => ({ by, granted: true }));
    expect(afterDecision(asked({ needed: 3, decisions }), true, linked)).toBe('asked');
    expect(afterDecision(asked({ needed: 3, decisions }), true, {})).toBe('granted');
  });

  test('lapses when the work ends before anybody decided', () => {
    expect(stateOf(asked(), 'implement')).toBe('asked');
    expect(stateOf(asked(), 'review')).toBe('lapsed');
    expect(stateOf(asked({ state: 'granted' }), 'review')).toBe('granted');
  });

  test('counts from the end as it is, by what was granted alone', () => {
    expect(endOf(at(60), [asked(), asked({ state: 'granted' }), asked({ state: 'refused' })])).toEqual(at(90));
    expect(endOf(null, [asked({ state: 'granted' })])).toBeNull();
  });

  test.each([
    ['once at a time', 30, at(50), [asked()], 'extension_open'],
    ['for an end that lies ahead', 5, at(70), [], 'invalid'],
    ['after one that was refused', 30, at(50), [asked({ state: 'refused' })], undefined],
  ] as const)('is asked for %s', (_how, minutes, now, extensions, code) => {
    expect(whyNotAsk({ minutes, end: at(60), now, extensions })?.code).toBe(code);
  });
});
