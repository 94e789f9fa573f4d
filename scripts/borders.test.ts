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
  const target = '../audit/record-act.ts';
  test.each([
    ['as a type only', `import type { record } from '${target}';\nexport type Uses = typeof record;`],
    ['inside a type', `export type Uses = import('${target}').Recorded;`],
    ['while running', `export const uses = () => import('${target}');`],
    ['by its package', `export const uses = () => import('@interlock/server/features/audit/record-act.ts');`],
    ['on its way out', `export { record } from '${target}';`],
  ])('%s', (_how, text) => {
    expect(findingsIn({ [`${changes}/cancel-change.ts`]: text })).toEqual([
      `${changes}/cancel-change.ts -> server/features/audit/record-act.ts: ${importRules.featuresEnteredByDoor.reason}`,
    ]);
  });
});

const importing = (target: string) => `import type * as all from '${target}';\nexport type Uses = typeof all;`;
const many = Array.from({ length: 16 }, (_none, at) => [`server/features/models/raise-${at}.ts`, 'export {};']);
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
  ['a folder in a feature', { [`${changes}/deep/a-b.ts`]: 'export {};' }, 'has no sub-folders'],
  ['a feature too large to know', Object.fromEntries(many), '16 files are too many'],
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
