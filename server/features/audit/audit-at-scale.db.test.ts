import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { explained } from '../../testing/explained.ts';
import { found, type Signed } from '../../testing/people.ts';
import { mayKnowOf } from '../changes/index.ts';
import { auditEvents, readLately } from './audit.view.ts';

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
  await grow(db, ada.id);
});

/** Most of the log is one busy person's, a minute apart; they read the log once, at its very beginning. */
async function grow(into: Db, actor: string): Promise<void> {
  const many = Array.from({ length: 20_000 }, (_none, at) => at);
  for (let from = 0; from < many.length; from += 5_000) {
    await into
      .insertInto('audit_event')
      .values(
        many.slice(from, from + 5_000).map((at) => ({
          uid: crypto.randomUUID(),
          at: new Date(Date.UTC(2025, 0, 1) + at * 60_000),
          actor,
          verb: at < 10 ? 'audit.read' : 'change.edited',
          object: `chg_${at % 500}`,
          leaf: Buffer.from('{}'),
        })),
      )
      .execute();
  }
}

test('a span of time long ago is found without reading all that came later', async () => {
  const plans: string[] = [];
  const ctx = testCtx(explained(db, plans), { actor: ada });
  await auditEvents(ctx, { from: '2025-01-02T09:00:00Z', to: '2025-01-02T09:30:00Z', limit: 50 }, mayKnowOf);
  expect(plans.join()).toContain('audit_event_at');
});

test('whether somebody read the log lately is found without reading all that they did', async () => {
  const plans: string[] = [];
  await readLately(testCtx(explained(db, plans), { actor: ada }));
  expect(plans.join()).toContain('audit_event_read');
});
