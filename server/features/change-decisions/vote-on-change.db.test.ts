import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { addModel, oneRound } from '../../testing/models.ts';
import { found, join } from '../../testing/people.ts';
import { roundsOf } from '../approvals/index.ts';
import { moveChange } from '../change-flow/move-change.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { loadChange } from '../changes/index.ts';
import { voteOnChange } from './vote-on-change.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const admin = await found(db);
const rita = await join(db, admin, { name: 'Rita', roles: ['initiator'] });
await addModel(database, {
  id: 'mdl_one',
  key: 'one',
  name: 'One',
  definition: oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } }),
});

let made = 0;

/** A change that asks an approver who has just come, with the vote that they are about to cast. */
async function asked() {
  const approver = await join(db, admin, {
    name: `Abe ${++made}`,
    roles: ['approver'],
    groupIds: ['grp_approvers'],
  });
  const ctx = testCtx(db, { actor: rita });
  const { changeId } = await raiseChange(ctx, { modelId: 'mdl_one', title: 'Upgrade the ledger database' });
  await moveChange(ctx, [], { changeId, version: 1, to: 'ask' });
  const version = (await loadChange(db, changeId))?.version ?? 0;
  const roundId = (await roundsOf(db, changeId))[0]?.id ?? '';
  const vote = () =>
    voteOnChange(testCtx(db, { actor: approver }), [], 'approve', { changeId, version, roundId, comment: '' });
  return { approver, changeId, vote };
}

test('a vote that waits for a deactivation under way is refused once it is done, and leaves nothing behind', async () => {
  const { approver, changeId, vote } = await asked();
  const voted = await db.transaction().execute(async (tx) => {
    await tx.updateTable('person').set({ active: false }).where('id', '=', approver.id).execute();
    const casting = vote().then(
      () => 'cast',
      (error: unknown) => error,
    );
    await vi.waitFor(async () => {
      const { rows } = await sql<{ waits: boolean }>`
        select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`.execute(
        db,
      );
      expect(rows[0]?.waits).toBe(true);
    });
    return { casting };
  });
  expect(await voted.casting).toMatchObject({ no: { code: 'person_inactive' } });
  expect((await roundsOf(db, changeId))[0]).toMatchObject({ status: 'open', votes: [] });
});

test('a vote of somebody who has lost the roles for it since they came is refused', async () => {
  const { approver, vote } = await asked();
  await db
    .updateTable('person')
    .set({ roles: ['auditor'] })
    .where('id', '=', approver.id)
    .execute();
  await expect(vote()).rejects.toMatchObject({ no: { code: 'forbidden' } });
});

test('a vote on what the round did not ask about is refused, also where the version is the one that they read', async () => {
  const { changeId, vote } = await asked();
  await db.updateTable('change').set({ title: 'Upgrade another database' }).where('id', '=', changeId).execute();
  await expect(vote()).rejects.toMatchObject({
    no: { code: 'changed_meanwhile', because: 'What this round asks about has been edited.' },
  });
  expect((await roundsOf(db, changeId))[0]).toMatchObject({ status: 'open', votes: [] });
});
