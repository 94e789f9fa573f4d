import { expect, test } from 'vitest';
import {
  addressOfLink,
  endOf,
  endOfLink,
  isAlive,
  isUseWorthNoting,
  kindOfSecret,
  linkKinds,
  mayTry,
  prefixOfLink,
} from './sessions.rules.ts';

const at = (text: string) => new Date(`2026-03-${text}Z`);
const started = { lastUsedAt: at('02T09:00:00'), endsAt: at('09T09:00:00') };

test.each([
  ['used a moment ago', started, at('02T09:00:01'), true],
  ['not used for 8 hours to the second', started, at('02T17:00:00'), true],
  ['not used for 8 hours and a second', started, at('02T17:00:01'), false],
  ['used all along, 7 days old to the second', { ...started, lastUsedAt: at('09T08:59:00') }, at('09T09:00:00'), true],
  ['used all along, 7 days and a second old', { ...started, lastUsedAt: at('09T08:59:00') }, at('09T09:00:01'), false],
])('a session %s is alive: %s', (_what, session, now, alive) => {
  expect(isAlive(session, now)).toBe(alive);
});

test('a session ends at the earlier of its two ends', () => {
  expect(endOf(started)).toEqual(at('02T17:00:00'));
  expect(endOf({ ...started, lastUsedAt: at('09T06:00:00') })).toEqual(at('09T09:00:00'));
});

test.each([
  ['never used', null, true],
  ['used 59 seconds ago', at('02T09:00:01'), false],
  ['used a minute ago', at('02T09:00:00'), true],
])('a use is written down when it was %s', (_what, lastUsedAt, worth) => {
  expect(isUseWorthNoting(lastUsedAt, at('02T09:01:00'))).toBe(worth);
});

test.each([
  ['a set-up link', 'set_up', at('02T10:00:00')],
  ['an invitation', 'invitation', at('09T09:00:00')],
  ['a reset link', 'reset', at('03T09:00:00')],
] as const)('%s can be used for its own time', (_what, kind, end) => {
  expect(endOfLink(kind, at('02T09:00:00'))).toEqual(end);
});

test('a secret says of which kind it is, and another kind of secret is none', () => {
  for (const kind of linkKinds) expect(kindOfSecret(`${prefixOfLink(kind)}_abc`)).toBe(kind);
  for (const other of ['ilk_ses_abc', 'ilk_tok_abc', 'ilk_invabc', 'abc', ''])
    expect(kindOfSecret(other)).toBeUndefined();
});

test("a link's secret stands in the fragment, where no log and no Referer sees it", () => {
  const address = new URL(addressOfLink('https://changes.example.org', 'reset', 'ilk_rst_abc'));
  expect(address.hash).toBe('#ilk_rst_abc');
  expect(address.pathname + address.search).toBe('/reset');
});

const now = at('02T09:15:00');
test.each([
  ['few wrong tries', null, null, undefined],
  ['ten on the account, the first 5 minutes ago', at('02T09:10:00'), null, 600],
  ['fifty from the address, the first 14 minutes ago', null, at('02T09:01:00'), 60],
  ['both, the account open later', at('02T09:12:00'), at('02T09:01:00'), 720],
  ['ten on the account, the first 15 minutes ago', at('02T09:00:00'), null, undefined],
])('after %s the next try waits', (_what, tenthOnAccount, fiftiethFromAddress, seconds) => {
  const verdict = mayTry(tenthOnAccount, fiftiethFromAddress, now);
  if (seconds === undefined) expect(verdict.ok).toBe(true);
  else expect(verdict).toMatchObject({ ok: false, code: 'too_many_tries', retryAfterSeconds: seconds });
});
