import { expect, test } from 'vitest';
import { type File, featureFiles, files } from './house.ts';
import { moduleOf } from './modules.ts';
import { type SightRule, sightFindings, sightRules } from './sight-rules.ts';

const kinds = Object.keys(files) as File[];
const but = (...left: File[]) => featureFiles.filter((kind) => !left.includes(kind));
const platform = kinds.slice(kinds.indexOf('platform'), kinds.indexOf('rules'));
const server = [...featureFiles, ...platform, 'wiring'] as const;

const writing = ['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'];
const reading = ['selectFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'dynamic.table'];
const writes = ['insert into', 'update', 'delete from', 'merge into', 'truncate', 'with x as (select 1) DELETE\n FROM'];
const reads = ['select 1 from', 'join', 'left join lateral', 'using', 'SELECT 1 FROM only'];
const sql = (text: string) => `sql\`${text}\``;
const hole = (expression: string) => `\${${expression}}`;

type Group = { ways: readonly string[]; breaks: Partial<Record<SightRule, readonly File[]>> };
const inRoutes: Group['breaks'] = { sqlInRoutes: ['routes', 'jobs'] };

/** Ways of writing that come to the same, and the rules that each of them breaks in files of these kinds, and in no others. */
const groups: Record<string, Group> = {
  'writes a table of another owner': {
    ways: [
      ...writing.flatMap((way) => [`tx.${way}('audit_event')`, `tx.${way}(['public.audit_event as e'])`]),
      ...writes.flatMap((way) => [sql(`${way} audit_event`), sql(`${way} only public."audit_event" e`)]),
      'sql<Row>`delete from audit_event`',
    ],
    breaks: { foreignWrite: server, viewWrites: ['view'], ...inRoutes },
  },
  'reads a table of another owner': {
    ways: [
      ...reading.flatMap((way) => [`db.${way}('audit_event')`, `db.${way}(['public.audit_event as e'])`]),
      ...reads.flatMap((way) => [sql(`${way} audit_event`), sql(`${way} public."audit_event" e`)]),
      sql('audit_event'),
      sql(' public."audit_event" '),
    ],
    breaks: {
      foreignRead: server.filter((kind) => kind !== 'view'),
      unnamedForeignRead: ['view'],
      ...inRoutes,
    },
  },
  'writes a table that it does not name': {
    ways: [
      ...writing.flatMap((way) => [`tx.${way}(one)`, `tx.${way}([one])`]),
      ...writes.flatMap((way) => [sql(`${way} ${hole("sql.ref('audit_event')")}`), sql(`${way} only ${hole('one')}`)]),
    ],
    breaks: { unnamedWrite: featureFiles, ...inRoutes },
  },
  'reads a table that it does not name': {
    ways: [
      ...reading.flatMap((way) => [`db.${way}(one)`, `db.${way}([one])`, `db.${way}(\`\${one}\`)`]),
      ...['ref', 'table', 'id', 'lit'].flatMap((part) => reads.map((way) => sql(`${way} ${hole(`sql.${part}(one)`)}`))),
      sql(`select 1 from nothing, ${hole('sql.id(one)')}`),
      sql(`select 1 from nothing, ${hole('sql.table(one)')}`),
    ],
    breaks: { unnamedRead: featureFiles, ...inRoutes },
  },
  'reads a query that was made before': {
    ways: [
      `db.selectFrom(some.as('some'))`,
      'db.selectFrom((made) => made)',
      'db.innerJoin(function (made) { return made; })',
      sql(`select 1 from ${hole('some')} seen`),
      sql(`select 1 from ${hole('some(ctx)')} seen`),
      sql(`select 1 from nothing for update ${hole('sql`skip locked`')}`),
      sql(`on conflict do update ${hole('some')}`),
    ],
    breaks: inRoutes,
  },
  'opens a transaction': {
    ways: ['transaction', 'ownTransaction', 'partTransaction'].map((way) => `ctx.${way}(act)`),
    breaks: { transactionElsewhere: but('useCase') },
  },
  'opens a transaction past ctx': {
    ways: ['db.transaction()', 'ctx.db.transaction().execute(act)', 'other.ownTransaction()', 'one.partTransaction()'],
    breaks: { transactionElsewhere: but('useCase'), transactionPastCtx: ['useCase'] },
  },
  'puts SQL together from text': {
    ways: ['sql.raw(one)', 'CompiledQuery.raw(one)', 'client.query(`select $' + '{one}`)', `client.query('a' + one)`],
    breaks: { sqlFromText: [...featureFiles, 'cli'] },
  },
  'sends SQL that is a text': { ways: [`client.query('select 1')`, 'client.query(`select 1`)'], breaks: {} },
  'asks the clock': {
    ways: ['new Date()', 'Date()', 'Date.now()', 'performance.now()', 'Temporal.Now.instant()'],
    breaks: { clock: [...featureFiles, 'contract', 'cli'] },
  },
  'asks the clock of the process': {
    ways: ['process.hrtime()', 'process.hrtime.bigint()', 'process.uptime()'],
    breaks: { clock: [...featureFiles, 'contract', 'cli'], process: ['rules', 'contract'] },
  },
  'asks the clock of the database': {
    ways: ['now()', 'now ()', 'clock_timestamp()', 'CURRENT_TIMESTAMP'].map((way) => sql(`select ${way}`)),
    breaks: { clock: [...featureFiles, 'contract', 'cli'], ...inRoutes },
  },
  'knows a time that was handed in': { ways: ['new Date(at)', 'Date(at)'], breaks: {} },
  'asks chance': {
    ways: ['Math.random()', 'randomUUID()', 'crypto.randomUUID()', 'randomBytes(8)', 'randomInt(3)'].concat(
      'crypto.getRandomValues(bytes)',
    ),
    breaks: { chance: ['rules', 'contract'] },
  },
  'asks the process': { ways: ['process.version', 'process.cwd()'], breaks: { process: ['rules', 'contract'] } },
  'reads the environment': {
    ways: ['process.env', 'process.env.PORT', `process.env['PORT']`],
    breaks: { settings: [...featureFiles, 'contract'] },
  },
  'reaches beyond the database': {
    ways: [
      ...['fetch(one)', 'globalThis.fetch(one)', 'new WebSocket(one)', 'new EventSource(one)'],
      ...['createTransport(one)', 'rename(one, other)'],
      `(crashPoint('a: before'), fetch(one))`,
    ],
    breaks: {
      effectInFeatures: [...featureFiles, 'contract'],
      effectWithoutCrashPoints: [...platform, 'wiring'],
    },
  },
  'reaches beyond it with a crash point before and after': {
    ways: [`[crashPoint('a: before'), fetch(one), crashPoint('a: after')]`],
    breaks: { effectInFeatures: [...featureFiles, 'contract'] },
  },
  'loads a module while running': {
    ways: [`() => import('./own.store.ts')`],
    breaks: { importWhileRunning: ['view', 'store'] },
  },
  'makes code from text': {
    ways: [`eval('1')`, `Function('1')`, `new Function('1')`],
    breaks: { codeFromText: kinds },
  },
};
const owners = { audit_event: 'audit', change: 'changes' };
const reasonOf = (rule: SightRule) => sightRules[rule].reason({ sees: 'read', table: 'audit_event' });
const findingsIn = (kind: File, text: string) => sightFindings(moduleOf(files[kind], text), owners);

test.each(Object.entries(groups).flatMap(([does, group]) => group.ways.map((way) => [does, way, group] as const)))(
  'what %s is seen in %s',
  (_does, way, { breaks }) => {
    for (const kind of kinds) {
      const broken = (Object.keys(breaks) as SightRule[]).filter((rule) => breaks[rule]?.includes(kind));
      const expected = broken.map((rule) => `${files[kind]}: ${reasonOf(rule)}`);
      expect(findingsIn(kind, `export const a = ${way};`).sort()).toEqual(expected.sort());
    }
  },
);

test('every rule on what a module does is broken by some way of writing', () => {
  const broken = Object.values(groups).flatMap(({ breaks }) => Object.keys(breaks));
  expect([...new Set(broken)].sort()).toEqual(Object.keys(sightRules).sort());
});

const asks = `export const a = db.selectFrom('audit_event');`;

test.each([
  ['above the imports', `// Reads audit_event.\nimport { z } from 'zod';\n${asks}`, 0],
  ['below the imports', `import { z } from 'zod';\n/** Reads audit_event. */\n${asks}`, 0],
  ['in its last line', `${asks}\n// Reads audit_event.`, 1],
  ['above something later', `export const b = 1;\n// Reads audit_event.\n${asks}`, 1],
  ['by another name', `// Reads audit_events.\n${asks}`, 1],
])('a view that names the table of another %s', (_where, text, findings) => {
  expect(findingsIn('view', text)).toHaveLength(findings);
});

test.each([
  ['its own table', `export const a = db.updateTable('change');`],
  [
    'a table of nobody, such as a part of the same query',
    `export const a = sql\`with x as (select 1) select 1 from x\`;`,
  ],
  ['words in a sentence', `export const a = 'we update audit_event from now()';`],
  ['words in a comment of SQL', 'export const a = sql`select 1 -- from audit_event\n`;'],
])('a store may write %s', (_what, text) => {
  expect(findingsIn('store', text)).toEqual([]);
});

test('tests may ask the clock and write where they like', () => {
  const text = `export const a = [new Date(), db.deleteFrom('audit_event'), fetch(one)];`;
  expect(sightFindings(moduleOf('server/features/changes/close.test.ts', text), owners)).toEqual([]);
});
