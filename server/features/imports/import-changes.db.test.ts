import { readFileSync } from 'node:fs';
import { ChangeMap, MOST_COLUMNS } from '@interlock/contract/imports.ts';
import { permissionsOfOperator } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, nobody } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { importChanges } from './import-changes.ts';

const at = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const sample = {
  fileName: 'changes.csv',
  csv: at('server/testing/samples/kubernetes-freeze-exceptions/changes.csv'),
  map: ChangeMap.parse(JSON.parse(at('docs/examples/kubernetes-freeze-exceptions.json'))),
  dryRun: false,
};
const operator: Actor = {
  kind: 'operator',
  id: 'operator',
  roles: [],
  permissions: new Set(permissionsOfOperator),
  sessionId: null,
};

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const run = (over: Partial<typeof sample> = {}, now?: string) =>
  importChanges(testCtx(db, { actor: operator, via: 'cli', ...(now && { now: new Date(now) }) }), {
    ...sample,
    ...over,
  });
const from = (source: string, csv: string, fields: object = {}) => ({
  csv,
  map: ChangeMap.parse({
    source,
    fields: {
      number: { column: 'id' },
      title: { column: 'title' },
      state: { column: 'state', values: { draft: { state: 'draft' }, done: { state: 'closed' } } },
      ...fields,
    },
  }),
});
const changesOf = (source: string) =>
  db.selectFrom('change').selectAll().where('source_system', '=', source).orderBy('number').execute();
const countAll = async () => {
  const count = (table: 'change' | 'approval_round' | 'audit_event' | 'import_file') =>
    db.selectFrom(table).select(sql<string>`count(*)`.as('n')).executeTakeFirst();
  return Promise.all([count('change'), count('approval_round'), count('audit_event'), count('import_file')]);
};

test('a file brings no changes of a model that is raised from templates', async () => {
  const map = { ...sample.map, model: 'standard' };
  await expect(run({ map })).rejects.toMatchObject({ no: { code: 'template_only', errors: [{ path: 'map.model' }] } });
});

describe('the Kubernetes requests', () => {
  test('a dry run reports the whole file and writes nothing', async () => {
    const before = await countAll();
    expect(await run({ dryRun: true })).toMatchObject({ importId: null, created: 119, updated: 0, refused: 0 });
    expect(await countAll()).toEqual(before);
  });

  test('119 are created, and again 119 are updated without a new version', async () => {
    const first = await run();
    expect(first).toMatchObject({ created: 119, updated: 0, refused: 0, refusals: [] });
    expect(first.warnings.filter(({ reason }) => reason.includes('before it was requested'))).toEqual([
      {
        line: 61,
        column: 'Reviewed on',
        value: '2021-08-03',
        reason: 'it was decided before it was requested (2022-07-30); both dates are kept',
      },
    ]);
    const rows = await changesOf(sample.map.source);
    expect(await run({ dryRun: true })).toMatchObject({ created: 0, updated: 119, refused: 0 });
    expect(await run()).toMatchObject({ created: 0, updated: 119, unchanged: 119, refused: 0 });
    expect(await changesOf(sample.map.source)).toEqual(rows);
  });

  test('they are history in the order of the file, with what they became', async () => {
    const rows = await changesOf(sample.map.source);
    expect(rows.map(({ source_number }) => source_number)).toEqual(
      sample.csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    );
    const count = (want: object) =>
      rows.filter((row) => Object.entries(want).every(([name, value]) => row[name as keyof typeof row] === value))
        .length;
    expect(count({ state: 'closed', outcome: 'not_recorded' })).toBe(95);
    expect(count({ state: 'cancelled', cancel_reason: 'rejected' })).toBe(23);
    expect(count({ state: 'closed', outcome: 'backed_out' })).toBe(1);
    expect(count({ imported: true, requester_id: null, raised_by: null, assignee_id: null, waits_on: null })).toBe(119);
  });

  test('numbers become links, links stay, and several in a cell are several', async () => {
    const rows = await changesOf(sample.map.source);
    const linksOf = (number: string) => rows.find(({ source_number }) => source_number === number)?.links;
    expect(linksOf('K8S-1.16-009')).toEqual([
      { url: 'https://github.com/kubernetes/enhancements/issues/1179', label: 'Enhancement issue' },
      { url: 'https://groups.google.com/forum/#!topic/kubernetes-sig-release/oE9TBpgiabU', label: 'Thread' },
      { url: 'https://github.com/kubernetes/enhancements/pull/1180', label: 'Pull request' },
      { url: 'https://github.com/kubernetes/kubernetes/pull/80353', label: 'Pull request' },
    ]);
    expect(linksOf('K8S-1.10-001')).toContainEqual({
      url: 'https://github.com/kubernetes/kubernetes/issues/61305',
      label: 'Enhancement issue',
    });
  });

  test('each decision with a date is an imported round without a vote', async () => {
    const rounds = await db.selectFrom('approval_round').selectAll().execute();
    expect(rounds).toHaveLength(112);
    expect(rounds.every(({ imported, state }) => imported && state === 'authorize')).toBe(true);
    expect(rounds.filter(({ status }) => status === 'approved')).toHaveLength(89);
    expect(await db.selectFrom('approval_vote').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('approval_seat').selectAll().execute()).toEqual([]);
  });

  test('the audit log has one entry for each file and one for each row', async () => {
    const verbs = await db
      .selectFrom('audit_event')
      .select(['verb', 'actor', sql<string>`count(*)`.as('n')])
      .groupBy(['verb', 'actor'])
      .orderBy('verb')
      .execute();
    expect(verbs).toEqual([
      { verb: 'change.imported', actor: 'operator', n: '119' },
      { verb: 'change.reimported_unchanged', actor: 'operator', n: '119' },
      { verb: 'import.file_imported', actor: 'operator', n: '2' },
    ]);
  });
});

test('a changed row updates its change, with a revision of what an approver would see', async () => {
  await run(from('edits', 'id,title,state\n1,One,done\n2,Two,done\n'));
  expect(await run(from('edits', 'id,title,state\n1,One more,done\n2,Two,done\n3,Three,draft\n'))).toMatchObject({
    created: 1,
    updated: 2,
    unchanged: 1,
  });
  const rows = await changesOf('edits');
  expect(rows.map(({ title, version, revision }) => [title, version, revision])).toEqual([
    ['One more', 2, 2],
    ['Two', 1, 1],
    ['Three', 1, 1],
  ]);
  const revisions = await db
    .selectFrom('change_revision')
    .selectAll()
    .where('change_id', '=', rows[0]?.id ?? '')
    .execute();
  expect(revisions.map(({ by, fields }) => ({ by, fields }))).toEqual([
    { by: null, fields: [{ field: 'title', before: 'One', after: 'One more' }] },
  ]);
});

test('a draft that was changed once rests again when the same file comes again, and waits since it first did', async () => {
  await run(from('rest', 'id,title,state\n1,One,draft\n'), '2026-03-02T09:00:00Z');
  await run(from('rest', 'id,title,state\n1,One more,draft\n'), '2026-03-03T09:00:00Z');
  const rows = await changesOf('rest');
  expect(rows).toMatchObject([{ version: 2, waits_since: new Date('2026-03-02T09:00:00Z') }]);
  await run(from('rest', 'id,title,state\n1,One more,draft\n'), '2026-03-04T09:00:00Z');
  expect(await changesOf('rest')).toEqual(rows);
});

test('a change that becomes a draft again waits from that import on', async () => {
  await run(from('reopened', 'id,title,state\n1,One,done\n'), '2026-03-02T09:00:00Z');
  await run(from('reopened', 'id,title,state\n1,One,draft\n'), '2026-03-03T09:00:00Z');
  expect(await changesOf('reopened')).toMatchObject([
    { state: 'draft', waits_on: 'role:coordinator', waits_since: new Date('2026-03-03T09:00:00Z') },
  ]);
});

test('a decision that the other system has taken back is no round any more', async () => {
  const decided = { decision: { column: 'answer', values: { yes: 'approved' } }, decidedAt: { column: 'on' } };
  const file = (rows: string) => from('undecided', `id,title,state,answer,on\n${rows}`, decided);
  const decidedNumbers = async () => {
    const rounds = await db
      .selectFrom('approval_round')
      .innerJoin('change', 'change.id', 'subject')
      .select('source_number')
      .where('source_system', '=', 'undecided')
      .execute();
    return rounds.map(({ source_number }) => source_number).sort();
  };
  await run(file('1,One,done,yes,2026-01-05\n2,Two,done,yes,2026-01-05\n'));
  expect(await decidedNumbers()).toEqual(['1', '2']);
  expect(await run(file('1,One,done,,\n'))).toMatchObject({ updated: 1, unchanged: 0 });
  expect(await decidedNumbers()).toEqual(['2']);
});

test('a re-import says on record what it altered, how the change ended included', async () => {
  const values = {
    draft: { state: 'draft' },
    done: { state: 'closed', outcome: 'successful' },
    failed: { state: 'closed', outcome: 'failed' },
  };
  const file = (rows: string) => from('ended', `id,title,state\n${rows}`, { state: { column: 'state', values } });
  await run(file('1,One,draft\n2,Two,done\n'));
  await run(file('1,One more,done\n2,Two,failed\n'));
  const edits = await db
    .selectFrom('audit_part')
    .innerJoin('audit_event', 'audit_event.id', 'event_id')
    .innerJoin('change', 'change.id', 'object')
    .select(sql<unknown>`convert_from(body, 'UTF8')::jsonb`.as('body'))
    .where('name', '=', 'edits')
    .where('verb', '=', 'change.reimported')
    .where('source_system', '=', 'ended')
    .orderBy('audit_event.id')
    .execute();
  expect(edits.map(({ body }) => body)).toEqual([
    [
      { field: 'title', before: 'One', after: 'One more' },
      { field: 'state', before: 'draft', after: 'closed' },
      { field: 'outcome', before: null, after: 'successful' },
    ],
    [{ field: 'outcome', before: 'successful', after: 'failed' }],
  ]);
});

test('what people have taken up stays as it is, and its row is refused', async () => {
  await run(from('taken', 'id,title,state\n1,One,draft\n2,Two,draft\n'));
  await db
    .updateTable('change')
    .set({ version: 2, title: 'Ours now' })
    .where('source_system', '=', 'taken')
    .where('source_number', '=', '2')
    .execute();
  const again = from('taken', 'id,title,state\n1,First,draft\n2,Second,draft\n');
  const expected = { created: 0, updated: 1, refused: 1, refusals: [expect.objectContaining({ line: 3, value: '2' })] };
  expect(await run({ ...again, dryRun: true })).toMatchObject(expected);
  expect(await run(again)).toMatchObject(expected);
  expect((await changesOf('taken')).map(({ title }) => title)).toEqual(['First', 'Ours now']);
});

test('refused rows are told with line, column and reason, and the others go in', async () => {
  const csv =
    'id,title,state\n1,"One\nof two lines",done\n2,Two,who knows\n1,Again,done\n4,Four\n,Five,done\n6,,done\n7,Seven,done\n';
  const report = await run(from('partly', csv));
  expect(report).toMatchObject({ created: 2, updated: 0, refused: 5 });
  expect(report.refusals).toEqual([
    { line: 4, column: 'state', value: 'who knows', reason: 'is not among the values that the map lists' },
    { line: 5, column: null, value: '1', reason: 'the number stands on line 2 already' },
    { line: 6, column: null, value: null, reason: 'the row has 2 cells and the header 3' },
    { line: 7, column: 'id', value: null, reason: 'is empty: without its number a row cannot be told from others' },
    { line: 8, column: 'title', value: null, reason: 'is empty: a change takes a title' },
  ]);
});

test.each([
  ['an empty file', ''],
  ['a file of blank lines', '\n\n,,\n'],
  ['a file without the named columns', 'PK\u0003\u0004,junk\n'],
  ['a quote that never closes', 'id,title,state\n1,"One,done\n'],
])('%s is refused as a whole', async (_what, csv) => {
  await expect(run(from('junk', csv))).rejects.toMatchObject({ no: { code: 'invalid' } });
  expect(await changesOf('junk')).toEqual([]);
});

test('a file of more columns than anybody can mean is refused as a whole, saying how many it has', async () => {
  const more = (columns: number) =>
    `id,title,state${',more'.repeat(columns - 3)}\nw${columns},Wide,draft${','.repeat(columns - 3)}\n`;
  expect(await run(from('wide', more(MOST_COLUMNS)))).toMatchObject({ created: 1 });
  await expect(run(from('wide', more(MOST_COLUMNS + 1)))).rejects.toMatchObject({
    no: {
      code: 'invalid',
      because: 'The file has 501 columns; a file has at most 500.',
      errors: [{ path: 'csv', message: 'has 501 columns; a file has at most 500' }],
    },
  });
});

test('a date format that reads a cell in more than one way is refused, naming its field', async () => {
  const given = from('endless', `id,title,state,from\n1,One,draft,${'1'.repeat(70)}x\n`, {
    plannedStart: { column: 'from', format: `yyyyMMdd${'HS'.repeat(15)}` },
  });
  await expect(run(given)).rejects.toMatchObject({
    no: { code: 'invalid', errors: [{ path: 'map.fields.plannedStart.format' }] },
  });
});

test('a row with a date that no change can hold is refused, by line, column and reason, and the others go in', async () => {
  const window = {
    plannedStart: { column: 'from', format: 'yyyy-MM-dd' },
    plannedEnd: { column: 'to', format: 'yyyy-MM-dd' },
  };
  const csv =
    'id,title,state,from,to\n1,Old,draft,1950-01-01,1950-01-02\n2,New,draft,2026-01-01,2026-01-02\n3,Never,done,,9999-12-31';
  const report = await run(from('Years', csv, window));
  const reason = 'lies outside of the years 1970 to 2999';
  expect(report).toMatchObject({ created: 1, refused: 2 });
  expect(report.refusals).toEqual([
    { line: 2, column: 'from', value: '1950-01-01', reason },
    { line: 2, column: 'to', value: '1950-01-02', reason },
    { line: 4, column: 'to', value: '9999-12-31', reason },
  ]);
  expect(await changesOf('Years')).toMatchObject([{ source_number: '2' }]);
});

test('marks that turn the order of reading are left out of each cell, with a warning, and the row goes in', async () => {
  const csv = 'id,title,state,plan\n1,Swap \u2066disk\u2069,draft,delete \u202eatad\u202c\n';
  const { created, refused, warnings } = await run(from('Turned', csv, { summary: { column: 'plan' } }));
  expect([created, refused]).toEqual([1, 0]);
  expect(warnings.map(({ line, column, value }) => [line, column, value])).toEqual([
    [2, 'title', 'Swap disk'],
    [2, 'plan', 'delete atad'],
  ]);
  expect(await changesOf('Turned')).toMatchObject([{ title: 'Swap disk', summary: 'delete atad' }]);
});

test('a planned window that ends before it begins is left out, and the row goes in', async () => {
  const given = from(
    'windows',
    'id,title,state,from,to\n1,One,draft,2026-03-29 01:30,2026-03-29 04:00\n2,Two,draft,2026-03-02 10:00,2026-03-02 09:00\n',
    {
      plannedStart: { column: 'from', format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Amsterdam' },
      plannedEnd: { column: 'to', format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Amsterdam' },
    },
  );
  const report = await run(given);
  expect(report).toMatchObject({
    created: 2,
    refused: 0,
    warnings: [{ line: 3, column: 'to', value: '2026-03-02 09:00' }],
  });
  const [one, two] = await changesOf('windows');
  expect(one).toMatchObject({
    window_start_local: '2026-03-29T01:30',
    window_end_local: '2026-03-29T04:00',
    window_zone: 'Europe/Amsterdam',
    planned_start: new Date('2026-03-29T00:30:00Z'),
    planned_end: new Date('2026-03-29T02:00:00Z'),
  });
  expect(two).toMatchObject({ window_zone: null, planned_start: null, planned_end: null });
});

test('what no map lists is taken as the map says, told once for each value', async () => {
  const given = from('otherwise', 'id,title,state\n1,One,Frozen\n2,Two, FROZEN\n3,Three,odd\n', {
    state: { column: 'state', values: {}, otherwise: { state: 'cancelled', reason: 'withdrawn' } },
  });
  const report = await run(given);
  expect(report).toMatchObject({ created: 3, refused: 0 });
  expect(report.warnings.map(({ line, value }) => [line, value])).toEqual([
    [2, 'Frozen'],
    [4, 'odd'],
  ]);
});

test('a draft waits for a coordinator and brings no dates of work', async () => {
  const given = from('drafts', 'id,title,state,asked,began\n1,One,draft,2026-01-05,2026-01-06\n', {
    requestedAt: { column: 'asked' },
    actualStart: { column: 'began' },
  });
  expect(await run(given)).toMatchObject({ created: 1, warnings: [{ line: 2, column: 'began' }] });
  expect(await changesOf('drafts')).toMatchObject([
    { state: 'draft', waits_on: 'role:coordinator', actual_start: null, created_at: new Date('2026-01-05T00:00:00Z') },
  ]);
});

test('an import takes its permission', async () => {
  await expect(importChanges(testCtx(db, { actor: nobody }), sample)).rejects.toMatchObject({
    no: { code: 'not_signed_in' },
  });
});

test('an import whose connection is killed at the very end leaves nothing behind', async () => {
  const before = await countAll();
  const ctx = testCtx(db, { actor: operator });
  const killed: typeof ctx = {
    ...ctx,
    transaction: (work) =>
      ctx.transaction(async (tx) => {
        await work(tx);
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
        throw new Error('never reached');
      }),
  };
  await expect(
    importChanges(killed, { ...sample, ...from('killed', 'id,title,state\n1,One,done\n') }),
  ).rejects.toThrow();
  expect(await countAll()).toEqual(before);
});

test('two imports of one file at the same time make each change once', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => `${at},Title ${at},done`).join('\n');
  const given = from('twice', `id,title,state\n${rows}\n`);
  const reports = await Promise.all([run(given), run(given)]);
  expect(reports.map(({ created, updated }) => [created, updated]).sort()).toEqual([
    [0, 60],
    [60, 0],
  ]);
  expect(await changesOf('twice')).toHaveLength(60);
});

test('a file of several batches goes in whole and in its order, with its decisions', async () => {
  const numbers = Array.from({ length: 1_201 }, (_, at) => `N-${at}`);
  const rows = numbers.map((number) => `${number},Replace a part,done,2026-01-05`).join('\n');
  const given = from('many', `id,title,state,on\n${rows}\n`, {
    decision: { value: 'approved' },
    decidedAt: { column: 'on' },
  });
  const rounds = async () => (await db.selectFrom('approval_round').select('id').execute()).length;
  const before = await rounds();
  expect(await run(given)).toMatchObject({ created: 1_201, updated: 0, refused: 0 });
  expect((await changesOf('many')).map(({ source_number }) => source_number)).toEqual(numbers);
  expect(await rounds()).toBe(before + 1_201);
  expect(await run(given)).toMatchObject({ created: 0, updated: 1_201, refused: 0 });
  expect(await rounds()).toBe(before + 1_201);
});
