import { ExplainNode, type KyselyPlugin, RawNode, type RootOperationNode, SelectQueryNode } from 'kysely';
import type { Db } from '../platform/database/db.ts';

/** The same database, which says how it would answer and answers nothing. */
export function explained(db: Db, plans: string[]): Db {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => asked(node),
    transformResult: async ({ result }) => {
      plans.push(result.rows.map((row) => Object.values(row).join()).join('\n'));
      return { ...result, rows: [] };
    },
  };
  return db.withPlugin(plugin);
}

function asked(node: RootOperationNode): RootOperationNode {
  if (SelectQueryNode.is(node)) return { ...node, explain: ExplainNode.create() };
  if (!RawNode.is(node)) return node;
  const [first = '', ...rest] = node.sqlFragments;
  return /^\s*(with|select)\b/.test(first) ? { ...node, sqlFragments: [`explain ${first}`, ...rest] } : node;
}
