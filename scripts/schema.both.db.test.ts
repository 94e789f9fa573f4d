import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../server/testing/database.ts';
import { describeSchema } from './describe-schema.ts';

test('the schema that was written down is the one that the migrations make, on every PostgreSQL', async () => {
  const { ownerUrl, appRole } = await testDatabase();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const now = await describeSchema(client, appRole);
  await client.end();
  expect(now).toBe(await readFile(new URL('../server/schema.sql', import.meta.url), 'utf8'));
});
