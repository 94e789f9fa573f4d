import { ModelDefinition, type Mover } from '@interlock/contract/models.ts';
import { describe, expect, test } from 'vitest';
import { aChange } from '../../testing/change.ts';
import type { Change } from './change.rules.ts';
import { waitsOnOf } from './waiting.rules.ts';

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
