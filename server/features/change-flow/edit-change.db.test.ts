import { expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join } from '../../testing/people.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { changeDetail } from '../changes/index.ts';
import { editChange } from './edit-change.ts';

const db = await testDb();
const rita = await join(db, await found(db), { name: 'Rita', roles: ['initiator'] });
const own = () => testCtx(db, { actor: rita });

test('whoever asks for a change after their edit of it sees what was written since', async () => {
  await raiseChange(own(), { modelId: 'mdl_normal', title: 'Upgrade' });
  const { id: changeId } = await db.selectFrom('change').select('id').executeTakeFirstOrThrow();
  const ctx = own();
  await editChange(ctx, [], { changeId, version: 1, title: 'Upgrade the ledger' });
  await editChange(own(), [], { changeId, version: 2, title: 'Upgrade the ledger at night' });
  expect((await changeDetail(ctx, changeId)).title).toBe('Upgrade the ledger at night');
});

test('an edit is answered with what was read with it', async () => {
  const { changeId } = await raiseChange(own(), { modelId: 'mdl_normal', title: 'Renew' });
  const read = await editChange(own(), [], { changeId, version: 1, title: 'Renew the certificate' });
  expect(read?.row.rows?.map(({ title }) => title)).toEqual(['Renew the certificate']);
  expect((await changeDetail(own(), changeId, read)).title).toBe('Renew the certificate');
});
