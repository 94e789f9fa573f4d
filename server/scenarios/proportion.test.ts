import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { changeNeedsRoute } from '@interlock/contract/change-forms.ts';
import { listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { edit, makeGroup, show } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { move, raise, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const ann = await bank.person('Ann Approver', ['approver']);
const business = await makeGroup(bank.admin, 'Business', [ann]);
const security = await makeGroup(bank.admin, 'Security', [ann, sam, rita]);
const quorum = { kind: 'all' as const };

await addModel(bank.database, {
  id: 'mdl_weighed',
  key: 'weighed',
  name: 'Weighed',
  definition: ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'assess', name: 'Assess', kind: 'assess', requires: ['reason'] },
      {
        ...{ key: 'ask', name: 'Ask', kind: 'authorize', requires: ['assignee'], rejectedTo: 'draft' },
        requiresWhen: [{ when: 'change.impact == "high"', fields: ['testPlan'] }],
        approvals: [
          { key: 'business', name: 'Business', group: business.id, quorum, covers: ['summary'] },
          {
            key: 'security',
            name: 'Security',
            group: security.id,
            quorum,
            covers: ['testPlan'],
            when: 'change.impact == "high"',
          },
        ],
      },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'assess', label: 'Send', movers: [{ is: 'requester' }] },
      { from: 'assess', to: 'ask', label: 'Ask', movers: [{ is: 'coordinator' }, { group: business.id }] },
      { from: 'ask', to: 'work', label: 'Begin', movers: [{ is: 'round' }] },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'assignee' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
  }),
});

const needs = (answers: Record<string, unknown>) => rita.call(changeNeedsRoute, { modelId: 'mdl_weighed', ...answers });

test('a form asks what the model demands, and says of each field before which state, of whom, and who decides on it', async () => {
  const said = await needs({ title: 'Rotate the keys', reason: 'They expire' });
  expect(said.next).toEqual({ key: 'assess', name: 'Assess' });
  expect(said.needs.map(({ field, before, by, given }) => [field, before.key, by, given])).toEqual([
    ['reason', 'assess', ['the requester'], true],
    ['assigneeId', 'ask', ['a coordinator', 'Business'], false],
    ['riskLevel', 'ask', ['a coordinator', 'Business'], false],
  ]);
  expect(said.deciders).toMatchObject({ summary: ['Business'], reason: ['Business'] });
  // Whoever else would decide on it is not asked: it is left to nobody's silence.
  expect(said.deciders['testPlan']).toEqual(['Business']);
  expect(said.steers).toEqual(['impact']);
});

test('another answer brings what follows from it: a field with its reason, and another group', async () => {
  const { needs: fields, rounds, deciders, priority } = await needs({ impact: 'high', assigneeId: sam.id });
  expect(fields.find(({ field }) => field === 'testPlan')).toEqual({
    field: 'testPlan',
    from: { key: 'assess', name: 'Assess' },
    before: { key: 'ask', name: 'Ask' },
    by: ['a coordinator', 'Business'],
    where: 'the impact is high',
    given: false,
  });
  expect(rounds).toMatchObject([
    { group: 'Business', asks: true, where: null, people: 1, needed: 1 },
    // Of three, one asks for it and one carries it out.
    { group: 'Security', asks: true, where: 'the impact is high', people: 1, needed: 1 },
  ]);
  expect([deciders['testPlan'], deciders['reason'], priority]).toEqual([['Security'], ['Business', 'Security'], 3]);
  const low = await needs({ impact: 'low' });
  expect(low.rounds.map(({ group, asks }) => [group, asks])).toEqual([
    ['Business', true],
    ['Security', false],
  ]);
});

test('what is asked is what holds the move back later, no more and no less', async () => {
  let change = await rita.call(raiseChangeRoute, { modelId: 'mdl_weighed', title: 'Rotate the keys', impact: 'high' });
  const before = async (key: string) =>
    (await needs({ changeId: change.id })).needs.flatMap((need) =>
      need.before.key === key && !need.given ? [need.field] : [],
    );
  const refused = await rita.refused(moveChangeRoute, { changeId: change.id, version: change.version, to: 'assess' });
  expect([await before('assess'), refused.guards?.filter(({ met }) => !met).map(({ why }) => why)]).toEqual([
    ['reason'],
    ['Assess still needs reason.'],
  ]);
  change = await move(rita, await edit(rita, change, { reason: 'They expire' }), 'assess');
  expect(await before('ask')).toEqual(['assigneeId', 'testPlan', 'riskLevel']);
});

test('a draft that is there is asked about as it stands, also with another model, and nothing is stored', async () => {
  const draft = await raise(rita, sam, {});
  const asked = { changeId: draft.id, impact: 'high' as const };
  const now = await rita.call(changeNeedsRoute, { modelId: 'mdl_normal', ...asked });
  const other = await rita.call(changeNeedsRoute, { modelId: 'mdl_weighed', ...asked });
  expect([now.next?.key, other.rounds.map(({ name }) => name)]).toEqual(['assess', ['Business', 'Security']]);
  expect((await show(rita, draft)).version).toBe(draft.version);
  expect((await rita.call(listChangesRoute, { model: 'mdl_weighed', state: 'draft' })).items).toEqual([]);
});

test('an answer that a draft would not take is refused as there, and nobody asks about what is not theirs to see', async () => {
  expect(await rita.refused(changeNeedsRoute, { modelId: 'mdl_weighed', assigneeId: 'usr_nobody' })).toMatchObject({
    code: 'invalid',
    errors: [{ path: 'assigneeId', message: 'no such person' }],
  });
  expect(await rita.refused(changeNeedsRoute, { modelId: 'mdl_emergency' })).toMatchObject({ status: 403 });
  const secret = await raise(rita, sam, { restricted: true, readerIds: [rita.id] });
  const nora = await bank.person('Nora Nobody', ['initiator']);
  expect(await nora.refused(changeNeedsRoute, { modelId: 'mdl_normal', changeId: secret.id })).toMatchObject({
    status: 404,
  });
});
