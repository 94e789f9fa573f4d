import { type Change, emptyChange } from '../features/changes/change.rules.ts';

/** A change at its birth, as rules see it; a test says what is special about it. */
export const aChange = (over: Partial<Change> = {}): Change => ({
  ...emptyChange({
    ...{ id: 'chg_1', modelId: 'mdl_normal', modelVersion: 1, state: 'draft', stateKind: 'draft' },
    createdAt: new Date('2026-03-02T09:00:00Z'),
  }),
  number: 'CHG-1',
  title: 'Upgrade the ledger database',
  raisedBy: 'usr_raiser',
  requesterId: 'usr_requester',
  entered: { draft: '2026-03-02T09:00:00.000Z' },
  ...over,
});
