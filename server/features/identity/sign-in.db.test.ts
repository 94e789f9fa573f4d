import { beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, MORNING, PASSWORD, partsOf, type Signed, signedIn, story } from '../../testing/people.ts';
import { actorOf } from '../sessions/index.ts';
import { deactivatePerson } from './edit-person.ts';

import { invitePerson } from './invite-person.ts';
import { changePassword, signIn } from './sign-in.ts';

const later = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000);
const refused = (code: string) => ({ no: { code } });

let db: Db;
let ada: Signed;
beforeAll(async () => {
  db = await testDb();
  ada = await found(db);
});

type Try = { email: string; password?: string; now?: Date; address?: string };
const attempt = ({ email, password = 'not the password', now = MORNING, address = '198.51.100.1' }: Try) =>
  signIn(testCtx(db, { actor: nobody, now, address }), { email, password });

test('signing in again gives a new session, and the one that the browser had is over', async () => {
  const before = await signedIn(db, ada.email);
  const { session } = await signIn(testCtx(db, { actor: before }), { email: ada.email, password: PASSWORD });
  expect(await actorOf(db, { cookie: before.secret }, MORNING)).toEqual(nobody);
  expect((await actorOf(db, { cookie: session.secret }, MORNING)).id).toBe(ada.id);
});

test('a wrong password, an unknown e-mail, somebody invited and somebody deactivated get the same answer', async () => {
  const ben = await join(db, ada, { name: 'Ben', roles: ['specialist'] });
  await deactivatePerson(testCtx(db, { actor: ada }), { personId: ben.id, version: 1 });
  await invitePerson(testCtx(db, { actor: ada }), {
    name: 'Cem',
    email: 'cem@example.org',
    roles: ['specialist'],
    groupIds: [],
  });
  const tries = [
    { email: ada.email },
    { email: 'nobody@example.org' },
    { email: 'cem@example.org' },
    { email: ben.email, password: PASSWORD },
  ];
  const answers = await Promise.allSettled(tries.map(attempt));
  const words = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.no : 'let in'));
  expect(new Set(words.map((word) => JSON.stringify(word))).size).toBe(1);
  expect(words[0]).toMatchObject({ code: 'bad_credentials' });
});

test('a failed sign-in is on record, with the typed e-mail as a part that can be erased', async () => {
  await expect(attempt({ email: 'typo@example.org', address: '198.51.100.7' })).rejects.toMatchObject(
    refused('bad_credentials'),
  );
  expect((await story(db, 'session.refused')).at(-1)).toEqual({
    actor: 'nobody',
    verb: 'session.refused',
    object: 'unknown',
  });
  expect(await partsOf(db, 'session.refused')).toEqual({ email: 'typo@example.org', address: '198.51.100.7' });
  await expect(attempt({ email: ada.email })).rejects.toMatchObject(refused('bad_credentials'));
  expect((await story(db, 'session.refused')).at(-1)?.object).toBe(ada.id);
});

test('what is typed as an e-mail is not kept among the wrong tries', async () => {
  await expect(attempt({ email: 'typo@example.org' })).rejects.toMatchObject(refused('bad_credentials'));
  const kept = await db.selectFrom('sign_in_failure').select('account').execute();
  expect(kept.map(({ account }) => account).filter((account) => account.includes('@'))).toEqual([]);
});

describe('ten wrong tries in 15 minutes', () => {
  let eve: Signed;
  const start = later(60);
  const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  beforeAll(async () => {
    eve = await join(db, ada, { name: 'Eve', roles: ['specialist'] });
    // From ten addresses, on two servers' worth of connections, all at once.
    const answers = await Promise.allSettled(
      Array.from({ length: 14 }, (_, n) => attempt({ email: eve.email, now: start, address: `203.0.113.${n}` })),
    );
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.no.code : 'let in'));
    expect(codes.filter((code) => code === 'bad_credentials')).toHaveLength(10);
    expect(codes.filter((code) => code === 'too_many_tries')).toHaveLength(4);
  });

  test('close the account to its right password too, and say for how long', async () => {
    await expect(attempt({ email: eve.email, password: PASSWORD, now: after(5) })).rejects.toMatchObject({
      no: { code: 'too_many_tries', retryAfterSeconds: 600 },
    });
  });

  test('leave other accounts alone', async () => {
    await expect(attempt({ email: ada.email, password: PASSWORD, now: after(5) })).resolves.toMatchObject({
      personId: ada.id,
    });
  });

  test('count against the current password of a signed-in person as well', async () => {
    const ctx = testCtx(db, { actor: { ...eve }, now: after(5), address: '198.51.100.9' });
    await expect(changePassword(ctx, { current: PASSWORD, next: 'another long password' })).rejects.toMatchObject(
      refused('too_many_tries'),
    );
  });

  test('are forgotten after 15 minutes, and the tries that were refused did not make it longer', async () => {
    await expect(attempt({ email: eve.email, password: PASSWORD, now: after(15) })).resolves.toMatchObject({
      personId: eve.id,
    });
  });
});

test('fifty wrong tries from an address, on whatever accounts, close it; right ones do not count', async () => {
  const now = later(300);
  const address = '203.0.113.200';
  for (let n = 0; n < 3; n++) await attempt({ email: ada.email, password: PASSWORD, now, address });
  const answers = await Promise.allSettled(
    Array.from({ length: 52 }, (_, n) => attempt({ email: `guess${n}@example.org`, now, address })),
  );
  const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.no.code : 'let in'));
  expect(codes.filter((code) => code === 'too_many_tries')).toHaveLength(2);
  await expect(attempt({ email: ada.email, password: PASSWORD, now, address })).rejects.toMatchObject({
    no: { code: 'too_many_tries', because: 'Too many wrong tries came from your network address.' },
  });
  await expect(attempt({ email: ada.email, password: PASSWORD, now })).resolves.toMatchObject({ personId: ada.id });
});

test('whoever is signed in changes their password also where others closed the address', async () => {
  const now = later(400);
  const address = '203.0.113.201';
  const zoe = await join(db, ada, { name: 'Zoe', roles: ['specialist'] });
  await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) => attempt({ email: `guess${n}@example.org`, now, address })),
  );
  const ctx = testCtx(db, { actor: { ...zoe }, now, address });
  const change = (current: string) => changePassword(ctx, { current, next: 'another long password' });
  for (let n = 0; n < 9; n++) await expect(change('wrong')).rejects.toMatchObject(refused('invalid'));
  await expect(change(PASSWORD)).resolves.toBeDefined();
});

test('somebody who is deactivated while they sign in is not let in', async () => {
  const fay = await join(db, ada, { name: 'Fay', roles: ['specialist'] });
  const now = later(600);
  await Promise.allSettled([
    ...Array.from({ length: 5 }, () => attempt({ email: fay.email, password: PASSWORD, now })),
    deactivatePerson(testCtx(db, { actor: ada }), { personId: fay.id, version: 1 }),
  ]);
  const left = await db.selectFrom('session').select('id').where('person_id', '=', fay.id).execute();
  expect(left).toEqual([]);
});

test('a new password ends every session and gives this browser another one', async () => {
  const gil = await join(db, ada, { name: 'Gil', roles: ['specialist'] });
  const elsewhere = await signedIn(db, gil.email);
  await expect(
    changePassword(testCtx(db, { actor: gil }), { current: 'not my password', next: 'another long password' }),
  ).rejects.toMatchObject({ no: { code: 'invalid', errors: [{ path: 'current' }] } });
  const session = await changePassword(testCtx(db, { actor: gil }), {
    current: PASSWORD,
    next: 'another long password',
  });
  for (const old of [gil.secret, elsewhere.secret]) expect(await actorOf(db, { cookie: old }, MORNING)).toEqual(nobody);
  expect((await actorOf(db, { cookie: session.secret }, MORNING)).id).toBe(gil.id);
  await expect(attempt({ email: gil.email, password: PASSWORD })).rejects.toMatchObject(refused('bad_credentials'));
  await attempt({ email: gil.email, password: 'another long password' });
});
