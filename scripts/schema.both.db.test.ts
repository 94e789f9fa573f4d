import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../server/testing/database.ts';
import { closedSets } from './closed-sets.ts';
import { describeSchema } from './describe-schema.ts';

async function onClient<T>(ownerUrl: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

test('the schema that was written down is the one that the migrations make, on every PostgreSQL', async () => {
  const { ownerUrl, appRole } = await testDatabase();
  const now = await onClient(ownerUrl, (client) => describeSchema(client, appRole));
  expect(now).toBe(await readFile(new URL('../server/schema.sql', import.meta.url), 'utf8'));
});

test('a column that a check keeps to a closed set has that set as its type, on every PostgreSQL', async () => {
  const { ownerUrl } = await testDatabase();
  const sets = await onClient(ownerUrl, async (client) => {
    await client.query(`create table tin (
      "position" text not null check ("position" in ('top', 'shelf')),
      lid text not null default 'on' check (lid in ('on', 'off')),
      holds text[] not null check (holds <@ array['tea', 'salt']),
      label text default 'plain' check (label in ('plain', 'printed')),
      weight text check (weight <> ''),
      best text check (best in ('now', 'later') or weight is null))`);
    return closedSets(client);
  });
  const union = (...values: string[]) => ({
    type: 'UnionExpression',
    args: values.map((value) => ({ type: 'Literal', value })),
  });
  expect(Object.fromEntries(Object.entries(sets).filter(([name]) => name.startsWith('tin.')))).toEqual({
    'tin.position': union('top', 'shelf'),
    'tin.lid': { type: 'GenericExpression', name: 'Generated', args: [union('on', 'off')] },
    'tin.holds': { type: 'ArrayExpression', values: union('tea', 'salt') },
  });
  expect(sets['import_run.by_kind']).toEqual(union('person', 'operator'));
});
