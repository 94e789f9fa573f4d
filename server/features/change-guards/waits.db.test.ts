import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import type { Ctx } from '../../platform/ctx.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join } from '../../testing/people.ts';
import { readyToAuthorize } from '../../testing/world.ts';
import { moveChange } from '../change-flow/move-change.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { reviewAnswered } from '../change-reviews/index.ts';
import { overrunReviewed } from '../change-runs/index.ts';
import { loadChange } from '../changes/index.ts';
import { incidentsReviewed } from '../incidents/index.ts';
import { explain, waitsOf } from './explain.view.ts';

const db = await testDb();
const ada = await found(db);
const rita = await join(db, ada, { name: 'Rita', roles: ['initiator'] });
const carl = await join(db, ada, { name: 'Carl', roles: ['coordinator'] });
const guards = [overrunReviewed, reviewAnswered, incidentsReviewed];

/** A change in draft, or moved on to be assessed. */
async function raised(isAssessed: boolean): Promise<string> {
  const ctx = testCtx(db, { actor: rita });
  const { changeId } = await raiseChange(ctx, { modelId: 'mdl_normal', ...readyToAuthorize, assigneeId: carl.id });
  if (isAssessed) {
    const version = (await loadChange(db, changeId))?.version ?? 0;
    await moveChange(ctx, guards, { changeId, version, to: 'assess' });
  }
  return changeId;
}

/** The same, and how many statements it sent. */
function counted(): { ctx: Ctx; count: () => number } {
  let count = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { ctx: testCtx(db.withPlugin(plugin), { actor: rita }), count: () => count };
}

test('twenty changes are asked for what they wait for in as many statements as two, and each waits as explaining it says', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 20; n++) ids.push(await raised(n % 2 === 0));
  await waitsOf(testCtx(db, { actor: rita }), guards, ids);
  const [few, many] = [counted(), counted()];
  await waitsOf(few.ctx, guards, ids.slice(0, 2));
  const waits = await waitsOf(many.ctx, guards, ids);
  expect(many.count()).toBe(few.count());
  expect(waits.size).toBe(20);
  expect(new Set([...waits.values()].map((wait) => wait?.kind))).toEqual(new Set(['ready', 'blocked']));
  for (const id of ids) expect(waits.get(id)).toEqual((await explain(testCtx(db, { actor: rita }), guards, id)).wait);
});
