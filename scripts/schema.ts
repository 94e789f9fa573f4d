// Writes server/schema.sql, the types of its tables and nothing else; with --check it only says whether they are stale.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { closedSets } from './closed-sets.ts';
import { describeSchema } from './describe-schema.ts';
import { withScratchDatabase } from './scratch-database.ts';

const root = new URL('../', import.meta.url);
const files = { schema: 'server/schema.sql', types: 'server/platform/database/tables.d.ts' };

async function asked<T>(ownerUrl: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** The generator reads the address from its environment: in its arguments everybody on the machine could read it. */
function typesOf(ownerUrl: string, columns: Awaited<ReturnType<typeof closedSets>>): string {
  const generator = fileURLToPath(new URL('node_modules/kysely-codegen/dist/cli/bin.js', root));
  const options = [
    '--dialect=postgres',
    '--date-parser=string',
    '--exclude-pattern={pgboss.*,public.migration}',
    `--overrides=${JSON.stringify({ columns })}`,
    '--print',
    '--log-level=silent',
  ];
  const text = execFileSync(process.execPath, [generator, ...options], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: ownerUrl },
  });
  return text.trimStart();
}

const now = await withScratchDatabase(async ({ ownerUrl, appRole }) => ({
  [files.schema]: await asked(ownerUrl, (client) => describeSchema(client, appRole)),
  [files.types]: typesOf(ownerUrl, await asked(ownerUrl, closedSets)),
}));

function written(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

for (const [path, text] of Object.entries(now)) {
  if (written(path) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} is not what the migrations make: run \`node scripts/schema.ts\` and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(path, root), text);
    console.log(`${path} written`);
  }
}
