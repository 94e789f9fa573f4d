import { expect, test } from 'vitest';
import { changes, findingsIn, saves } from './house.ts';
import { type NameRule, nameRules } from './name-rules.ts';

const take = (names: string, from: string, more = '') =>
  `import { ${names} } from '${from}';\nexport const a = 1;${more}`;

/** Violations of every rule on names that are taken, and what the finding speaks of. */
const plantedNames: Record<NameRule, [file: string, text: string, name: string][]> = {
  viewsCallNothingThatActs: [
    [`${changes}/a.view.ts`, take('record', '../audit/index.ts'), 'record of '],
    [`${changes}/a.view.ts`, take('saveChange as save', './change.store.ts'), 'saveChange of '],
  ],
  viewsTakeNoTransaction: [[`${changes}/a.view.ts`, take('type Tx', '../../platform/database/db.ts'), 'Tx of ']],
  storesActForNobody: [[`${changes}/a.store.ts`, take('record', '../audit/index.ts', saves), 'record of ']],
  takenByName: [
    [`${changes}/a.view.ts`, `import * as all from '../audit/index.ts';\nexport const a = all;`, '* of '],
    [`${changes}/a.store.ts`, take('nothing', '../audit/index.ts', saves), 'nothing of '],
  ],
  useCasesCallNoUseCaseBehindADoor: [
    [`${changes}/ask-for.ts`, take('readAudit', '../audit/index.ts'), 'readAudit of '],
    [`${changes}/ask-for.ts`, `import * as all from '../audit/index.ts';\nexport const a = all;`, '* of '],
    [`${changes}/a.step.ts`, take('readAudit as read', '../audit/index.ts'), 'readAudit of '],
  ],
  rulesTakePureParts: [
    [`${changes}/a.rules.ts`, take('createHash, randomBytes', 'node:crypto'), 'randomBytes of '],
    [`${changes}/a.rules.ts`, `import * as all from 'node:crypto';\nexport const a = all;`, '* of '],
  ],
};

test.each(
  Object.entries(plantedNames).flatMap(([name, plants]) =>
    plants.map((plant) => [name as NameRule, ...plant] as const),
  ),
)('refuses a name that is taken: %s in %s: %s', (name, file, text, spoken) => {
  const [finding = '', ...more] = findingsIn({ [file]: text });
  expect(finding).toContain(`${file}: ${spoken}`);
  expect(finding.endsWith(nameRules[name].reason)).toBe(true);
  expect(more).toEqual([]);
});

const acting = 'const record = (tx: Tx) => 1;';

test.each([
  ['takes a transaction', `export const act = async (tx: Tx) => {};`],
  ['takes one among others', `export async function act({ tx }: { tx: Tx }) {}`],
  ['is of a type that takes one', `export const act: (tx: Tx) => void = close;`],
  ['writes', `export const act = (db) => db.updateTable('audit_event').execute();`],
  ['opens a transaction', `export const act = (ctx) => ctx.partTransaction('a', close);`],
  ['looks one up', `${acting}\nexport const act = (by) => by[record];`],
  ['opens one past ctx', `export const act = (db) => db.transaction().execute(close);`],
  ['writes what it does not name', `export const act = (db, one) => db.updateTable(one).execute();`],
  ['sends a job', `export const act = (ctx, one) => ctx.enqueue(one, 'a', 'b', {});`],
  [
    'calls what does',
    `const one = () => two();\nfunction two() { return ctx.transaction(); }\nexport const act = () => one();`,
  ],
  ['calls what does elsewhere', `import { told as on } from './told.step.ts';\nexport const act = () => on();`],
])('a function that %s acts, and no view calls it', (_how, text) => {
  const found = findingsIn({
    'server/features/audit/index.ts': `export { record } from './record.step.ts';\nexport { act } from './act-so.ts';`,
    'server/features/audit/told.step.ts': 'export const told = (tx: Tx) => 1;',
    'server/features/audit/act-so.ts': text,
    [`${changes}/a.view.ts`]: take('act', '../audit/index.ts'),
  });
  const inChanges = found.filter((finding) => finding.startsWith(changes));
  expect(inChanges).toEqual([expect.stringContaining(nameRules.viewsCallNothingThatActs.reason)]);
});

test.each([
  ['reads', `export const ask = (db: Reads) => db.selectFrom('audit_event');`],
  ['takes one of the same type', `${acting}\nexport const ask = (one: typeof record) => one;`],
  ['answers one of the same type', `${acting}\nexport function ask(one): typeof record { return one; }`],
  ['says the type of one', `${acting}\nexport const ask = (of) => of<typeof record>();`],
  ['answers a field called so', `${acting}\nexport const ask = () => ({ record: 1 });`],
  [
    'speaks of a field called like one that acts',
    `export const ask = (db) => db.record;\nexport const other = (tx: Tx) => record;\nconst record = other;`,
  ],
])('a function that %s acts not', (_how, text) => {
  const found = findingsIn({
    'server/features/audit/index.ts': `export { record } from './record.step.ts';\nexport { ask } from './ask.view.ts';`,
    'server/features/audit/ask.view.ts': text,
    [`${changes}/a.view.ts`]: take('ask', '../audit/index.ts'),
  });
  expect(found.filter((finding) => finding.startsWith(changes))).toEqual([]);
});

const db = '../../platform/database/db.ts';
const asked = `import { ask } from '../audit/index.ts';\nexport const a = ask;`;

test.each([
  ['a store takes a transaction', 'a.store.ts', take('type Tx', db, saves)],
  ['a view takes what it reads on', 'a.view.ts', take('type Reads', db)],
  ['a view takes what is called like a transaction', 'a.view.ts', take('type Tx', './change.rules.ts')],
  ['a store calls what saves in its own feature', 'a.store.ts', take('saveChange', './change.store.ts', saves)],
  ['a store asks in another feature', 'a.store.ts', `${asked}\n${saves}`],
  ['a view asks in another feature', 'a.view.ts', asked],
  ['a step acts in another feature', 'a.step.ts', take('record', '../audit/index.ts')],
  [
    'a step takes all of a door that offers no use case',
    'a.step.ts',
    `import * as all from '../sealing/index.ts';\nexport const a = all;`,
  ],
  ['a step takes the type of a use case', 'a.step.ts', take('type readAudit', '../audit/index.ts')],
  ['routes take a use case of another feature', 'a.routes.ts', take('readAudit', '../audit/index.ts')],
  ['a view takes the type of what acts', 'a.view.ts', take('type record', '../audit/index.ts')],
  [
    'a view takes all of its own rules',
    'a.view.ts',
    `import * as all from './change.rules.ts';\nexport const a = all;`,
  ],
  ['rules hash', 'a.rules.ts', take('createHash', 'node:crypto')],
  ['rules take a type of what is not pure', 'a.rules.ts', take('type Hash', 'node:crypto')],
  ['a use case asks chance', 'ask-for.ts', take('randomBytes', 'node:crypto')],
])('%s as it may', (_what, file, text) => {
  const found = findingsIn({
    'server/features/audit/index.ts': `export { ask } from './act.view.ts';
      export { readAudit } from './read-audit.ts';\nexport { record } from './record.step.ts';`,
    'server/features/audit/act.view.ts': `export const ask = (db: Reads) => db.selectFrom('audit_event');`,
    'server/features/sealing/index.ts': `export { ask } from './seal.view.ts';`,
    'server/features/sealing/seal.view.ts': 'export const ask = 1;',
    [`${changes}/${file}`]: text,
  });
  expect(found).toEqual([]);
});
