import { approveChangeRoute, askAboutChangeRoute, rejectChangeRoute } from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  commentOnChangeRoute,
  editChangeRoute,
  listChangesRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { editPersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { listSessionsRoute, listTokensRoute } from '@interlock/contract/sessions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { footprint } from '../testing/footprint.ts';
import { inInbox, makeGroup } from '../testing/journey.ts';
import { addModel, oneRound } from '../testing/models.ts';
import { approve, type Client, move, raise, type Somebody, type World, world } from '../testing/world.ts';

let bank: World;
let rita: Somebody;
let carl: Somebody;
let sam: Somebody;
let abe: Somebody;
let ann: Somebody;
/** Asks Abe and Ann. */
let asked: ChangeDetail;
/** Asks nobody, and names neither. */
let foreign: ChangeDetail;

const authorized = async (change: ChangeDetail) => move(carl, await move(rita, change, 'assess'), 'authorize');

beforeAll(async () => {
  bank = await world();
  rita = await bank.person('Rita Requester', ['initiator']);
  carl = await bank.person('Carl Coordinator', ['coordinator']);
  sam = await bank.person('Sam Specialist', ['specialist']);
  abe = await bank.person('Abe Approver', ['approver'], { approver: true });
  ann = await bank.person('Ann Approver', ['approver'], { approver: true });
  asked = await authorized(await raise(rita, sam));
  foreign = await raise(rita, sam, { title: 'A very secret zebra' });
});

/** The same refusal for what is foreign and for what does not exist, but for the request's own id. */
async function refusalOf(client: Client, method: string, path: string, body?: unknown) {
  const answer = await client.send(method, path, body);
  const { requestId: _, ...said } = answer.body;
  return { status: answer.status, said };
}

const NOTHING = 'chg_01jnothing';
const aboutAChange: [string, string, Record<string, unknown>?][] = [
  ['GET', ''],
  ['GET', '/explain'],
  ['GET', '/activity'],
  ['GET', '/revisions'],
  ['POST', '/comments', { text: 'Hello' }],
  ['POST', '/approve', { version: 1, roundId: 'rnd_any' }],
  ['POST', '/reject', { version: 1, roundId: 'rnd_any', comment: 'No' }],
  ['POST', '/ask', { version: 1, roundId: 'rnd_any', words: 'Why?' }],
  ['POST', '/answer', { questionId: 'qst_any', words: 'So' }],
];

describe('somebody who is nothing but an approver', () => {
  test.each(['in the browser', 'with a token'])(
    'sees what they are asked about, and no other change, %s',
    async (how) => {
      const client = how === 'in the browser' ? abe.browser : abe;
      const list = await client.call(listChangesRoute, {});
      expect(list.items.map(({ id }) => id)).toEqual([asked.id]);
      expect((await client.call(listChangesRoute, { q: 'zebra' })).items).toEqual([]);
      expect((await client.call(inboxRoute, {})).items.map(({ about }) => about.id)).toEqual([asked.id]);
      expect((await client.call(showChangeRoute, { changeId: asked.number })).id).toBe(asked.id);
    },
  );

  test.each(aboutAChange)(
    'is told of a foreign change what they are told of none: %s %s',
    async (method, path, body) => {
      const before = await footprint(bank.database.ownerUrl);
      const of = (id: string) => refusalOf(abe, method, `/api/v1/changes/${id}${path}`, body);
      const refused = await of(foreign.id);
      expect(refused).toMatchObject({ status: 404, said: { code: 'not_found' } });
      expect(refused).toEqual(await of(NOTHING));
      expect(JSON.stringify(refused)).not.toMatch(/zebra|CHG-/);
      expect(await footprint(bank.database.ownerUrl)).toEqual(before);
    },
  );

  test('is told no more by its number', async () => {
    const refused = await refusalOf(abe, 'GET', `/api/v1/changes/${foreign.number}`);
    expect(refused.status).toBe(404);
    expect(refused).toEqual(await refusalOf(abe, 'GET', '/api/v1/changes/CHG-999999'));
  });

  test('still reads what they decided on', async () => {
    const own = await authorized(await raise(rita, sam));
    await approve(ann, await approve(abe, own));
    expect((await abe.call(showChangeRoute, { changeId: own.id })).state.key).toBe('build');
  });
});

describe('an approver with another place', () => {
  test('still sees what they are named on as coordinator or manager', async () => {
    const cor = await bank.person('Cor Named', ['coordinator']);
    const man = await bank.person('Man Named', ['change_manager']);
    const change = await raise(rita, sam, { coordinatorId: cor.id, managerId: man.id });
    for (const client of [cor, man]) {
      const { version } = await bank.admin.call(showPersonRoute, { personId: client.id });
      await bank.admin.browser.call(editPersonRoute, { personId: client.id, version, roles: ['approver'] });
      const list = await client.call(listChangesRoute, {});
      expect(list.items.map(({ id }) => id)).toEqual([change.id]);
    }
  });

  test('finds nothing in the inbox that they could not open: a group’s step of a change that names them nowhere', async () => {
    const gil = await bank.person('Gil Grouped', ['approver']);
    const group = await makeGroup(bank.admin, 'Movers', [gil, sam]);
    const definition = oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } });
    const transitions = definition.transitions.map((made) =>
      made.from === 'draft' ? { ...made, movers: [{ group: group.id }] } : made,
    );
    const id = 'mdl_by_group';
    await addModel(bank.database, { id, key: 'by_group', name: id, definition: { ...definition, transitions } });
    const change = await raise(rita, carl, { modelId: id });
    expect(await inInbox(sam, change)).toMatchObject([{ kind: 'move' }]);
    expect(await inInbox(gil, change)).toEqual([]);
  });
});

describe('a person’s own things', () => {
  test('are not there for anybody else: sessions and tokens', async () => {
    const [session] = (await rita.browser.call(listSessionsRoute, {})).items;
    const [token] = (await rita.browser.call(listTokensRoute, {})).items;
    for (const [kind, id] of [
      ['sessions', session?.id],
      ['tokens', token?.id],
    ]) {
      const of = (one: string) => refusalOf(bank.admin.browser, 'DELETE', `/api/v1/me/${kind}/${one}`);
      const refused = await of(id ?? '');
      expect(refused.status).toBe(404);
      expect(refused).toEqual(await of(`${kind === 'sessions' ? 'ses' : 'tok'}_01jnothing`));
    }
    expect((await rita.browser.call(listSessionsRoute, {})).items).toHaveLength(1);
    expect((await rita.browser.call(listTokensRoute, {})).items).toHaveLength(1);
  });

  test('of one kind are not taken for another', async () => {
    for (const path of [`/changes/${rita.id}`, `/people/${asked.id}`, `/me/tokens/${rita.id}`]) {
      const method = path.includes('tokens') ? 'DELETE' : 'GET';
      expect((await bank.admin.browser.send(method, `/api/v1${path}`)).status).toBe(400);
    }
  });
});

describe('an edit', () => {
  test('is for those whom the change names, coordinators and change managers', async () => {
    const change = await raise(rita, sam);
    const stranger = await bank.person('Stan Stranger', ['specialist', 'initiator', 'release_manager']);
    const edit = { changeId: change.id, version: change.version, title: 'Mine now' };
    expect(await stranger.refused(editChangeRoute, edit)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await bank.anonymous.refused(editChangeRoute, edit)).toMatchObject({ status: 401 });
    const edited = await sam.call(editChangeRoute, { ...edit, title: 'Sam’s title' });
    expect((await carl.call(editChangeRoute, { ...edit, version: edited.version })).title).toBe('Mine now');
  });
});

describe('nobody decides on their own change', () => {
  /** Everything but Abe's and Ann's tie to it is in order. */
  const tied: [string, (who: Somebody) => Promise<ChangeDetail>][] = [
    ['who raised it', async (who) => move(carl, await move(who, await raise(who, sam), 'assess'), 'authorize')],
    ['for whom it was raised', async (who) => coordinated(await raise(rita, sam, { requesterId: who.id }))],
    ['who carries it out', async (who) => authorized(await raise(rita, who))],
    [
      'who last edited what is decided on',
      async (who) => {
        const change = await raise(rita, sam, { coordinatorId: who.id });
        const testPlan = 'Try it';
        return authorized(await who.call(editChangeRoute, { changeId: change.id, version: change.version, testPlan }));
      },
    ],
  ];
  const coordinated = async (change: ChangeDetail) => move(carl, await move(carl, change, 'assess', {}), 'authorize');

  test.each(tied)('not the one %s: not in the browser, and not with a token', async (tie, make) => {
    const dora = await bank.person(`Dora ${tie}`, ['approver', 'coordinator'], { approver: true });
    const change = await make(dora);
    const round = change.rounds[0];
    expect(round?.asked.map(({ person }) => person.id)).not.toContain(dora.id);
    expect(round?.leftOut.map(({ person }) => person.id)).toContain(dora.id);
    const vote = { changeId: change.id, version: change.version, roundId: round?.id ?? '' };
    for (const client of [dora, dora.browser]) {
      expect((await client.refused(approveChangeRoute, vote)).status).toBe(403);
      expect((await client.refused(rejectChangeRoute, { ...vote, comment: 'No' })).status).toBe(403);
      expect((await client.refused(askAboutChangeRoute, { ...vote, words: 'Why?' })).status).toBe(403);
    }
  });

  test('an approver who is made the assignee during the round keeps their seat and cannot use it', async () => {
    const both = await bank.person('Bo Both', ['approver', 'specialist'], { approver: true });
    const change = await authorized(await raise(rita, sam));
    const next = await carl.call(editChangeRoute, {
      changeId: change.id,
      version: change.version,
      assigneeId: both.id,
    });
    expect(next.rounds[0]?.id).toBe(change.rounds[0]?.id);
    const vote = { changeId: next.id, version: next.version, roundId: next.rounds[0]?.id ?? '' };
    expect(await both.refused(approveChangeRoute, vote)).toMatchObject({ status: 403, code: 'own_change' });
  });
});

describe('a vote is on what was read', () => {
  test('one on an older version is refused and leaves nothing behind', async () => {
    const read = await authorized(await raise(rita, sam));
    await rita.call(editChangeRoute, { changeId: read.id, version: read.version, backoutPlan: 'None at all' });
    const before = await footprint(bank.database.ownerUrl);
    const vote = { changeId: read.id, version: read.version, roundId: read.rounds[0]?.id ?? '' };
    expect(await abe.refused(approveChangeRoute, vote)).toMatchObject({ status: 409, code: 'changed_meanwhile' });
    expect(await footprint(bank.database.ownerUrl)).toEqual(before);
  });

  test('the newest version does not help with a round about older words, nor a round of another change', async () => {
    const read = await authorized(await raise(rita, sam));
    const edited = await rita.call(editChangeRoute, { changeId: read.id, version: read.version, backoutPlan: 'None' });
    const vote = { changeId: edited.id, version: edited.version };
    const old = await abe.refused(approveChangeRoute, { ...vote, roundId: read.rounds[0]?.id ?? '' });
    expect(old).toMatchObject({ status: 409, code: 'round_closed' });
    const other = await abe.refused(approveChangeRoute, { ...vote, roundId: asked.rounds[0]?.id ?? '' });
    expect(other).toMatchObject({ status: 404 });
  });

  test('a member who joins the group later has no seat', async () => {
    const change = await authorized(await raise(rita, sam));
    const late = await bank.person('Lea Late', ['approver', 'initiator'], { approver: true });
    const vote = { changeId: change.id, version: change.version, roundId: change.rounds[0]?.id ?? '' };
    expect(await late.refused(approveChangeRoute, vote)).toMatchObject({ status: 403, code: 'not_an_approver' });
  });
});

test('a comment is refused to whoever reads only', async () => {
  const olga = await bank.person('Olga Auditor', ['auditor']);
  expect((await olga.call(showChangeRoute, { changeId: foreign.id })).number).toBe(foreign.number);
  expect(await olga.refused(commentOnChangeRoute, { changeId: foreign.id, text: 'x' })).toMatchObject({ status: 403 });
});
