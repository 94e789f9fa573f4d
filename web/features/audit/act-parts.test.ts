import type { AuditEvent } from '@interlock/contract/audit.ts';
import { expect, test } from 'vitest';
import { calledIn, editedIn, movedOf } from './act-parts.ts';

const event = (over: Partial<AuditEvent>): AuditEvent => ({
  ...{ uid: 'u', at: '2026-01-01T00:00:00.000Z', actor: { id: 'usr_ada', name: 'Ada' }, via: 'web' },
  ...{ verb: 'a.b', object: 'chg_1', objectName: null, corr: 'req_1', parts: {}, names: {}, leaf: '' },
  ...over,
});

test('a move is told by the names of its states, and a start before the window as one', () => {
  expect(movedOf({ from: 'review', to: 'closed' })).toEqual({ from: 'Review', to: 'Closed', early: false });
  expect(movedOf({ from: 'review', to: 'closed', label: 'Close' })).toMatchObject({ label: 'Close' });
  expect(movedOf({ from: 'scheduled', to: 'implement', early: true })).toMatchObject({ early: true });
  expect(movedOf({ from: 'authorize', to: 'authorize' })).toBeNull();
  expect(movedOf({ from: '2026-01-01', to: '2026-01-02' })).toBeNull();
});

test('an edit names the fields that it touched, however they are kept', () => {
  const fields = [{ field: 'backoutPlan', before: '', after: 'x' }, { field: 'window' }, 'window'];
  expect(editedIn({ fields })).toEqual(['backoutPlan', 'window']);
  expect(editedIn({ before: { zone: 'UTC' }, after: { zone: 'Asia/Tokyo' } })).toEqual(['zone']);
  expect(editedIn({ after: '2026-01-01' })).toEqual([]);
});

test.each([
  ['a token by its name', event({ object: 'tok_1', parts: { name: 'Nightly report' } }), 'Nightly report'],
  ['a file by its name', event({ object: 'imp_1', parts: { file: 'changes.csv' } }), 'changes.csv'],
  ['a session by nothing but who began it', event({ object: 'ses_1', parts: { device: 'Firefox' } }), null],
  ['oneself by nothing', event({ object: 'usr_ada', objectName: 'Ada' }), null],
  ['a change by its number', event({ objectName: 'CHG-1', parts: { name: 'Managers' } }), 'CHG-1'],
  ['what has no name by its id', event({ object: 'xyz_1' }), 'xyz_1'],
])('what an act was on is called: %s', (_what, given, called) => {
  expect(calledIn(given)).toBe(called);
});
