import { ModelDefinition, type Mover } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { aChange } from '../../testing/change.ts';
import type { Change } from './change.rules.ts';
import { turnOf, waitsOnOf } from './waiting.rules.ts';

const waitsOn = (...asked: Parameters<typeof waitsOnOf>) => waitsOnOf(...asked).waitsOn;

const model = (...movers: Mover[]) =>
  ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      {
        key: 'ask',
        name: 'Ask',
        kind: 'authorize',
        approvals: [{ key: 'ask', name: 'Ask', group: 'grp_a', quorum: { kind: 'any' } }],
        rejectedTo: 'draft',
      },
      { key: 'work', name: 'Work', kind: 'implement' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers },
      { from: 'ask', to: 'draft', label: 'Take back', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'work', label: 'Begin', movers },
    ],
    cancel: { from: [], movers: [{ is: 'requester' }] },
  });

describe('the next step onward waits for', () => {
  test.each<[string, Mover[], Partial<Change>, string | null]>([
    ['the requester', [{ is: 'requester' }], {}, 'usr_requester'],
    ['the coordinator who is named', [{ is: 'coordinator' }], { coordinatorId: 'usr_c' }, 'usr_c'],
    ['any coordinator where none is named', [{ is: 'coordinator' }], {}, 'role:coordinator'],
    ['the change manager who is named', [{ is: 'change_manager' }], { managerId: 'usr_m' }, 'usr_m'],
    ['any change manager where none is named', [{ is: 'change_manager' }], {}, 'role:change_manager'],
    ['a group', [{ group: 'grp_movers' }], {}, 'grp_movers'],
    ['the first who is there', [{ is: 'assignee' }, { is: 'requester' }], {}, 'usr_requester'],
    ['nobody where nobody is there', [{ is: 'assignee' }], {}, null],
    ['nobody once it is over', [{ is: 'requester' }], { stateKind: 'cancelled' }, null],
  ])('%s', (_who, movers, over, expected) => {
    expect(waitsOn(model(...movers), aChange(over), false)).toBe(expected);
  });

  test('its approvers while a round is asked, and for the mover once it stands', () => {
    const asked = aChange({ state: 'ask', stateKind: 'authorize', assigneeId: 'usr_a' });
    expect(waitsOn(model({ is: 'assignee' }), asked, false)).toBeNull();
    expect(waitsOn(model({ is: 'assignee' }), asked, true)).toBe('usr_a');
  });

  test.each<[string, Partial<Change>]>([
    ['usr_c', { coordinatorId: 'usr_c', managerId: 'usr_m' }],
    ['usr_m', { managerId: 'usr_m' }],
    ['role:coordinates', {}],
  ])('%s where a round said yes and something else held its move back: one of those who may make it', (key, over) => {
    const held = aChange({ state: 'ask', stateKind: 'authorize', ...over });
    expect(waitsOn(model({ is: 'round' }), held, true)).toBe(key);
  });

  test('nobody for a move that is not offered', () => {
    expect(waitsOn(model({ is: 'requester' }), aChange(), false, [])).toBeNull();
  });
});

describe('time alone may turn whom it waits for', () => {
  const plannedStart = new Date('2026-03-04T09:00:00Z');
  const turn = (when: string, now: string, over: Partial<Change> = {}) => {
    const { transitions, ...rest } = model({ is: 'requester' });
    const timed = transitions.map((made) => (made.to === 'ask' ? { ...made, when } : made));
    return turnOf({ ...rest, transitions: timed }, aChange({ plannedStart, ...over }), new Date(now))?.toISOString();
  };
  const before = '2026-03-02T09:00:00Z';

  test.each<[string, string, string, string | undefined]>([
    ['at the first hour that a condition names', 'change.hoursUntilStart < 24.0', before, '2026-03-03T09:00:00.000Z'],
    ['and just past it', 'change.hoursUntilStart < 24.0', '2026-03-03T09:00:00Z', '2026-03-03T09:00:00.001Z'],
    ['also after its start', 'change.hoursUntilStart < -1.5', '2026-03-04T10:00:00Z', '2026-03-04T10:30:00.000Z'],
    ['at no other once all are past', 'change.hoursUntilStart < 24.0', '2026-03-05T09:00:01Z', undefined],
    ['within the hour where it computes', 'change.hoursUntilStart * 2.0 < 9.0', before, '2026-03-02T10:00:00.000Z'],
    [
      'within the hour where it compares facts',
      'change.hoursUntilStart < change.cost',
      before,
      '2026-03-02T10:00:00.000Z',
    ],
    [
      'at what it names where it also asks whether the start is known',
      'has(change.hoursUntilStart) && 4.0 > change.hoursUntilStart',
      before,
      '2026-03-04T05:00:00.000Z',
    ],
    ['never where it does not ask for the time', 'change.priority < 3', before, undefined],
  ])('%s', (_when, condition, now, expected) => {
    expect(turn(condition, now)).toBe(expected);
  });

  test.each<[string, Partial<Change>]>([
    ['without a start', { plannedStart: null }],
    ['on hold', { hold: { at: plannedStart, by: 'usr_c', reason: 'Wait' } }],
    ['over', { stateKind: 'closed' }],
    ['in a state that no such move leaves', { state: 'work', stateKind: 'implement' }],
  ])('but of none that is %s', (_what, over) => {
    expect(turn('change.hoursUntilStart < 24.0', before, over)).toBeUndefined();
  });
});
