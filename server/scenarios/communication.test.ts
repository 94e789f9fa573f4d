import { addRuleRoute, tryRuleRoute } from '@interlock/contract/communication.ts';
import { addChatRoute, listChatsRoute, listDeliveriesRoute, outboundRoute } from '@interlock/contract/deliveries.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import * as links from '@interlock/contract/person-links.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { mailServer } from '../testing/mail-server.ts';
import { receiver } from '../testing/receiver.ts';
import { move, raise, world } from '../testing/world.ts';

const server = await mailServer();
const room = await receiver();
const bank = await world('2026-03-02T09:00:00Z', {
  SMTP_URL: server.url,
  MAIL_FROM: 'Interlock <interlock@example.org>',
  OUTBOUND_ALLOW: '127.0.0.1',
  INTERLOCK_URL: 'http://changes.example.org',
});
afterAll(async () => {
  await server.close();
  room.close();
});
const rita = await bank.person('Rita', ['initiator']);
const sam = await bank.person('Sam', ['specialist']);
const carl = await bank.person('Carl', ['coordinator']);
const mona = await bank.person('Mona', ['change_manager']);
await bank.person('Abe', ['approver'], { approver: true });

const arrive = (what: () => unknown[], number: number) =>
  vi.waitFor(() => expect(what()).toHaveLength(number), { timeout: 15_000 });

test('whoever is asked to decide hears of it by mail, a room by a post, and the administrator sees both', async () => {
  const invited = () =>
    server.mails.filter(({ headers }) => headers['subject']?.startsWith('You are invited to Interlock of '));
  await arrive(invited, 5);
  expect(invited().map(({ to }) => to)).toContain('abe@example.org');

  const url = `${room.url}/services/very-secret`;
  const chat = await mona.call(addChatRoute, { name: 'Operations', format: 'slack', url });
  expect(JSON.stringify([chat, await mona.call(listChatsRoute, {})])).not.toContain('very-secret');
  const rule = await mona.call(addRuleRoute, {
    ...{ name: 'Moves into the room', events: ['watched_change_moved'], stateKinds: ['authorize'], minutes: null },
    ...{ condition: null, audience: [], groupId: null, bell: false, mail: false, chatIds: [chat.id] },
    ...{ pace: 'at_once', urgent: false, active: true },
  });
  server.mails.length = 0;

  let change = await raise(rita, sam, { coordinatorId: carl.id });
  change = await move(rita, change, 'assess', {});
  await move(carl, change, 'authorize');
  await arrive(() => server.mails.filter(({ to }) => to === 'abe@example.org'), 1);
  await arrive(() => room.posts, 1);
  const asked = server.mails.find(({ to }) => to === 'abe@example.org');
  expect(asked?.text).toContain(`http://changes.example.org/changes/${change.number}`);
  for (const part of ['Asked for by: Rita', 'Summary: ', 'You get this because your decision is asked for.']) {
    expect(asked?.text).toContain(part);
  }
  expect(room.posts[0]?.path).toBe('/services/very-secret');

  const { items } = await bank.admin.call(listDeliveriesRoute, { state: ['sent'] });
  expect(items).toContainEqual(
    expect.objectContaining({ kind: 'decision_asked', about: { id: change.id, label: change.number }, tries: 1 }),
  );
  expect(await bank.admin.call(outboundRoute, {})).toMatchObject({ held: null, counts: { given_up: 0 } });
  expect((await mona.call(tryRuleRoute, { ruleId: rule.id, change: change.number })).chats).toEqual(['Operations']);
  expect(await sam.refused(listDeliveriesRoute, {})).toMatchObject({ status: 403 });
});

test('of a restricted change the list of deliveries tells an administrator nothing', async () => {
  const hidden = await raise(rita, sam, { restricted: true, title: 'A leak' });
  await vi.waitFor(() => expect(server.mails.some(({ headers }) => headers['subject'] === hidden.number)).toBe(true), {
    timeout: 15_000,
  });
  const { items } = await bank.admin.call(listDeliveriesRoute, { limit: 200 });
  expect(items.some(({ about }) => about?.id === hidden.id)).toBe(false);
});

test('linking and unlinking come by mail to both accounts, and what is proposed to the administrator who can confirm it', async () => {
  const ann = await bank.person('Ann', ['approver']);
  const ann2 = await bank.person('Ann Two', ['approver']);
  const eve = await bank.person('Eva', ['administrator']);
  const saysTo = (to: { email: string }, words: RegExp) => () =>
    server.mails.filter((mail) => mail.to === to.email && words.test(mail.text));
  await bank.admin.call(links.linkAccountsRoute, { personId: ann.id, withId: ann2.id, reason: 'One badge' });
  for (const [to, other] of [
    [ann, 'Ann Two'],
    [ann2, 'Ann'],
  ] as const) {
    await arrive(
      saysTo(to, new RegExp(`Ada Admin linked your account with ${other}\\. You count as one person now`)),
      1,
    );
  }
  await bank.admin.browser.call(links.unlinkAccountRoute, { personId: ann2.id, reason: 'They are twins.' });
  await arrive(saysTo(eve, /They are twins\./), 1);
  expect(saysTo(ann, /twins|badge/)()).toEqual([]);
  await eve.browser.call(links.confirmUnlinkingRoute, { personId: ann2.id });
  for (const [to, other] of [
    [ann, 'Ann Two'],
    [ann2, 'Ann'],
  ] as const) {
    await arrive(saysTo(to, new RegExp(`Eva unlinked your account from ${other}\\. You count as different people`)), 1);
  }
});

test('an invitation says that it was mailed, and to an address that is refused it is given up with the reason', async () => {
  server.manners.push(550);
  const eve = { name: 'Eve', email: 'eve@nowhere.example.org', roles: ['initiator' as const] };
  expect(await bank.admin.browser.call(invitePersonRoute, eve)).toMatchObject({ mailed: true });
  await vi.waitFor(
    async () => {
      const { items } = await bank.admin.call(listDeliveriesRoute, { state: ['given_up'] });
      expect(items).toMatchObject([{ kind: 'invitation', problem: expect.stringContaining('not here'), tries: 1 }]);
    },
    { timeout: 15_000 },
  );
});
