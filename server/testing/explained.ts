import { ExplainNode, type KyselyPlugin, SelectQueryNode } from 'kysely';
import type { Db } from '../platform/db.ts';

/** The same database, which says how it would answer and answers nothing. */
export function explained(db: Db, plans: string[]): Db {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => (SelectQueryNode.is(node) ? { ...node, explain: ExplainNode.create() } : node),
    transformResult: async ({ result }) => {
      plans.push(result.rows.map((row) => Object.values(row).join()).join('\n'));
      return { ...result, rows: [] };
    },
  };
  return db.withPlugin(plugin);
}
