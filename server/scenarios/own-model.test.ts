import { listAuditRoute } from '@interlock/contract/audit.ts';
import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import {
  declineGroupProposalRoute,
  editGroupRoute,
  listGroupsRoute,
  publishGroupProposalRoute,
} from '@interlock/contract/groups.ts';
import * as drafts from '@interlock/contract/model-drafts.ts';
import { tryModelRoute } from '@interlock/contract/model-trials.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { deactivatePersonRoute, listPeopleRoute, reactivatePersonRoute } from '@interlock/contract/people.ts';
import { requestOf } from '@interlock/contract/route.ts';
import { describe, expect, test } from 'vitest';
import { clientOf, move, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
await bank.person('Abe Approver', ['approver'], { approver: true });
const ada = bank.admin;

type Draft = drafts.Draft;
const asRead = ({ modelId, version }: Draft) => ({ modelId, version });
const write = (by: Somebody, draft: Draft, definition: object): Promise<Draft> =>
  by.call(drafts.writeDraftRoute, { ...asRead(draft), definition: { ...definition } });
const publish = (by: Somebody, draft: Draft) => by.browser.call(drafts.publishDraftRoute, asRead(draft));
const raised = (modelId: string, over = {}) =>
  rita.call(raiseChangeRoute, { modelId, title: 'Swap the badge readers', assigneeId: sam.id, ...over });

const lastTold = async (who: Somebody) => (await who.call(listNotificationsRoute, { limit: 1 })).items[0];

const movers = [{ is: 'requester' }];
/** The bank's own process: small, with a board that looks at what is big. */
const own = {
  raise: 'change.raise',
  states: [
    { key: 'idea', name: 'Idea', kind: 'draft' },
    {
      key: 'board',
      name: 'Board',
      kind: 'authorize',
      requires: ['summary'],
      approvals: [{ key: 'board', name: 'Board', group: 'grp_approvers', quorum: { kind: 'any' } }],
      rejectedTo: 'idea',
    },
    { key: 'doing', name: 'Doing', kind: 'implement' },
    { key: 'looked_over', name: 'Looked over', kind: 'review' },
    { key: 'done', name: 'Done', kind: 'closed' },
  ],
  transitions: [
    { from: 'idea', to: 'board', label: 'Ask the board', movers, when: 'change.impact != "low"' },
    { from: 'idea', to: 'doing', label: 'Just do it', movers: [{ is: 'assignee' }], when: 'change.impact == "low"' },
    { from: 'board', to: 'doing', label: 'Begin', movers: [{ is: 'assignee' }] },
    { from: 'doing', to: 'looked_over', label: 'Hand over', movers: [{ is: 'assignee' }] },
    { from: 'looked_over', to: 'done', label: 'Done', movers: [{ is: 'change_manager' }], guards: ['closure'] },
  ],
  cancel: { from: ['idea', 'board'], movers },
};
const without = (key: string) => ({ ...own, transitions: own.transitions.filter(({ from }) => from !== key) });
const withMove = (at: number, over: object) => ({
  ...own,
  transitions: own.transitions.map((made, index) => (index === at ? { ...made, ...over } : made)),
});

describe('an administrator alone', () => {
  let draft: Draft;

  test('writes a model, and is told every fault at each save, where it is and what to do', async () => {
    draft = await ada.call(drafts.beginDraftRoute, { key: 'own', name: 'Our own' });
    expect(draft).toMatchObject({ state: 'draft', basedOn: null, writers: [{ name: 'Ada Admin' }], differences: [] });
    const faulty: [object, string, RegExp][] = [
      [{ ...own, states: own.states.slice(0, 4) }, 'transitions.4.to', /there is no state done/i],
      [without('looked_over'), 'states.4', /Nothing leads to Done/],
      [withMove(3, { to: 'idea' }), 'transitions.3.to', /leads back before the work/],
      [withMove(2, { movers: [{ group: 'grp_nowhere' }] }), 'transitions.2.movers.0', /There is no group grp_nowhere/],
      [withMove(0, { movers: [{ is: 'king' }] }), 'transitions.0.movers.0', /./],
      [withMove(0, { guards: ['full_moon'] }), 'transitions.0.guards.0', /./],
      [withMove(0, { when: 'change.imapct == "high"' }), 'transitions.0.when', /there is no imapct/],
      [withMove(0, { when: '1 == 2' }), 'transitions.0.when', /what is always so needs no condition/],
      [withMove(4, { enforce: { closure: 'inform' } }), 'transitions.4.enforce.closure', /can only block/],
      [{ ...own, raise: 'audit.read' }, 'raise', /does not take the permission/],
      [{}, 'states', /./],
    ];
    for (const [definition, path, message] of faulty) {
      draft = await write(ada, draft, definition);
      const fault = draft.faults.find((found) => found.path.join('.') === path);
      expect([path, fault?.message]).toEqual([path, expect.stringMatching(message)]);
      expect(await ada.refused(drafts.proposeDraftRoute, asRead(draft))).toMatchObject({
        code: 'model_faulty',
        errors: expect.arrayContaining([{ path, message: fault?.message }]),
      });
      expect((await ada.browser.refused(drafts.publishDraftRoute, asRead(draft))).code).toBe('model_faulty');
    }
    draft = await write(ada, draft, own);
    expect(draft.faults).toEqual([]);
    expect(draft.warnings.map(({ message }) => message)).toEqual([
      'Doing can be reached without anybody’s approval.',
      'Board asks one person alone: whoever is tied to a change does not decide on it, and then nobody could.',
    ]);
  });

  test('tries it on an example: what it demands, whom it asks, and which way it goes', async () => {
    const example = async (facts: object) =>
      (await ada.call(tryModelRoute, { definition: { ...own }, example: { facts: { ...facts }, filled: [] } })).states;
    const big = await example({ impact: 'high' });
    expect(big.filter(({ onTheWay }) => onTheWay).map(({ name }) => name)).toEqual([
      'Idea',
      'Board',
      'Doing',
      'Looked over',
      'Done',
    ]);
    expect(big[1]).toMatchObject({
      demands: [{ field: 'summary', missing: true }],
      rounds: [{ group: 'Approvers', needed: 1, asked: true, people: [{ name: 'Abe Approver' }] }],
    });
    const small = await example({ impact: 'low' });
    expect(small.map(({ onTheWay }) => onTheWay)).toEqual([true, false, true, true, true]);
    expect(small[0]?.moves).toMatchObject([{ offered: false, where: 'change.impact != "low"' }, { offered: true }]);
    expect(await ada.refused(tryModelRoute, { definition: {}, example: {} })).toMatchObject({ code: 'model_faulty' });
  });

  test('sees no stale save through, and no second draft beside the first', async () => {
    expect(await ada.refused(drafts.writeDraftRoute, { modelId: draft.modelId, version: 1, name: 'X' })).toMatchObject({
      code: 'changed_meanwhile',
    });
    const again = await ada.call(drafts.beginDraftRoute, { modelId: 'mdl_normal' });
    expect(await ada.refused(drafts.beginDraftRoute, { modelId: 'mdl_normal' })).toMatchObject({
      code: 'already_drafted',
    });
    expect(await ada.browser.refused(drafts.publishDraftRoute, asRead(again))).toMatchObject({
      code: 'invalid',
      detail: 'It says the same as the version in force.',
    });
    await ada.call(drafts.discardDraftRoute, asRead(again));
    expect((await ada.refused(drafts.showDraftRoute, { modelId: 'mdl_normal' })).status).toBe(404);
  });

  test('publishes it alone, at a browser only, and the record says that nobody else looked', async () => {
    expect(draft).toMatchObject({ mayPublish: true, othersMayPublish: false });
    expect(await ada.refused(drafts.publishDraftRoute, asRead(draft))).toMatchObject({ code: 'session_required' });
    expect(await publish(ada, draft)).toMatchObject({ key: 'own', version: 1, retiredAt: null });
    const { items } = await ada.call(listAuditRoute, { object: draft.modelId, verb: 'model.published' });
    expect(items).toMatchObject([{ parts: { name: 'Our own', alone: true, replaces: null } }]);
    const [version] = (await rita.call(drafts.listModelVersionsRoute, { modelId: draft.modelId })).items;
    expect(version).toMatchObject({
      version: 1,
      publishedAlone: true,
      publishedBy: { name: 'Ada Admin' },
      inForce: true,
    });
  });

  test('has made a model that changes follow from their birth to their end', async () => {
    let change = await raised(draft.modelId);
    expect(change.steps.map(({ name }) => name)).toEqual(['Idea', 'Board', 'Doing', 'Looked over', 'Done']);
    change = await move(sam, change, 'doing');
    change = await move(sam, change, 'looked_over');
    change = await move(mona, change, 'done', { closureCode: 'successful', closureNotes: 'They read.' });
    expect(change).toMatchObject({ outcome: 'successful', model: { version: 1, newestVersion: 1 } });
  });
});

describe('where there are two administrators', () => {
  let eve: Somebody;
  let modelId: string;
  const twoGuards = withMove(3, { guards: ['tasks_done'] });

  test('a draft is proposed with a note, sent back with words, written again, and published by the other', async () => {
    eve = await bank.person('Eve Admin', ['administrator']);
    modelId = (await ada.call(listModelsRoute, {})).items.find(({ key }) => key === 'own')?.id ?? '';
    let draft = await ada.call(drafts.beginDraftRoute, { modelId });
    draft = await write(ada, draft, withMove(3, { label: 'Give it over' }));
    expect(draft).toMatchObject({
      basedOn: 1,
      mayPublish: false,
      othersMayPublish: true,
      differences: ['Give it over (Doing to Looked over) was labelled Hand over.'],
    });
    expect(await ada.browser.refused(drafts.publishDraftRoute, asRead(draft))).toMatchObject({ code: 'second_person' });
    expect(await eve.browser.refused(drafts.publishDraftRoute, asRead(draft))).toMatchObject({
      detail: 'It is being written still.',
    });
    draft = await ada.call(drafts.proposeDraftRoute, { ...asRead(draft), note: 'A plainer word.' });
    expect(await lastTold(eve)).toMatchObject({
      kind: 'model_proposed',
      by: { name: 'Ada Admin' },
      parts: { words: 'A plainer word.' },
      about: { id: modelId, label: draft.key },
    });
    expect([await lastTold(ada), await lastTold(mona)]).toEqual([undefined, undefined]);
    expect(await ada.browser.refused(drafts.publishDraftRoute, asRead(draft))).toMatchObject({ code: 'second_person' });
    expect((await eve.refused(drafts.returnDraftRoute, asRead(draft))).errors).toMatchObject([{ path: 'words' }]);
    draft = await eve.call(drafts.returnDraftRoute, { ...asRead(draft), words: 'Guard it by the tasks as well.' });
    expect(draft).toMatchObject({
      state: 'draft',
      returned: { by: { name: 'Eve Admin' }, words: 'Guard it by the tasks as well.' },
    });
    draft = await write(ada, draft, twoGuards);
    draft = await ada.call(drafts.proposeDraftRoute, { ...asRead(draft), note: 'Guarded.' });
    expect((await eve.call(drafts.listDraftsRoute, {})).items).toMatchObject([{ state: 'proposed', mayPublish: true }]);
    const seen = draft;
    const written = { ...asRead(draft), definition: { ...twoGuards, assigneeMayClose: true } };
    expect(await ada.refused(drafts.writeDraftRoute, written)).toMatchObject({
      code: 'draft_proposed',
      next: expect.stringContaining('Take it back first'),
    });
    expect((await ada.call(drafts.showDraftRoute, { modelId })).version).toBe(draft.version);
    draft = await ada.call(drafts.returnDraftRoute, asRead(draft));
    draft = await write(ada, draft, { ...twoGuards, assigneeMayClose: true });
    expect(draft.state).toBe('draft');
    expect(await eve.browser.refused(drafts.publishDraftRoute, asRead(seen))).toMatchObject({
      code: 'changed_meanwhile',
    });
    draft = await ada.call(drafts.proposeDraftRoute, asRead(await write(ada, draft, twoGuards)));
    expect(await publish(eve, draft)).toMatchObject({ version: 2 });
    const { items } = await ada.call(listAuditRoute, { object: modelId, verb: 'model.published' });
    expect(items[0]).toMatchObject({
      actor: { name: 'Eve Admin' },
      parts: {
        alone: false,
        replaces: 1,
        proposedBy: ada.id,
        differences: ['Hand over (Doing to Looked over) is guarded by tasks_done.'],
      },
    });
  });

  test('a change keeps the version that it was born with, and new ones follow the new one', async () => {
    const { items } = await rita.call(drafts.listModelVersionsRoute, { modelId });
    expect(items).toMatchObject([
      {
        version: 2,
        publishedBy: { name: 'Eve Admin' },
        writers: [{ name: 'Ada Admin' }],
        publishedAlone: false,
        inForce: true,
        differences: ['Hand over (Doing to Looked over) is guarded by tasks_done.'],
      },
      { version: 1, inForce: false },
    ]);
    expect((await raised(modelId)).model).toMatchObject({ version: 2, newestVersion: 2 });
  });

  test('switching a safeguard off, using that, and switching it on again leaves a trail from the model to the change', async () => {
    const off = await eve.call(drafts.beginDraftRoute, { modelId });
    const weak = await eve.call(drafts.proposeDraftRoute, asRead(await write(eve, off, own)));
    await publish(ada, weak);
    const used = await raised(modelId);
    const on = await eve.call(drafts.beginDraftRoute, { modelId });
    await publish(ada, await eve.call(drafts.proposeDraftRoute, asRead(await write(eve, on, twoGuards))));
    const { items } = await ada.call(listAuditRoute, { object: modelId, verb: 'model.published' });
    expect(items.slice(0, 2).map(({ parts }) => [parts['version'], parts['replaces'], parts['differences']])).toEqual([
      [4, 3, ['Hand over (Doing to Looked over) is guarded by tasks_done.']],
      [3, 2, ['Hand over (Doing to Looked over) is no longer guarded by tasks_done.']],
    ]);
    const [raisedThen] = (await ada.call(listAuditRoute, { object: used.id, verb: 'change.raised' })).items;
    expect(raisedThen?.parts).toMatchObject({ modelId, modelVersion: 3 });
  });

  test('a model is retired with words: nobody raises one, those that there are go on, and it can be taken up again', async () => {
    const before = await raised(modelId);
    const { edited } = await ada.call(drafts.showModelRoute, { modelId });
    await ada.call(drafts.retireModelRoute, { modelId, version: edited, words: 'We go back to the normal one.' });
    expect((await rita.call(listModelsRoute, {})).items.some(({ id }) => id === modelId)).toBe(false);
    const all = (await rita.call(listModelsRoute, { all: 'true' })).items.find(({ id }) => id === modelId);
    expect(all).toMatchObject({ mayRaise: false, retiredAt: '2026-03-02T09:00:00.000Z' });
    expect(await rita.refused(raiseChangeRoute, { modelId, title: 'Another' })).toMatchObject({ code: 'invalid' });
    expect((await move(sam, before, 'doing')).state.key).toBe('doing');
    expect(await ada.refused(drafts.retireModelRoute, { modelId, version: edited, words: 'x' })).toMatchObject({
      code: 'changed_meanwhile',
    });
    await eve.call(drafts.reinstateModelRoute, { modelId, version: edited + 1, words: 'It was better.' });
    expect((await raised(modelId)).model.version).toBe(4);
  });

  test('a model is carried from one place to another as it is exported', async () => {
    const { definition, description } = await ada.call(drafts.showModelRoute, { modelId });
    const brought = await ada.call(drafts.beginDraftRoute, {
      key: 'brought',
      name: 'Brought along',
      description,
      definition,
    });
    expect(brought).toMatchObject({ basedOn: null, faults: [], definition });
    expect(await ada.refused(drafts.beginDraftRoute, { key: 'own', name: 'X' })).toMatchObject({ code: 'name_taken' });
    await ada.call(drafts.discardDraftRoute, asRead(brought));
  });

  test('nobody but administrators writes a model, and who publishes one writes none', async () => {
    expect(await mona.refused(drafts.beginDraftRoute, { modelId })).toMatchObject({ code: 'forbidden' });
    expect(await carl.browser.refused(drafts.listDraftsRoute, {})).toMatchObject({ code: 'forbidden' });
  });

  const approvers = async () => {
    const [group] = (await ada.call(listGroupsRoute, { q: 'Approvers' })).items;
    if (!group) throw new Error('there is no group Approvers');
    return group;
  };

  test('nobody comes into a group that approves by one of them alone; who leaves it leaves at once', async () => {
    const before = await approvers();
    const ids = before.members.map(({ id }) => id);
    const asked = { groupId: before.id, version: before.version, memberIds: [...ids, carl.id] };
    expect(await ada.refused(editGroupRoute, asked)).toMatchObject({ status: 403, code: 'session_required' });
    const group = await ada.browser.call(editGroupRoute, asked);
    expect(group.members.map(({ name }) => name)).toEqual(['Abe Approver']);
    expect(group.proposals).toMatchObject([
      { added: [{ name: 'Carl Coordinator' }], manager: null, by: { name: 'Ada Admin' } },
    ]);
    expect(await lastTold(eve)).toMatchObject({
      kind: 'members_proposed',
      parts: { words: 'Carl Coordinator' },
      about: { id: group.id, title: 'Approvers' },
    });
    expect((await lastTold(ada))?.kind).not.toBe('members_proposed');
    const decision = { groupId: group.id, proposalId: group.proposals[0]?.id ?? '' };
    expect(await ada.browser.refused(publishGroupProposalRoute, decision)).toMatchObject({ code: 'second_person' });
    expect(await eve.refused(publishGroupProposalRoute, decision)).toMatchObject({ code: 'session_required' });
    const after = await eve.browser.call(publishGroupProposalRoute, decision);
    expect(after).toMatchObject({ members: [{ name: 'Abe Approver' }, { name: 'Carl Coordinator' }], proposals: [] });
    expect(await eve.refused(declineGroupProposalRoute, decision)).toMatchObject({ code: 'changed_meanwhile' });
    const less = await eve.call(editGroupRoute, { groupId: after.id, version: after.version, memberIds: [carl.id] });
    expect(less.members.map(({ name }) => name)).toEqual(['Carl Coordinator']);
    const { items } = await ada.call(listAuditRoute, { object: group.id });
    expect(items.slice(0, 3).map(({ verb }) => verb)).toEqual([
      'group.edited',
      'group.proposal_published',
      'group.proposed',
    ]);
  });

  test('a manager of such a group, and whoever is invited into it, wait as well; a proposal can be declined', async () => {
    const before = await approvers();
    let group = await eve.browser.call(editGroupRoute, {
      groupId: before.id,
      version: before.version,
      managerId: mona.id,
      name: 'Approvers of the bank',
    });
    expect(group).toMatchObject({
      name: 'Approvers of the bank',
      manager: null,
      proposals: [{ added: [], manager: { becomes: { name: 'Mona Manager' } } }],
    });
    group = await eve.call(declineGroupProposalRoute, { groupId: group.id, proposalId: group.proposals[0]?.id ?? '' });
    expect(group.proposals).toEqual([]);
    await eve.browser.send('POST', '/api/v1/people', {
      name: 'New Approver',
      email: 'new@example.org',
      roles: ['approver'],
      groupIds: [group.id],
    });
    expect(await lastTold(ada)).toMatchObject({ kind: 'members_proposed', parts: { words: 'New Approver' } });
    group = await approvers();
    expect(group).toMatchObject({
      members: [{ name: 'Carl Coordinator' }],
      proposals: [{ added: [{ name: 'New Approver' }] }],
    });
    group = await ada.browser.call(publishGroupProposalRoute, {
      groupId: group.id,
      proposalId: group.proposals[0]?.id ?? '',
    });
    expect(group.members.map(({ name }) => name)).toEqual(['Carl Coordinator', 'New Approver']);
  });

  test('a token deactivates somebody, and only a person at a browser brings them back', async () => {
    const { version } = (await ada.call(listPeopleRoute, { q: 'Carl' })).items[0] ?? fail();
    await ada.call(deactivatePersonRoute, { personId: carl.id, version });
    const back = { personId: carl.id, version: version + 1 };
    expect(await ada.refused(reactivatePersonRoute, back)).toMatchObject({ status: 403, code: 'session_required' });
    expect(await ada.browser.call(reactivatePersonRoute, back)).toMatchObject({ active: true });
  });

  test('raising races publication on two servers, and every change is born with a version that was in force', async () => {
    const other = await bank.secondServer();
    const ritaThere = clientOf(other, { token: rita.token });
    const { items } = await ada.call(listModelsRoute, {});
    let inForce = items.find(({ id }) => id === modelId)?.version ?? 0;
    for (let turn = 0; turn < 6; turn++) {
      const draft = await ada.call(drafts.beginDraftRoute, { modelId });
      const wanted = withMove(3, { label: `Hand over ${turn}` });
      const proposed = await ada.call(drafts.proposeDraftRoute, asRead(await write(ada, draft, wanted)));
      const { path, body } = requestOf(raiseChangeRoute, { modelId, title: `Raced ${turn}` });
      const raises = Array.from({ length: 6 }, (_none, at) => (at % 2 ? ritaThere : rita).send('POST', path, body));
      const [published, ...born] = await Promise.all([publish(eve, proposed), ...raises]);
      expect(published.version).toBe(inForce + 1);
      const versions = born.map((answer) => (answer.body['model'] as { version: number }).version);
      expect(versions.every((version) => version === inForce || version === inForce + 1)).toBe(true);
      inForce = published.version;
      expect((await raised(modelId)).model.version).toBe(inForce);
    }
  });
});

function fail(): never {
  throw new Error('it is not there');
}
