import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureOrder } from './places.ts';
import type { Owners } from './sight-rules.ts';

export function readOwners(root: string): Owners {
  return JSON.parse(readFileSync(join(root, 'server/tables.json'), 'utf8'));
}

/** Every table of the migrated schema has one owner, and nothing else has. */
export function tableFindings(root: string, owners: Owners): string[] {
  const schema = readFileSync(join(root, 'server/schema.sql'), 'utf8');
  const tables = new Set([...schema.matchAll(/^create table "?(\w+)"? \(/gm)].flatMap((found) => found[1] ?? []));
  const known = new Set([...featureOrder, 'platform']);
  const ownerless = [...tables].filter((table) => !(table in owners));
  const gone = Object.keys(owners).filter((table) => !tables.has(table));
  const strange = Object.entries(owners).filter(([, owner]) => !known.has(owner));
  return [
    ...ownerless.map((table) => `server/tables.json: the table ${table} has no owner; name the feature that writes it`),
    ...gone.map((table) => `server/tables.json: there is no table ${table} in server/schema.sql`),
    ...strange.map(([table, owner]) => `server/tables.json: ${owner}, the owner of ${table}, is no feature`),
  ];
}
