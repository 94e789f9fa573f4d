import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { lastNo } from './last-no.ts';

const ann = { id: 'usr_ann', name: 'Ann', active: true };
const at = '2026-12-03T10:00:00.000Z';
const said = (decision: 'approve' | 'reject', by: typeof ann | null = null) => ({
  ...{ person: ann, because: '', out: null },
  vote: { decision, comment: 'Not this week.', at, by },
});
const rejected: Partial<Round> = { status: 'rejected', advisory: false, closedAt: at, state: 'authorize' };

function change(enteredAt: string, over: Partial<Round> = {}) {
  const round = { ...rejected, asked: [said('approve'), said('reject')], ...over };
  const state = { key: 'draft', name: 'Draft', kind: 'draft' };
  return { state, steps: [{ ...state, enteredAt, current: true }], rounds: [round] } as unknown as ChangeDetail;
}

test('the no that sent a change back says who and why, as long as it stands there', () => {
  expect(lastNo(change(at))).toEqual({ name: 'Ann', words: 'Not this week.' });
  expect(lastNo(change('2026-12-03T11:00:00.000Z'))).toBeUndefined();
});

test('who stood in for somebody is named, and neither advice nor what fell sent anything back', () => {
  expect(lastNo(change(at, { asked: [said('reject', { ...ann, name: 'Dan' })] }))?.name).toBe('Dan');
  expect(lastNo(change(at, { advisory: true }))).toBeUndefined();
  expect(lastNo(change(at, { status: 'voided' }))).toBeUndefined();
});
