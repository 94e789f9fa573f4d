import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkBorders } from './borders/check.ts';
import { changes, type Files, findingsIn } from './borders/house.ts';
import { importRules } from './borders/import-rules.ts';

test('a house that keeps to the rules is left alone', () => {
  expect(findingsIn({})).toEqual([]);
});

test('a check that saw next to nothing does not pass', () => {
  const root = mkdtempSync(join(tmpdir(), 'borders-'));
  for (const name of ['contract', 'server', 'web', 'cli', 'scripts']) mkdirSync(join(root, name));
  try {
    expect(() => checkBorders(root, 50)).toThrow('Saw only 0 modules');
  } finally {
    rmSync(root, { recursive: true });
  }
});

describe('an import is seen however it is written', () => {
  const target = '../audit/record.step.ts';
  test.each([
    ['as a type only', `import type { record } from '${target}';\nexport type Uses = typeof record;`],
    ['inside a type', `export type Uses = import('${target}').Recorded;`],
    ['while running', `export const uses = () => import('${target}');`],
    ['by its package', `export const uses = () => import('@interlock/server/features/audit/record.step.ts');`],
    ['on its way out', `export { record } from '${target}';`],
  ])('%s', (_how, text) => {
    expect(findingsIn({ [`${changes}/cancel-change.ts`]: text })).toEqual([
      `${changes}/cancel-change.ts -> server/features/audit/record.step.ts: ${importRules.featuresEnteredByDoor.reason}`,
    ]);
  });
});

const importing = (target: string) => `import type * as all from '${target}';\nexport type Uses = typeof all;`;
const filled = (folder: string, count: number, ending = '.ts'): Files =>
  Object.fromEntries(Array.from({ length: count }, (_none, at) => [`${folder}/raise-${at}${ending}`, 'export {};']));
/** Rooms each of which takes something of the next, and the last of the first; no module comes back to itself. */
const ringOf = (...rooms: string[]): Files =>
  Object.fromEntries(
    rooms.flatMap((room, at) => {
      const next = (rooms[at + 1] ?? rooms[0] ?? '').split('/').at(-1);
      return [
        [`${room}/index.ts`, 'export {};'],
        [`${room}/asks.ts`, importing(`../${next}/index.ts`)],
      ];
    }),
  );
const rooms = ['web/features/models', 'web/ui/fields', 'web/lib/calls', 'web/app', 'web/app/shell'];
const owners = (given: Files): Files => ({ 'server/tables.json': JSON.stringify(given) });

test.each([
  ['modules in a ring', { 'web/lib/a.ts': importing('./b.ts'), 'web/lib/b.ts': importing('./a.ts') }, 'are one module'],
  ['an unknown feature', { 'server/features/wishes/index.ts': 'export {};' }, 'no place in the order'],
  ...['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'lib', 'service', 'manager'].map(
    (name): [string, Files, string] => [
      `the name ${name}`,
      { [`${changes}/${name}.ts`]: 'export {};' },
      'called by what it does',
    ],
  ),
  ['a package that is not named', { 'web/ui/x.ts': `import 'pg';` }, 'pg, which web/package.json does not name'],
  ['a type of such a package', { 'cli/x.ts': `import type { x } from '@pg/x/y';` }, '@pg/x, which cli/package.json'],
  ['a store that saves nothing', { [`${changes}/a.store.ts`]: 'export {};' }, 'saves nothing'],
  ['a step in a file of use cases', { [`${changes}/lock-it.ts`]: 'export const lock = (tx: Tx) => 1;' }, 'lock takes'],
  [
    'a step among use cases',
    { [`${changes}/lock-it.ts`]: 'const a = (tx: Tx) => 1;\nexport async function lock(ctx, tx: Tx) {}' },
    'lock takes',
  ],
  ['a folder in a feature', { [`${changes}/deep/a-b.ts`]: 'export {};' }, 'has no sub-folders'],
  ['a feature too large to know', filled('server/features/models', 16), '16 files are too many'],
  ...rooms.map((room): [string, Files, string] => [
    `a room too large to know: ${room}`,
    filled(room, 16, '.tsx'),
    ' files are too many to know; split the room',
  ]),
  ['a room in a room', { 'web/features/models/editor/words.ts': 'export {};' }, 'has no rooms of its own'],
  ...[
    ['web/features/models', 'web/features/tasks'],
    ['web/features/models', 'web/features/tasks', 'web/features/people'],
    ['web/ui/fields', 'web/ui/layout'],
    ['web/lib/calls', 'web/lib/session'],
  ].map((ring): [string, Files, string] => [`rooms in a ring: ${ring.join(', ')}`, ringOf(...ring), 'are one room']),
  ['a table without an owner', owners({ audit_event: 'audit', job_slot: 'platform' }), 'change has no owner'],
  [
    'an owner of nothing',
    owners({ audit_event: 'audit', change: 'changes', job_slot: 'platform', wish: 'changes' }),
    'there is no table wish',
  ],
  [
    'an owner that is no feature',
    owners({ audit_event: 'audit', change: 'changes', job_slot: 'wishes' }),
    'wishes, the owner of job_slot, is no feature',
  ],
])('refuses %s', (_what, extra: Files, reason) => {
  const findings = findingsIn(extra);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain(reason);
});

test('a room holds fifteen files, and a test beside each', () => {
  const room = 'web/features/models';
  expect(findingsIn({ ...filled(room, 15), ...filled(room, 15, '.test.ts') })).toEqual([]);
});
