import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, nobody } from '../../platform/ctx.ts';
import { connect, type Db } from '../../platform/database/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { found } from '../../testing/people.ts';
import { runSql } from '../../testing/run-sql.ts';
import { mayKnowOf } from '../changes/index.ts';
import { record, recordMany } from './event.store.ts';
import { readAudit } from './read-audit.ts';

const actor: Actor = { ...nobody, kind: 'person', id: 'usr_ada', permissions: new Set(['audit.read']) };
let database: TestDatabase;
let app: Db;
let owner: Db;

beforeAll(async () => {
  database = await testDatabase();
  app = connect(database.appUrl, { max: 4, onIdleError: () => {} });
  owner = connect(database.ownerUrl, { max: 2, onIdleError: () => {} });
  return async () => {
    await app.destroy();
    await owner.destroy();
  };
});

const tell = (parts: Record<string, unknown>, more: { object?: string; rev?: number } = {}) => {
  const ctx = testCtx(app, { actor });
  return ctx.transaction((tx) => record(tx, ctx, { verb: 'change.edited', object: 'chg_1', ...more, parts }));
};
const last = () => app.selectFrom('audit_event').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
const partsOf = (eventId: string) => app.selectFrom('audit_part').selectAll().where('event_id', '=', eventId).execute();

describe('an event', () => {
  const awkward = {
    words: 'é\u0301 "q" \\ \u2028 €😀',
    z: 1e21,
    a: -0,
    list: [3, { y: null, b: true }],
    nothing: null,
  };

  test('is kept as canonical bytes, RFC 8785, that say what its columns say', async () => {
    await tell(awkward, { rev: 3 });
    const event = await last();
    const leaf = JSON.parse(event.leaf.toString('utf8'));
    expect(event.leaf.toString('utf8')).toBe(canonicalize(leaf));
    expect(leaf).toMatchObject({ v: 1, rev: 3, via: 'api', corr: expect.stringMatching(/^req_/) });
    expect([leaf.uid, leaf.actor, leaf.verb, leaf.object]).toEqual([event.uid, event.actor, event.verb, event.object]);
    expect(Object.keys(leaf).toSorted()).toEqual(
      ['v', 'uid', 'at', 'actor', 'via', 'verb', 'object', 'rev', 'corr', 'parts'].toSorted(),
    );
  });

  test('holds of each part a salted commitment and nothing that can be read', async () => {
    await tell({ reason: 'Ada said so', email: 'ada@example.org' });
    const event = await last();
    const text = event.leaf.toString('utf8');
    expect(text).not.toMatch(/Ada|example\.org|192\.0\.2/);
    const commitments = JSON.parse(text).parts;
    const parts = await partsOf(event.id);
    expect(parts.map(({ name }) => name).toSorted()).toEqual(['address', 'email', 'reason']);
    for (const { name, salt, body } of parts) {
      const hash = createHash('sha256').update('interlock/audit/part/v1\0').update(salt).update(body).digest('base64');
      expect(commitments[name]).toBe(hash);
    }
    expect(Object.keys(commitments).toSorted()).toEqual(parts.map(({ name }) => name).toSorted());
  });

  test('with the same words as another has another salt and another commitment', async () => {
    await tell({ words: 'yes' });
    const one = await last();
    await tell({ words: 'yes' });
    const other = await last();
    const [a, b] = [one, other].map(({ leaf }) => JSON.parse(leaf.toString('utf8')).parts.words);
    expect(a).not.toBe(b);
  });

  test('carries the transaction and the time of the database, whatever the clock of the server says', async () => {
    const ctx = testCtx(app, { actor, now: new Date('2001-01-01T00:00:00Z') });
    const xid = await ctx.transaction(async (tx) => {
      await record(tx, ctx, { verb: 'change.edited', object: 'chg_1' });
      const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(tx);
      return rows[0]?.xid;
    });
    const event = await last();
    expect(String(event.xid)).toBe(xid);
    expect(Math.abs(event.at.getTime() - Date.now())).toBeLessThan(3_600_000);
  });

  test('comes one by one in the order in which it was told, also of very many', async () => {
    const ctx = testCtx(app, { actor });
    const entries = Array.from({ length: 1_201 }, (_, n) => ({
      verb: 'change.imported' as const,
      object: `chg_many_${n}`,
      parts: { n },
    }));
    await ctx.transaction((tx) => recordMany(tx, ctx, entries));
    const rows = await app
      .selectFrom('audit_event')
      .innerJoin('audit_part', (join) => join.onRef('event_id', '=', 'audit_event.id').on('name', '=', 'n'))
      .select(['object', 'body'])
      .where('object', 'like', 'chg\\_many\\_%')
      .orderBy('audit_event.id')
      .execute();
    expect(rows.map(({ object }) => object)).toEqual(entries.map(({ object }) => object));
    expect(rows.every(({ object, body }) => object.endsWith(`_${body.toString('utf8')}`))).toBe(true);
  });
});

describe('nobody alters what was recorded', () => {
  const attempts = [
    `update audit_event set actor = 'usr_eve'`,
    `update audit_event set leaf = 'x'`,
    'delete from audit_event',
    'truncate audit_event cascade',
    'truncate audit_event, audit_part',
    `update audit_part set body = 'x'`,
    'delete from audit_part',
    'truncate audit_part',
  ];

  test.each(attempts)('the application may not: %s', async (attempt) => {
    await expect(sql.raw(attempt).execute(app)).rejects.toMatchObject({ code: '42501', message: /permission denied/ });
  });

  test.each(attempts)('the owner is stopped: %s', async (attempt) => {
    await expect(sql.raw(attempt).execute(owner)).rejects.toMatchObject({ code: '42501', message: /audit/ });
  });

  test('a session that calls itself a replica is stopped as well', async () => {
    for (const attempt of [...attempts, `update model_version set definition = '{}'`]) {
      const posing = owner.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = 'replica'`.execute(tx);
        await sql.raw(attempt).execute(tx);
      });
      await expect(posing).rejects.toMatchObject({ code: '42501' });
    }
  });

  test.each([
    'alter table audit_event disable trigger all',
    'drop trigger audit_event_append_only on audit_event',
    'alter table audit_event rename to other',
    `set session_replication_role = 'replica'`,
    'create or replace function audit_refuse() returns trigger language plpgsql as $$ begin return old; end $$',
    'drop table audit_part',
    'grant update on audit_event to current_user',
  ])('the application may not take the guard away: %s', async (attempt) => {
    await app.connection().execute(async (connection) => {
      const before = await runSql(database.ownerUrl, `select relacl::text from pg_class where relname = 'audit_event'`);
      await sql
        .raw(attempt)
        .execute(connection)
        .catch(() => {});
      await expect(sql.raw('update audit_event set actor = actor').execute(connection)).rejects.toThrow(
        /denied|refused/,
      );
      expect(
        await runSql(database.ownerUrl, `select relacl::text from pg_class where relname = 'audit_event'`),
      ).toEqual(before);
    });
    const [guards] = await runSql(
      database.ownerUrl,
      `select count(*)::int as n from pg_trigger where tgrelid = 'audit_event'::regclass and tgenabled = 'A' and not tgisinternal`,
    );
    expect(guards?.['n']).toBe(2);
  });

  test('nor a published version of a model', async () => {
    for (const db of [app, owner]) {
      await expect(sql`update model_version set definition = '{}'`.execute(db)).rejects.toMatchObject({
        code: '42501',
      });
      await expect(sql`delete from model_version`.execute(db)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('a part', () => {
  const redact = (db: Db, eventId: string, part: string) =>
    sql<{ gone: boolean }>`select audit_redact(${eventId}, ${part}) as gone`.execute(db);

  test('is erased by the one function, in the transaction that says so; all else stays and still verifies', async () => {
    await tell({ words: 'Forget this', other: 'Keep this' });
    const event = await last();
    const ctx = testCtx(app, { actor });
    const gone = await ctx.transaction(async (tx) => {
      await record(tx, ctx, { verb: 'audit.part_redacted', object: `${event.id}/words`, parts: { basis: 'GDPR 17' } });
      const { rows } = await redact(tx, event.id, 'words');
      return rows[0]?.gone;
    });
    expect(gone).toBe(true);
    expect((await partsOf(event.id)).map(({ name }) => name).toSorted()).toEqual(['address', 'other']);
    const still = await app.selectFrom('audit_event').selectAll().where('id', '=', event.id).executeTakeFirstOrThrow();
    expect(still).toEqual(event);
    const { items } = await readAudit(ctx, { limit: 50, object: 'chg_1' }, mayKnowOf);
    const shown = items.find(({ uid }) => uid === event.uid);
    expect(shown?.parts).toMatchObject({ words: null, other: 'Keep this' });
  });

  test.each([
    ['without an event', undefined],
    ['with the event of another part', 'other'],
  ])('is not erased %s', async (_how, said) => {
    await tell({ words: 'Stay', other: 'x' });
    const event = await last();
    for (const db of [app, owner]) {
      const ctx = testCtx(db, { actor });
      const attempt = ctx.transaction(async (tx) => {
        if (said) await record(tx, ctx, { verb: 'audit.part_redacted', object: `${event.id}/${said}` });
        await redact(tx, event.id, 'words');
      });
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    }
    expect(await partsOf(event.id)).toHaveLength(3);
  });

  test('is not erased by an event of an earlier transaction', async () => {
    await tell({ words: 'Stay' });
    const event = await last();
    const ctx = testCtx(app, { actor });
    await ctx.transaction((tx) => record(tx, ctx, { verb: 'audit.part_redacted', object: `${event.id}/words` }));
    await expect(redact(app, event.id, 'words')).rejects.toMatchObject({ code: '42501' });
  });

  test('is not altered, not even by whoever says so in an event', async () => {
    await tell({ words: 'Stay' });
    const event = await last();
    const ctx = testCtx(owner, { actor });
    const attempt = ctx.transaction(async (tx) => {
      await record(tx, ctx, { verb: 'audit.part_redacted', object: `${event.id}/words` });
      await tx
        .updateTable('audit_part')
        .set({ body: Buffer.from('"x"') })
        .where('event_id', '=', event.id)
        .execute();
    });
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

test('an act that is undone leaves no event', async () => {
  const object = `chg_${randomUUID()}`;
  const ctx = testCtx(app, { actor });
  const attempt = ctx.transaction(async (tx) => {
    await record(tx, ctx, { verb: 'change.edited', object });
    throw new Error('undone');
  });
  await expect(attempt).rejects.toThrow('undone');
  expect(await app.selectFrom('audit_event').select('id').where('object', '=', object).execute()).toEqual([]);
});

test('an act that cannot be put into bytes does not happen', async () => {
  await expect(tell({ words: 'half \ud800' })).rejects.toThrow();
  await expect(tell({ number: Number.NaN })).rejects.toThrow();
  await expect(tell({ words: 'a\u0000b' })).rejects.toThrow();
  await tell({ words: 'the words \\u0000, written out' });
  expect((await readAudit(testCtx(app, { actor }), { limit: 200 }, mayKnowOf)).items[0]?.parts['words']).toContain(
    '\\u0000',
  );
});

test('the log says by name whom and what an act was about', async () => {
  const ada = await found(app);
  await app
    .insertInto('person_group')
    .values({ id: 'grp_desk', name: 'Service desk', created_at: new Date() })
    .execute();
  const parts = { asked: [ada.id, 'usr_nobody'], group: 'grp_desk', of: { model: 'mdl_normal' } };
  await tell(parts, { object: 'mdl_normal' });
  const { items } = await readAudit(testCtx(app, { actor }), { limit: 1, object: 'mdl_normal' }, mayKnowOf);
  expect(items[0]?.objectName).toBe('Normal');
  expect(items[0]?.names).toEqual({ [ada.id]: 'ada', grp_desk: 'Service desk', mdl_normal: 'Normal' });
});
