import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { runSql } from '../../testing/run-sql.ts';
import { connect, type Db, isUniqueViolation, readWithCommit, type Tx, writeLater } from './db.ts';
import { fixedQuery, shapedQuery } from './fixed-query.ts';

const database = await testDatabase();
await runSql(
  database.ownerUrl,
  'create table thing (name text primary key, weight integer)',
  `grant all on thing to ${database.appRole}`,
);

/** One connection only, so that what one query leaves behind on it is there for the next. */
async function onOneConnection<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(database.appUrl, { max: 1, onIdleError: () => {} });
  try {
    await sql`delete from thing`.execute(db);
    return await work(db);
  } finally {
    await db.destroy();
  }
}

const put = (tx: Tx, name: string, weight = 0, failed?: (error: unknown) => unknown) =>
  writeLater(tx, sql`insert into thing (name, weight) values (${name}, ${weight})`, failed);
const names = async (db: Db | Tx) =>
  (await sql<{ name: string }>`select name from thing order by name`.execute(db)).rows.map(({ name }) => name);
const everything = (db: Db | Tx) => sql<Record<string, unknown>>`select * from thing order by name`.execute(db);

test('a write that waits is seen by the next statement of its transaction, and by others after the commit', () =>
  onOneConnection(async (db) => {
    const within = await db.transaction().execute(async (tx) => {
      await put(tx, 'anvil');
      await put(tx, 'bell');
      const seen = await names(tx);
      await put(tx, 'clock');
      return seen;
    });
    expect(within).toEqual(['anvil', 'bell']);
    expect(await names(db)).toEqual(['anvil', 'bell', 'clock']);
  }));

test('writes that wait are undone with their transaction, whether or not they were sent', () =>
  onOneConnection(async (db) => {
    const changedItsMind = db.transaction().execute(async (tx) => {
      await put(tx, 'anvil');
      await names(tx);
      await put(tx, 'bell');
      throw new Error('no');
    });
    await expect(changedItsMind).rejects.toThrow('no');
    expect(await names(db)).toEqual([]);
  }));

test('a write that fails fails the commit, in the words that came with it, and nothing of the transaction stands', () =>
  onOneConnection(async (db) => {
    const twice = db.transaction().execute(async (tx) => {
      await put(tx, 'anvil');
      await put(tx, 'anvil', 0, (error) =>
        isUniqueViolation(error, 'thing_pkey') ? new Error('there is an anvil') : error,
      );
      await put(tx, 'bell');
      return 'said to be done';
    });
    await expect(twice).rejects.toThrow('there is an anvil');
    expect(await names(db)).toEqual([]);
  }));

test('a write that fails fails the next statement, which does not run', () =>
  onOneConnection(async (db) => {
    const swallowed = db.transaction().execute(async (tx) => {
      await put(tx, 'anvil');
      await put(tx, 'anvil');
      await sql`insert into thing (name) values ('bell')`.execute(tx).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow(/undone|aborted/);
    expect(await names(db)).toEqual([]);
  }));

test('a transaction that is refused before its first statement leaves the connection free for the next', () =>
  onOneConnection(async (db) => {
    const empty = db.transaction().execute(async () => {
      throw new Error('no');
    });
    await expect(empty).rejects.toThrow('no');
    await db.transaction().execute(async () => {});
    await db.transaction().execute((tx) => put(tx, 'anvil'));
    expect(await names(db)).toEqual(['anvil']);
  }));

test('what fails again and again can be asked again and again', () =>
  onOneConnection(async (db) => {
    await sql`insert into thing (name) values ('anvil')`.execute(db);
    for (let turn = 0; turn < 5; turn++) {
      await expect(db.transaction().execute((tx) => put(tx, 'anvil'))).rejects.toThrow(/duplicate key/);
      await expect(sql`select ${turn}::integer / 0 as broken`.execute(db)).rejects.toThrow('division by zero');
    }
    await db.transaction().execute((tx) => put(tx, 'bell'));
    expect(await names(db)).toEqual(['anvil', 'bell']);
  }));

test('a column that comes while a server runs is answered from then on, within a transaction and without', () =>
  onOneConnection(async (db) => {
    await sql`insert into thing (name) values ('anvil')`.execute(db);
    for (let turn = 0; turn < 5; turn++) await everything(db);
    await runSql(database.ownerUrl, `alter table thing add column colour text default 'grey'`);
    const [seen] = (await everything(db)).rows;
    expect(seen).toMatchObject({ name: 'anvil', colour: 'grey' });
    for (let turn = 0; turn < 5; turn++) await everything(db);
    await runSql(database.ownerUrl, 'alter table thing drop column colour');
    const within = db.transaction().execute(everything);
    // The transaction is lost, as by a race: whoever runs it again gets the answer.
    await expect(within).rejects.toMatchObject({ code: '0A000' });
    expect((await db.transaction().execute(everything)).rows[0]).toEqual({ name: 'anvil', weight: null });
  }));

test('numbers, instants, lists and nothing come back as what they are', () =>
  onOneConnection(async (db) => {
    const at = new Date('2026-03-02T09:00:00.123Z');
    const asked = sql`select ${7}::integer as number, ${at}::timestamptz as at, ${['a', 'b"c']}::text[] as list,
      ${JSON.stringify({ deep: [1] })}::jsonb as json, null as nothing, ${Buffer.from([0, 255])}::bytea as bytes,
      '2026-03-02'::date as day, ${true}::boolean as flag`;
    for (let turn = 0; turn < 4; turn++) {
      expect((await asked.execute(db)).rows).toEqual([
        {
          number: 7,
          at,
          list: ['a', 'b"c'],
          json: { deep: [1] },
          nothing: null,
          bytes: Buffer.from([0, 255]),
          day: '2026-03-02',
          flag: true,
        },
      ]);
    }
  }));

test('whoever hands out another connection than was asked for gets statements without names', () =>
  onOneConnection(async (db) => {
    for (let turn = 0; turn < 5; turn++) await names(db);
    await sql`deallocate all`.execute(db);
    expect(await names(db)).toEqual([]);
    for (let turn = 0; turn < 5; turn++) expect(await names(db)).toEqual([]);
    const [left] = (
      await sql<{ count: number }>`select count(*)::integer as count from pg_prepared_statements`.execute(db)
    ).rows;
    expect(left?.count).toBe(0);
  }));

test('a query that is built once is asked with other values each time', () =>
  onOneConnection(async (db) => {
    const heavier = fixedQuery(
      (_db, value: { than: number; least: string; most: string }) =>
        sql<{
          name: string;
        }>`select name from thing where weight > ${value.than} and name between ${value.least} and ${value.most}`,
    );
    await sql`insert into thing (name, weight) values ('anvil', 90), ('bell', 3)`.execute(db);
    const ask = async (than: number, least: string) =>
      (await db.executeQuery(heavier(db, { most: 'z', than, least }))).rows.map(({ name }) => name);
    expect(await ask(10, 'a')).toEqual(['anvil']);
    expect(await ask(1, 'b')).toEqual(['bell']);
    expect(await ask(100, 'a')).toEqual([]);
  }));

test('a query whose text follows from the names of its values is built once for each set of names', () =>
  onOneConnection(async (db) => {
    const built: string[] = [];
    const write = shapedQuery((tx, values: { name: string; weight?: number }) => {
      built.push(Object.keys(values).join());
      return (tx as Db).insertInto('thing' as never).values(values as never);
    });
    const among = shapedQuery((_db, names: Record<string, string>) => {
      built.push(String(Object.keys(names).length));
      return sql<{
        name: string;
      }>`select name from thing where name in (${sql.join(Object.values(names))}) order by name`;
    });
    const rowsAmong = async (...asked: string[]) =>
      (await db.executeQuery(among(db, Object.fromEntries(asked.entries())))).rows.map(({ name }) => name);
    await db.executeQuery(write(db, { name: 'anvil' }));
    await db.executeQuery(write(db, { name: 'bell', weight: 3 }));
    await db.executeQuery(write(db, { name: 'clock' }));
    expect((await everything(db)).rows).toEqual([
      { name: 'anvil', weight: null },
      { name: 'bell', weight: 3 },
      { name: 'clock', weight: null },
    ]);
    expect(await rowsAmong('bell', 'drum')).toEqual(['bell']);
    expect(await rowsAmong('clock', 'anvil')).toEqual(['anvil', 'clock']);
    expect(await rowsAmong('clock')).toEqual(['clock']);
    expect(built).toEqual(['name', 'name,weight', '2', '1']);
  }));

const countOf = sql<{ count: number }>`select count(*)::integer as count from thing`;
const weightless = sql`select 1 / weight from thing`;

test('what is read with the commit is what then stands, and is not there before', () =>
  onOneConnection(async (db) => {
    for (let turn = 1; turn <= 5; turn++) {
      const { early, late, rows } = await db.transaction().execute(async (tx) => {
        const early = await readWithCommit(tx, countOf.compile(tx));
        await put(tx, `thing ${turn}`);
        const late = await readWithCommit(
          tx,
          sql<{ name: string }>`select name from thing order by name desc`.compile(tx),
        );
        return { early, late, rows: early.rows };
      });
      expect(rows).toBeUndefined();
      expect(early.rows).toEqual([{ count: turn }]);
      expect(late.rows?.[0]).toEqual({ name: `thing ${turn}` });
    }
    expect(await names(db)).toHaveLength(5);
  }));

test('a read with the commit that fails undoes nothing, and leaves the connection free', () =>
  onOneConnection(async (db) => {
    for (let turn = 1; turn <= 5; turn++) {
      const read = await db.transaction().execute(async (tx) => {
        await put(tx, `thing ${turn}`);
        const before = await readWithCommit(tx, countOf.compile(tx));
        const failing = await readWithCommit(tx, weightless.compile(tx));
        const behind = await readWithCommit(tx, countOf.compile(tx));
        return { before, failing, behind };
      });
      expect(read).toEqual({ before: { rows: [{ count: turn }] }, failing: {}, behind: {} });
      expect(await names(db)).toHaveLength(turn);
    }
  }));

test('nothing is read with a commit that fails, nor after a transaction that was undone', () =>
  onOneConnection(async (db) => {
    const reads: { rows?: unknown }[] = [];
    const failing = async (work: (tx: Tx) => Promise<unknown>) => {
      const undone = db.transaction().execute(async (tx) => {
        reads.push(await readWithCommit(tx, countOf.compile(tx)));
        await work(tx);
      });
      await expect(undone).rejects.toThrow();
    };
    await failing(async (tx) => {
      await put(tx, 'anvil');
      await put(tx, 'anvil');
    });
    await failing(async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await failing(async () => {
      throw new Error('no');
    });
    expect(reads).toEqual([{}, {}, {}]);
    await db.transaction().execute((tx) => put(tx, 'bell'));
    expect(reads).toEqual([{}, {}, {}]);
    expect(await names(db)).toEqual(['bell']);
  }));

test('a column that comes while a server runs keeps nobody from a commit: what was to be read with it is asked again', () =>
  onOneConnection(async (db) => {
    const all = () =>
      db.transaction().execute(async (tx) => {
        await put(tx, 'anvil', 1);
        await sql`delete from thing`.execute(tx);
        await put(tx, 'bell', 2);
        return readWithCommit(tx, sql`select * from thing`.compile(tx));
      });
    for (let turn = 0; turn < 5; turn++) {
      expect((await all()).rows).toEqual([{ name: 'bell', weight: 2 }]);
    }
    await runSql(database.ownerUrl, `alter table thing add column colour text default 'grey'`);
    expect(await all()).toEqual({});
    expect((await everything(db)).rows).toEqual([{ name: 'bell', weight: 2, colour: 'grey' }]);
    await runSql(database.ownerUrl, 'alter table thing drop column colour');
  }));
