import { listAuditRoute } from '@interlock/contract/audit.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { acceptLinkRoute, signInRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute, resetLinkRoute } from '@interlock/contract/people.ts';
import { linkAccountsRoute } from '@interlock/contract/person-links.ts';
import { listVotesToLookAtRoute, type VoteReason } from '@interlock/contract/vote-checks.ts';
import { describe, expect, test } from 'vitest';
import { makeGroup } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import {
  allScopes,
  approve,
  clientOf,
  move,
  PASSWORD,
  raise,
  type Somebody,
  signedIn,
  world,
} from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const { admin: ada, clock } = bank;
const olga = await bank.person('Olga Auditor', ['auditor']);
const sam = await bank.person('Sam', ['specialist']);

/** Somebody who has come in from a browser of their own. */
async function from(device: string, name: string, roles: ('approver' | 'initiator')[], by = ada): Promise<Somebody> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const { link } = await by.browser.call(invitePersonRoute, { name, email, roles });
  const secret = link.split('#')[1] ?? '';
  const body = { secret, password: PASSWORD };
  const answer = await clientOf(bank.address, {}).send('POST', acceptLinkRoute.path, body, { 'user-agent': device });
  return signedIn(bank.address, answer, allScopes);
}

/** An address has many browsers; one of them signs in as somebody. */
const signIn = (device: string, { email }: { email: string }) =>
  bank.anonymous.send('POST', signInRoute.path, { email, password: PASSWORD }, { 'user-agent': device });

const rita = await from('Firefox of Rita', 'Rita', ['initiator']);
const abe = await from('Firefox of Abe', 'Abe', ['approver']);
const ben = await from('Firefox of Ben', 'Ben', ['approver']);

let made = 0;
async function asking(people: readonly Somebody[], by: Somebody = rita): Promise<ChangeDetail> {
  const key = `looked_${++made}`;
  const group = await makeGroup(ada, `Looked ${made}`, people);
  const definition = oneRound({ group: group.id, quorum: { kind: 'all' } });
  await addModel(bank.database, { id: `mdl_${key}`, key, name: key, definition });
  return move(by, await raise(by, sam, { modelId: `mdl_${key}` }), 'ask');
}

const seen = async (change: ChangeDetail, reason?: VoteReason) =>
  (await olga.call(listVotesToLookAtRoute, { limit: 100, ...(reason && { reason }) })).items.filter(
    (vote) => vote.change.id === change.id,
  );
const said = (votes: Awaited<ReturnType<typeof seen>>) =>
  votes.map(({ voter, other, parts, reason }) => `${voter.name}, ${other.name} (${parts.join(' ')}): ${reason}`);

describe('approvals to look at', () => {
  test('are none of those whom nothing joins', async () => {
    const change = await approve(ben, await approve(abe, await asking([abe, ben])));
    expect(await seen(change)).toEqual([]);
  });

  test('are votes from the browser and address of whoever asked for the change', async () => {
    const change = await approve(abe, await asking([abe, ben]));
    await signIn('Firefox of Rita', abe);
    expect(said(await seen(change))).toEqual(['Abe, Rita (requester raiser editor): same_device']);
    expect(await seen(change, 'created_by')).toEqual([]);
  });

  test('and of whoever voted in the same round, shown once', async () => {
    const cat = await from('Safari of Cat', 'Cat', ['approver']);
    const change = await approve(cat, await approve(ben, await asking([ben, cat])));
    await signIn('Safari of Cat', ben);
    expect(said(await seen(change))).toEqual(['Cat, Ben (voter): same_device']);
  });

  test('but not where more than a few sign in, as from an office behind one address', async () => {
    const office = 'Edge of the bank';
    const crowd: Somebody[] = [];
    for (const at of [1, 2, 3, 4, 5, 6]) crowd.push(await from(office, `Crowd ${at}`, ['approver', 'initiator']));
    const [first, second] = crowd as [Somebody, Somebody];
    expect(await seen(await approve(second, await asking([second], first)))).toEqual([]);
  });

  test('are votes with an account that the author made', async () => {
    const una = await bank.person('Una', ['administrator', 'initiator']);
    const puppet = await from('Chrome of the puppet', 'Puppet', ['approver'], una);
    const change = await approve(puppet, await asking([puppet], una));
    expect(said(await seen(change, 'created_by'))).toEqual(['Puppet, Una (requester raiser editor): created_by']);
  });

  test('are votes with an account for which the author, or another voter, made a reset link before', async () => {
    const [una, vic] = [
      await bank.person('Una Two', ['administrator', 'initiator']),
      await bank.person('Vic', ['administrator', 'approver']),
    ];
    const [taken, asked] = [
      await from('Edge of Tess', 'Tess', ['approver']),
      await from('Edge of Tom', 'Tom', ['approver']),
    ];
    const before = await approve(taken, await asking([taken], una));
    const group = [taken, asked, vic];
    clock.pass(1);
    for (const [by, { id: personId }] of [
      [una, taken],
      [vic, asked],
    ] as const)
      await by.browser.call(resetLinkRoute, { personId });
    const change = await approve(asked, await approve(vic, await approve(taken, await asking(group, una))));
    expect(await seen(before, 'link_made_by')).toEqual([]);
    expect(said(await seen(change, 'link_made_by'))).toEqual([
      'Tom, Vic (voter): link_made_by',
      'Tess, Una Two (requester raiser editor): link_made_by',
    ]);
  });

  test('are votes that count although both accounts are one person’s, once the work goes on', async () => {
    const [eli, eli2] = [await from('One', 'Eli', ['approver']), await from('Two', 'Eli Too', ['approver'])];
    const carl = await bank.person('Carl', ['coordinator']);
    const change = await move(carl, await approve(eli2, await approve(eli, await asking([eli, eli2]))), 'work');
    await ada.call(linkAccountsRoute, { personId: eli.id, withId: eli2.id, reason: 'One badge' });
    expect(said(await seen(change))).toEqual(['Eli Too, Eli (voter): one_person']);
    expect((await seen(change))[0]).toMatchObject({ change: { number: change.number }, decision: 'approve' });
  });

  test('come page by page, and as a file; that they were looked at is on record', async () => {
    const all = (await olga.call(listVotesToLookAtRoute, { limit: 100 })).items;
    const paged = [];
    for (let cursor: string | undefined; ; ) {
      const page = await olga.call(listVotesToLookAtRoute, { limit: 1, ...(cursor && { cursor }) });
      paged.push(...page.items);
      cursor = page.next ?? undefined;
      if (cursor === undefined) break;
    }
    expect(all.length).toBeGreaterThan(3);
    expect(paged).toEqual(all);
    const { body } = await olga.send('GET', '/api/v1/audit/votes.csv');
    const lines = String(body['text']).trim().split('\r\n');
    expect(lines).toHaveLength(all.length + 1);
    expect(lines.find((line) => line.includes('Puppet'))).toContain('Made the account of the voter');
    const { items } = await ada.call(listAuditRoute, { actor: olga.id });
    expect(items.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['audit.votes_read', 'votes.exported']));
    expect(await rita.refused(listVotesToLookAtRoute, {})).toMatchObject({ code: 'forbidden' });
  });

  test('are those of the last 90 days', async () => {
    clock.pass(91 * 24 * 60);
    const again = await signIn('Firefox of Olga', olga);
    const later = await signedIn(bank.address, again, allScopes);
    expect((await later.call(listVotesToLookAtRoute, {})).items).toEqual([]);
  });
});
