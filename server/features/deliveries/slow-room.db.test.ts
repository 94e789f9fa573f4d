import { afterAll, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { openSecrets } from '../../platform/folder/secrets.ts';
import { newId } from '../../platform/ids.ts';
import { openPost } from '../../platform/outgoing/post.ts';
import { testDatabase } from '../../testing/database.ts';
import { outbox } from '../../testing/outbox.ts';
import { found, join, MORNING } from '../../testing/people.ts';
import { receiver } from '../../testing/receiver.ts';
import { addChat } from './edit-chats.ts';
import { queue } from './queue.step.ts';
import { sendAgain } from './release-outbound.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const [hung, quick] = [await receiver(), await receiver()];
afterAll(async () => {
  await db.destroy();
  hung.close();
  quick.close();
});

const post = openPost({ allow: ['127.0.0.1'], patienceMs: 200 });
const mail = { from: 'i@example.org', send: async () => ({ ok: true as const }) };
const box = outbox(db, { mail, post, secrets: openSecrets(Buffer.alloc(32, 7)) }, MORNING);
const ada = await found(db);
const mona = await join(db, ada, { name: 'Mona', roles: ['change_manager'] });
const roomAt = (url: string) => addChat(box.ctx(mona), { name: newId('room'), format: 'slack', url });
const [slowRoom, otherRoom] = [await roomAt(hung.url), await roomAt(quick.url)];

const about = { kind: 'test', subject: null, byId: null, parts: {}, daily: false, sealed: null } as const;
const send = async (to: { chatId: string } | { personId: string }) => {
  const ctx = box.ctx();
  const when = { at: ctx.now, dueAt: ctx.now, key: newId('tst') };
  await ctx.transaction((tx) => queue(tx, ctx, [{ ...to, ...about, ...when }]));
};
const hangs = (posts: number) => hung.manners.push(...Array(posts).fill(() => {}));
const standings = () => db.selectFrom('delivery').select(['id', 'state', 'problem', 'tries']).orderBy('id').execute();

test('mails and posts stand in queues of their own', async () => {
  await send({ personId: mona.id });
  await send({ chatId: otherRoom });
  expect(box.waiting.map(({ queue }) => queue)).toEqual(['deliveries.send', 'deliveries.post']);
  await box.work();
  expect(quick.posts).toHaveLength(1);
});

test('a room that takes too long three times in a row is left alone for a while, longer each time, and others are not', async () => {
  hangs(4);
  for (let post = 0; post < 5; post++) await send({ chatId: slowRoom });
  await send({ chatId: otherRoom });
  await box.work();
  expect(hung.posts).toHaveLength(3);
  expect(quick.posts).toHaveLength(2);
  const said = (await standings()).filter(({ problem }) => problem?.startsWith('Not tried'));
  expect(said.map(({ state, problem }) => ({ state, problem }))).toEqual(
    Array(2).fill({
      state: 'failed',
      problem: 'Not tried: the room has taken too long 3 times in a row and is left alone until 09:01 UTC.',
    }),
  );
  box.pass(1);
  await box.tick();
  expect(hung.posts).toHaveLength(4);
});

test('whoever tries again does not wait, and a room that answers gets everything', async () => {
  const [failed] = (await standings()).filter(({ state }) => state === 'failed');
  await sendAgain(box.ctx(ada), { deliveryId: failed?.id ?? '' });
  await box.work();
  expect(hung.posts).toHaveLength(5);
  box.pass(5);
  await box.tick();
  expect((await standings()).map(({ state }) => state)).toEqual(Array(8).fill('sent'));
});

test('an answer between takes the count back to its beginning', async () => {
  hangs(2);
  hung.manners.push((answer) => answer.end('ok'));
  hangs(2);
  for (let post = 0; post < 6; post++) await send({ chatId: slowRoom });
  await box.work();
  expect((await standings()).at(-1)).toMatchObject({ state: 'sent' });
});
