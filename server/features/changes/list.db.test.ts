import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { connect } from '../../platform/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { explained } from '../../testing/explained.ts';
import { found } from '../../testing/people.ts';
import { changes } from './list.view.ts';

const { appUrl } = await testDatabase();
const db = connect(appUrl, { max: 1, onIdleError: () => {} });
const ada = await found(db);
/** However few rows there are: what an index can serve, it is asked for. */
for (const way of ['seqscan', 'bitmapscan', 'sort']) await sql.raw(`set enable_${way} = off`).execute(db);

test.each([
  ['a category', { category: ['culture' as const] }, 'change_of_culture'],
  ['a level of risk', { risk: ['high' as const] }, 'change_risk'],
  ['those on hold', { onHold: true }, 'change_held'],
])('the changes of %s come page by page out of an index that keeps their order', async (_what, filters, index) => {
  const plans: string[] = [];
  await changes(testCtx(explained(db, plans), { actor: ada }), { ...filters, limit: 50 });
  expect(plans.join()).toContain(index);
  expect(plans.join()).not.toContain('Sort');
});
