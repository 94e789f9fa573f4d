import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Header } from './backup/restore-backup.ts';
import { record } from './features/audit/index.ts';
import { accountsNow, administratorsNow, peopleByIds } from './features/identity/index.ts';
import { openNextOrigin, sealedBefore } from './features/sealing/index.ts';
import { revokeAllTokens, todaysCost, tokensAt } from './features/sessions/index.ts';
import { type Ctx, system } from './platform/ctx.ts';
import { overClient, type Tx } from './platform/database/db.ts';
import { nowhere } from './platform/outside.ts';

/** Whether anything was ever done in this database: every act has written its event. */
export async function holdsRecords(client: pg.Client): Promise<boolean> {
  const { rows: there } = await client.query(`select 1 where to_regclass('public.audit_event') is not null`);
  if (there.length === 0) return false;
  return (await client.query('select 1 from audit_event limit 1')).rows.length > 0;
}

const quiet = () => {};
const operator: Ctx['actor'] = { ...system, kind: 'operator', id: 'operator' };

/** Who and what works after a restore, as it did when the backup was made. Tokens say whose they are. */
export type AsItWas = { accounts: number; administrators: string[]; tokens: string[] };

/**
 * The restore itself is the last event of what it brought back, in the same transaction, and the first of the next origin. What
 * was to be sent may have been sent since the backup was made, so nothing leaves until somebody has looked. Tokens may have been
 * revoked since, so none works any more, unless the operator keeps them.
 */
export async function recordRestore(
  client: pg.Client,
  { madeAt, program }: Header,
  now: Date,
  { keepTokens = false } = {},
): Promise<AsItWas> {
  await client.query(
    `insert into outbound_hold (since, because) values ($1, $2)
     on conflict (single) do update set since = excluded.since, because = excluded.because`,
    [now, `A backup of ${madeAt} was restored.`],
  );
  const { tx, ctx } = actingOn(client, now);
  const asItWas = await worksIn(tx, now);
  if (!keepTokens) await revokeAllTokens(tx);
  const tokens = { [keepTokens ? 'tokensKept' : 'tokensRevoked']: asItWas.tokens.length };
  const sealed = await sealedBefore(tx);
  await record(tx, ctx, { verb: 'system.restored', object: 'system', parts: { madeAt, program, sealed, ...tokens } });
  await openNextOrigin(tx);
  return asItWas;
}

async function worksIn(tx: Tx, now: Date): Promise<AsItWas> {
  const tokens = await tokensAt(tx, now);
  const owners = await peopleByIds(
    tx,
    tokens.map(({ personId }) => personId),
  );
  return {
    accounts: await accountsNow(tx),
    administrators: (await administratorsNow(tx)).map(({ name }) => name),
    tokens: tokens.map(({ name, personId }) => `${name}, of ${owners.get(personId)?.name ?? personId}`),
  };
}

/** A copy of everything left the system: that is an act like any other. */
export async function recordBackup(databaseUrl: string, now: Date, parts: Record<string, unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'interlock backup' });
  await client.connect();
  try {
    const { tx, ctx } = actingOn(client, now);
    await record(tx, ctx, { verb: 'system.backed_up', object: 'system', parts });
  } finally {
    await client.end();
  }
}

/** The operator at work on a connection that is open. */
function actingOn(client: pg.Client, now: Date): { tx: Tx; ctx: Ctx } {
  const tx = overClient(client);
  const refuse = async () => {
    throw new Error('this act opens no further transaction');
  };
  const ctx: Ctx = {
    actor: operator,
    now,
    requestId: `operator_${randomUUID()}`,
    via: 'cli',
    address: '',
    device: '',
    publicUrl: '',
    passwordCost: todaysCost,
    files: { place: 'database', folder: '', uploads: '', mostBytes: 0 },
    outside: nowhere(Buffer.alloc(32)),
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    db: tx,
    transaction: refuse,
    partTransaction: refuse,
    ownTransaction: refuse,
    enqueue: refuse,
    wake: () => {},
  };
  return { tx, ctx };
}
