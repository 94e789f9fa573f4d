import { listChangesRoute } from '@interlock/contract/changes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { testCtx } from '../../testing/ctx.ts';
import { testDatabase } from '../../testing/database.ts';
import { found, join } from '../../testing/people.ts';
import { changes } from './list.view.ts';

const { appUrl, ownerUrl } = await testDatabase();
const db = connect(appUrl, { max: 1, onIdleError: () => {} });
const owner = connect(ownerUrl, { max: 1, onIdleError: () => {} });
const reader = await join(db, await found(db), { name: 'Mo', roles: ['change_manager'] });
const now = new Date('2026-03-02T09:00:00Z');

const names = [
  ...['web-01.example.com', 'db-7', 'app-02', '10.20.30.40', '1.29.3', 'node.js', 'CVE-2024-1234', '/var/log/app'],
  ...['ops@example.com', 'foo_bar', 'C++', "O'Brien", 'R&D;', '<b>bold</b>', 'https://wiki.example.org/a/b?c=d#e'],
  ...['7f3b9c1e-1d2a-4f6b-9f00-aa11bb22cc33', '1e5', '-15', 'fe80::1:2', 'naïve', 'über-straße', 'хост-7.пример.рф'],
  ...['日本語、再起動', 'हिन्दी', 'cafe\u0301', 'north–south', 'a…b', '🚀launch', 'R2\u00a0D2'],
];
const values = names.map((name, n) => ({
  ...{ id: `chg_${n}`, number: n + 101, model_id: 'mdl_normal', model_version: 1 },
  ...{ state: 'draft', state_kind: 'draft' as const },
  ...{
    title: `Reboot ${name} now`,
    systems_affected: `gateway, ${name}`,
    priority: 4,
    created_at: now,
    updated_at: now,
  },
}));
beforeAll(async () => {
  await owner.insertInto('change').values(values).execute();
});
afterAll(() => Promise.all([db.destroy(), owner.destroy()]));

async function searched(q: string): Promise<number[]> {
  const list = await changes(testCtx(db, { actor: reader, now }), listChangesRoute.input.parse({ q, limit: 100 }));
  return list.items.map(({ number }) => Number(number.slice(4)) - 101);
}

test.each(names.map((name, n) => [name, n] as const))('%s is found as it is typed', async (name, n) => {
  for (const typed of [name, `Reboot ${name} now`, `gateway, ${name}`, name.slice(0, -1).replace(/\P{L}+$/u, '')]) {
    if (/[\p{L}\p{N}]/u.test(typed)) expect(await searched(typed), typed).toContain(n);
  }
});

test.each([
  ['a part of it', 'example.com', ['web-01.example.com', 'ops@example.com']],
  ['the beginning of its last word', 'web-01.ex', ['web-01.example.com']],
  ['its words by themselves, in any order', 'com web', ['web-01.example.com']],
  ['the net', '10.20.30', ['10.20.30.40']],
  ['other numbers than it has side by side', '20.10', []],
  ['another host with the same words apart', '01-web', []],
])('by %s', async (_how, typed, wanted) => {
  const at = (await searched(typed)).toSorted((a, b) => a - b);
  expect(at.map((n) => names[n])).toEqual(wanted);
});

test('a number is found alone, with the title behind it, and where other changes name it; its beginning finds nothing', async () => {
  expect(await searched('CHG-103')).toEqual([2]);
  expect(await searched('CHG-103 Reboot app-02')).toEqual([2]);
  expect(await searched('103')).toEqual([2]);
  expect(await searched('10')).toEqual([3]);
  const [like] = values;
  const after = { id: 'chg_after', number: 900, title: 'Undo CHG-103, as it failed' };
  if (like)
    await owner
      .insertInto('change')
      .values({ ...like, ...after })
      .execute();
  expect(await searched('undo chg-103')).toEqual([900 - 101]);
});
