import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { keyOf, noteOf, type Proof, proofOf } from '../../../cli/audit-proof.ts';
import { type Actor, nobody } from '../../platform/ctx.ts';
import { connect, type Db } from '../../platform/database/db.ts';
import { publicBytes, verifierKey } from '../../platform/tlog.ts';
import { testCtx } from '../../testing/ctx.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { runSql } from '../../testing/run-sql.ts';
import { record, recordMany } from '../audit/index.ts';
import { mayKnowOf } from '../changes/index.ts';
import { handOutSealed } from './hand-out-sealed.ts';
import { openNextOrigin, sealedBefore } from './next-origin.step.ts';
import { seal } from './seal.view.ts';
import { beginLog, sealBatch, signHead, type Walk } from './seal-events.ts';

const reader: Actor = { ...nobody, kind: 'person', id: 'usr_ada', permissions: new Set(['audit.read']) };
const key = generateKeyPairSync('ed25519').privateKey;
const HOST = 'changes.example.org';
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  db = connect(database.appUrl, { max: 6, onIdleError: () => {} });
  await beginLog(ctx(), HOST);
  return () => db.destroy();
});

const ctx = () => testCtx(db, { actor: reader });
const tell = (count: number, words = 'Because') => {
  const from = ctx();
  const entries = Array.from({ length: count }, (_none, n) => ({
    verb: 'change.edited' as const,
    object: `chg_${n}`,
    parts: { words: `${words} ${n}`, n },
  }));
  return from.transaction((tx) => recordMany(tx, from, entries));
};
async function sealAll(most?: number): Promise<void> {
  let walk: Walk | null = null;
  do walk = await sealBatch(ctx(), most, walk);
  while (walk);
  await signHead(ctx(), key, 0);
}

async function exported(): Promise<string[]> {
  const { pieces } = await handOutSealed(ctx(), mayKnowOf);
  let text = '';
  for await (const piece of pieces) text += String(piece);
  return text.trimEnd().split('\n');
}
async function* each(lines: readonly string[]) {
  yield* lines;
}
const trusted = { keys: [publicBytes(key)] };
const prove = async (lines: readonly string[], trust: Parameters<typeof proofOf>[1] = trusted): Promise<Proof> =>
  proofOf(each(lines), trust);

/** As somebody who owns the database and takes every guard away first. */
const tamper = (statement: string) =>
  runSql(
    database.ownerUrl,
    ...['audit_event', 'audit_part', 'log_leaf', 'log_checkpoint'].map(
      (table) => `alter table ${table} disable trigger all`,
    ),
    statement,
  );

const sealedCount = async () =>
  Number((await runSql(database.ownerUrl, 'select count(*)::int as n from log_leaf'))[0]?.['n']);
const eventCount = async () =>
  Number((await runSql(database.ownerUrl, 'select count(*)::int as n from audit_event'))[0]?.['n']);

test('a checkpoint is a signed note as others read it, of what is committed', async () => {
  await tell(3);
  await sealBatch(ctx());
  expect((await seal(ctx())).checkpoint).toBeNull();
  await tell(2);
  await sealAll();
  const { checkpoint, keys, size, waiting } = await seal(ctx());
  expect({ size, waiting }).toEqual({ size: 5, waiting: 0 });
  expect(noteOf(checkpoint ?? '')).toMatchObject({ origin: `${HOST}/audit/1`, size: 5 });
  const [text = '', signature = ''] = (checkpoint ?? '').split('\n\n');
  const bytes = Buffer.from(signature.trim().split(' ')[2] ?? '', 'base64');
  expect(verify(null, Buffer.from(`${text}\n`), createPublicKey(key), bytes.subarray(4))).toBe(true);
  expect(keys).toEqual([verifierKey(`${HOST}/audit/1`, publicBytes(key))]);
  expect(keyOf(keys[0] ?? '')).toEqual(publicBytes(key));
});

test('every event gets one place, without a gap, and the proof of an export holds with no server and no database', async () => {
  for (const [count, most] of [
    [7, 2],
    [1, undefined],
    [20, 6],
  ] as const) {
    await tell(count);
    await sealAll(most);
  }
  const proof = await prove(await exported());
  expect(proof).toMatchObject({ events: 33, checkpoints: 4, unsigned: 0, redacted: 0, withheld: 0, faults: [] });
  expect(proof.origins).toMatchObject([{ name: `${HOST}/audit/1`, size: 33 }]);
});

test('a transaction that commits late is sealed after those that came later, and by no batch missed', async () => {
  const from = ctx();
  const late = Promise.withResolvers<void>();
  const told = from.transaction(async (tx) => {
    await record(tx, from, { verb: 'change.moved', object: 'chg_late' });
    await sql`select 1`.execute(tx);
    await late.promise;
  });
  await tell(4);
  await sealAll();
  const before = await sealedCount();
  late.resolve();
  await told;
  await tell(2);
  await sealAll();
  expect(await sealedCount()).toBe(before + 3);
  const [place] = await runSql(
    database.ownerUrl,
    `select idx::int as idx from log_leaf join audit_event event on event.id = event_id where object = 'chg_late'`,
  );
  expect(Number(place?.['idx'])).toBeGreaterThanOrEqual(before);
});

test('what is committed behind a walk that goes on in batches is sealed by the next', async () => {
  const from = ctx();
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const told = from.transaction(async (tx) => {
    await record(tx, from, { verb: 'change.moved', object: 'chg_behind' });
    await sql`select 1`.execute(tx);
    written.resolve();
    await late.promise;
  });
  await written.promise;
  await tell(6);
  const before = await sealedCount();
  const walk = await sealBatch(ctx(), 4);
  late.resolve();
  await told;
  for (let next = walk; next; ) next = await sealBatch(ctx(), 4, next);
  expect([walk !== null, await sealedCount()]).toEqual([true, before + 6]);
  await sealAll(4);
  expect(await sealedCount()).toBe(before + 7);
});

test('several sealers beside many writers leave no event out and seal none twice', async () => {
  let writing = true;
  const sealer = async () => {
    let walk: Walk | null = null;
    while (writing) walk = await sealBatch(ctx(), 3, walk);
  };
  const sealers = [sealer(), sealer()];
  await Promise.all(Array.from({ length: 12 }, () => tell(5)));
  writing = false;
  await Promise.all(sealers);
  await sealAll();
  expect(await sealedCount()).toBe(await eventCount());
  expect((await prove(await exported())).faults).toEqual([]);
});

const kept = ['audit_event', 'audit_part', 'log_leaf', 'log_checkpoint'];

test('whoever owns the database and takes every guard away is found out', async () => {
  await sealAll();
  await tamper(kept.map((table) => `create table kept_${table} as table ${table}`).join('; '));
  const putBack = kept
    .flatMap((table) => [`delete from ${table}`])
    .concat(kept.map((table) => `insert into ${table} select * from kept_${table}`));
  for (const statement of [
    `update audit_event set leaf = replace(convert_from(leaf, 'UTF8'), 'chg_2', 'chg_9')::bytea where id = 3`,
    `update audit_part set body = '"x"' where event_id = 2 and name = 'words'`,
    `update audit_part set salt = decode(repeat('00', 32), 'hex') where event_id = 2 and name = 'words'`,
    `insert into audit_part values (2, 'more', decode(repeat('00', 32), 'hex'), '"x"')`,
    'delete from log_leaf where idx = (select max(idx) from log_leaf)',
    'delete from log_leaf where idx = 1',
    `update log_leaf set event_id = -event_id where idx < 2; update log_leaf set event_id = 3 + event_id where idx < 2`,
    `update log_checkpoint set note = replace(note, E'\\n5\\n', E'\\n4\\n') where size = 5`,
    `update log_checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20) where size = 5`,
  ]) {
    await tamper(statement);
    expect((await prove(await exported())).faults, statement).not.toEqual([]);
    await tamper(putBack.join('; '));
  }
  await tamper(kept.map((table) => `drop table kept_${table}; alter table ${table} enable trigger all`).join('; '));
  expect((await prove(await exported())).faults).toEqual([]);
});

test('an erased part is told as erased, and all proofs hold', async () => {
  const from = ctx();
  await from.transaction(async (tx) => {
    await record(tx, from, { verb: 'audit.part_redacted', object: '2/words' });
    await sql`select audit_redact(2, 'words')`.execute(tx);
  });
  await sealAll();
  expect(await prove(await exported())).toMatchObject({ redacted: 1, faults: [] });
});

test('of what is not theirs to see, auditors without that right are handed the hash alone, and the proof holds', async () => {
  const hidden: typeof mayKnowOf = (_ctx, object) => sql<boolean>`${sql.ref(object)} <> 'chg_1'`;
  const { pieces } = await handOutSealed(ctx(), hidden);
  let text = '';
  for await (const piece of pieces) text += String(piece);
  const proof = await prove(text.trimEnd().split('\n'));
  expect(proof.withheld).toBeGreaterThan(0);
  expect(proof.faults).toEqual([]);
  expect(text).not.toContain('"chg_1"');
});

test('every byte of an export counts, and no event can be taken out', async () => {
  await sealAll();
  const lines = (await exported()).slice(0, 8);
  const end = JSON.stringify({ end: { events: lines.filter((line) => line.includes('"leaf"')).length } });
  const whole = [...lines.with(1, (lines[1] ?? '').replace(/"size":\d+/, '"size":5')), end];
  expect((await prove(whole)).faults).toEqual([]);
  for (const [at, line] of whole.entries()) {
    if (at === 0) continue;
    const middle = Math.floor(line.length / 2);
    const altered = line.slice(0, middle) + (line[middle] === 'a' ? 'b' : 'a') + line.slice(middle + 1);
    expect((await prove(whole.with(at, altered))).faults, line).not.toEqual([]);
    const without = await prove(whole.toSpliced(at, 1));
    expect(without.faults.length + without.unsigned, line).toBeGreaterThan(0);
  }
});

test('an export says what waits to be sealed and since when, and that nobody seals where that is long ago', async () => {
  await tell(3);
  const waiting = await prove(await exported());
  expect(waiting).toMatchObject({ faults: [], late: false });
  expect(waiting.waiting).toBeGreaterThanOrEqual(3);
  const [since] = await runSql(
    database.ownerUrl,
    `select min(at) as at from audit_event where not exists (select from log_leaf where event_id = id)`,
  );
  expect(since).toEqual({ at: new Date(waiting.waitingSince ?? '') });
  const later = testCtx(db, { actor: reader, now: new Date(Date.now() + 11 * 60_000) });
  let text = '';
  for await (const piece of (await handOutSealed(later, mayKnowOf)).pieces) text += String(piece);
  expect(await prove(text.trimEnd().split('\n'))).toMatchObject({ faults: [], late: true });
  await sealAll();
  expect(await prove(await exported())).toMatchObject({ late: false });
});

test('whoever takes the newest events away and signs anew is found out by a checkpoint that was kept', async () => {
  const since = noteOf((await seal(ctx())).checkpoint ?? '');
  await tell(1);
  await sealAll();
  const lines = await exported();
  expect((await prove(lines, { ...trusted, since })).faults).toEqual([]);
  const other = since && { ...since, size: 10_000 };
  expect((await prove(lines, { ...trusted, since: other })).faults).toEqual([
    `${HOST}/audit/1 has no 10000 events any more`,
  ]);
  const another = since && { ...since, root: Buffer.alloc(32).toString('base64') };
  expect((await prove(lines, { ...trusted, since: another })).faults).toHaveLength(1);
});

test('a restored log goes on under the next name, which begins with what it was restored from', async () => {
  const before = await sealedCount();
  await tell(2);
  const from = ctx();
  await from.transaction(async (tx) => {
    const sealed = await sealedBefore(tx);
    expect(sealed).toMatchObject({ origin: `${HOST}/audit/1`, size: before });
    await record(tx, from, { verb: 'system.restored', object: 'system', parts: { sealed } });
    await sql`select 1`.execute(tx);
    await openNextOrigin(tx);
  });
  await sealAll();
  const lines = await exported();
  const proof = await prove(lines);
  expect(proof).toMatchObject({ events: await sealedCount(), faults: [] });
  expect(proof.origins).toMatchObject([{ name: `${HOST}/audit/1`, size: before }, { name: `${HOST}/audit/2` }]);
  expect(lines[lines.findIndex((line) => line.includes('"origin"') && line.includes('audit/2')) + 1]).toContain(
    'system.restored',
  );
});

test('the application can neither alter what was sealed nor what was signed', async () => {
  for (const attempt of [
    'update log_leaf set h = h',
    'delete from log_leaf',
    `update log_checkpoint set note = ''`,
    'delete from log_checkpoint',
    'truncate log_leaf',
    `update log_origin set name = 'x'`,
    'delete from log_head',
    'update log_head set size = 0',
    'update log_head set size = size - 1',
    'update log_head set size = size + 1',
    'update log_head set origin_no = 1, size = 0',
    `update log_head set root = decode(repeat('00', 32), 'hex')`,
    `update log_head set peaks = '{}'`,
  ]) {
    await expect(sql.raw(attempt).execute(db), attempt).rejects.toMatchObject({ code: '42501' });
  }
  await tell(1);
  await sealAll();
  expect(await seal(ctx())).toMatchObject({ waiting: 0 });
});
