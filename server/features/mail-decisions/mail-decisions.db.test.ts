import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../platform/database/db.ts';
import { openMail } from '../../platform/outgoing/mail.ts';
import { nowhere } from '../../platform/outside.ts';
import { testDatabase } from '../../testing/database.ts';
import { mailServer } from '../../testing/mail-server.ts';
import { addModel, oneRound } from '../../testing/models.ts';
import { outbox } from '../../testing/outbox.ts';
import { found, join, MORNING, type Signed } from '../../testing/people.ts';
import { roundsOf } from '../approvals/index.ts';
import { editChange } from '../change-flow/edit-change.ts';
import { moveChange } from '../change-flow/move-change.ts';
import { raiseChange } from '../change-forms/raise-change.ts';
import { loadChange } from '../changes/index.ts';
import { decideByLink } from './decide-by-link.ts';
import { lookAtLink } from './look-at-link.ts';

const database = await testDatabase();
const db = connect(database.appUrl, { max: 5, onIdleError: () => {} });
const server = await mailServer();
afterAll(() => Promise.all([server.close(), db.destroy()]));
const mail = openMail({ url: server.url, from: 'i@example.org' }, 'changes.example.org');
const box = outbox(db, { ...nowhere(Buffer.alloc(32, 9)), mail }, MORNING);

const ada = await found(db);
const rita = await join(db, ada, { name: 'Rita', roles: ['initiator'] });
const abe = await join(db, ada, { name: 'Abe', roles: ['approver'], groupIds: ['grp_approvers'] });
const ann = await join(db, ada, { name: 'Ann', roles: ['approver'], groupIds: ['grp_approvers'] });
await addModel(database, {
  id: 'mdl_all',
  key: 'all',
  name: 'All',
  definition: oneRound({ group: 'grp_approvers', quorum: { kind: 'all' } }),
});

beforeEach(() => {
  server.mails.length = 0;
  box.pass(60);
});

/** A change that asks, and the token in the mail that Abe got of it. */
async function asked(over: object = {}) {
  const { changeId } = await raiseChange(box.ctx(rita), {
    modelId: 'mdl_all',
    title: 'Upgrade the ledger',
    summary: 'S',
    ...over,
  });
  await moveChange(box.ctx(rita), [], { changeId, version: 1, to: 'ask' });
  await box.work();
  const token = /\/decide#(\S+)/.exec(server.mails.find(({ to }) => to === 'abe@example.org')?.text ?? '')?.[1] ?? '';
  expect(token).not.toBe('');
  return { changeId, token };
}

const look = (by: Signed, token: string) => lookAtLink(box.ctx(by), { token });
const decide = (by: Signed, token: string, decision: 'approve' | 'reject' = 'approve', comment = '') =>
  decideByLink(box.ctx(by), [], { token, decision, comment });
const votes = async (changeId: string) => (await roundsOf(db, changeId)).flatMap((round) => round.votes).length;
const refused = (code: string) => ({ no: { code } });

test('opening the link shows and decides nothing, however often; confirming decides, once', async () => {
  const { changeId, token } = await asked();
  for (let times = 0; times < 3; times++) {
    expect(await look(abe, token)).toMatchObject({ changeId, title: 'Upgrade the ledger', round: 'Ask' });
  }
  expect(await votes(changeId)).toBe(0);
  await decide(abe, token);
  expect(await votes(changeId)).toBe(1);
  await expect(decide(abe, token, 'reject', 'No')).rejects.toMatchObject(refused('link_spent'));
  await expect(look(abe, token)).rejects.toMatchObject(refused('link_spent'));
});

test('the page of the link shows all that a yes covers', async () => {
  const said = { description: 'The whole of it', testPlan: 'Look', systemsAffected: 'ledger-db-1', cost: 'Two nights' };
  const { token } = await asked(said);
  const shown = new Map((await look(abe, token)).content.map(({ field, value }) => [field as string, value]));
  for (const [field, value] of Object.entries({ ...said, summary: 'S' })) expect(shown.get(field)).toBe(value);
});

test('the page of the link says who asks for the change, and shows plans as they stand on its page', async () => {
  const { token } = await asked({ backoutPlan: '1. Switch **back**', systemsAffected: '**ledger**' });
  const { requester, content } = await look(abe, token);
  expect(requester).toBe('Rita');
  const html = new Map(content.map((one) => [one.field as string, one.html]));
  expect(html.get('backoutPlan')).toContain('<li>Switch <strong>back</strong></li>');
  expect([html.get('systemsAffected'), html.get('summary')]).toEqual([null, null]);
});

test('two presses at once decide once', async () => {
  const { changeId, token } = await asked();
  const tries = await Promise.allSettled([decide(abe, token), decide(abe, token), decide(abe, token)]);
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await votes(changeId)).toBe(1);
});

test('forwarded to somebody else who is signed in, it shows and decides nothing, also where they are asked themself', async () => {
  const { changeId, token } = await asked();
  for (const other of [ann, ada, rita]) {
    await expect(look(other, token)).rejects.toMatchObject(refused('not_your_link'));
    await expect(decide(other, token)).rejects.toMatchObject(refused('not_your_link'));
  }
  expect(await votes(changeId)).toBe(0);
});

test('it takes a browser session: an API token of the same person does not decide by it', async () => {
  const { token } = await asked();
  await expect(decide({ ...abe, sessionId: null }, token)).rejects.toMatchObject(refused('session_required'));
});

test('after a day it has expired, and says where to decide', async () => {
  const { token } = await asked();
  box.pass(24 * 60 + 1);
  await expect(look(abe, token)).rejects.toMatchObject({
    no: { code: 'link_spent', next: expect.stringContaining('inbox') },
  });
});

test('what was edited after the mail is not decided by it, and the mail about the new content decides', async () => {
  const { changeId, token } = await asked();
  server.mails.length = 0;
  const version = (await loadChange(db, changeId))?.version ?? 0;
  await editChange(box.ctx(rita), [], { changeId, version, summary: 'Something else' });
  await expect(decide(abe, token)).rejects.toMatchObject({
    no: { code: expect.stringMatching(/round_closed|changed_meanwhile/) },
  });
  expect(await votes(changeId)).toBe(0);
  await box.work();
  const anew = /\/decide#(\S+)/.exec(server.mails.find(({ to }) => to === 'abe@example.org')?.text ?? '')?.[1] ?? '';
  await decide(abe, anew);
  expect(await votes(changeId)).toBe(1);
});

test('forged, cut or from another server it is refused, and a no takes words', async () => {
  const { changeId, token } = await asked();
  const [body = '', mark = ''] = token.split('.');
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace(abe.id, ann.id)).toString('base64url');
  for (const wrong of [`${forged}.${mark}`, body, token.slice(0, -2), '']) {
    await expect(decide(ann, wrong)).rejects.toMatchObject(refused('link_spent'));
  }
  await expect(decide(abe, token, 'reject', ' ')).rejects.toMatchObject({ no: { errors: [{ path: 'comment' }] } });
  await decide(abe, token, 'reject', 'Not this week');
  expect((await loadChange(db, changeId))?.state).toBe('draft');
});
