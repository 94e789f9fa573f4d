import { expect, test, vi } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { addModel, oneRound } from '../../testing/models.ts';
import { found, join } from '../../testing/people.ts';
import { currentModel } from './model.store.ts';
import { models } from './model.view.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 2, onIdleError: () => {} });
const rita = await join(db, await found(db), { name: 'Rita', roles: ['initiator'] });
const whole = oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } });
await addModel(database, {
  id: 'mdl_broken',
  key: 'broken',
  name: 'Broken',
  definition: { ...whole, cancel: { ...whole.cancel, from: ['nowhere'] } },
});

test('a model in force that is broken is neither listed nor raised, is logged, and spoils no other', async () => {
  const error = vi.fn();
  const quiet = testCtx(db, { actor: rita });
  const ctx = { ...quiet, log: { ...quiet.log, error } };
  expect((await models(ctx, false)).items.map(({ key }) => key)).toEqual([
    'normal',
    'standard',
    'emergency',
    'retrospective',
  ]);
  expect(await currentModel(db, ctx, 'mdl_broken')).toBeUndefined();
  expect(error.mock.calls.map(([told]) => told)).toMatchObject([
    { modelId: 'mdl_broken', faults: [{ path: ['cancel', 'from', 0], message: 'there is no state nowhere' }] },
    { modelId: 'mdl_broken' },
  ]);
});
