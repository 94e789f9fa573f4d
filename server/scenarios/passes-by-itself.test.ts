import {
  type ChangeDetail,
  editChangeRoute,
  listActivityRoute,
  raiseChangeRoute,
} from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { heldBack, inInbox, logged, lookBack, show } from '../testing/journey.ts';
import { addModel, type ModelRows } from '../testing/models.ts';
import { move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const mona = await bank.person('Mona Manager', ['change_manager']);

/** A model of rows alone whose review passes by itself, and asks an assignee only. */
const chore: ModelRows['definition'] = {
  raise: 'change.raise',
  states: [
    { key: 'draft', name: 'Draft', kind: 'draft' },
    { key: 'work', name: 'Work', kind: 'implement' },
    { key: 'look', name: 'Look', kind: 'review' },
    { key: 'done', name: 'Done', kind: 'closed', requires: ['wantedDate'] },
  ],
  transitions: [
    { from: 'draft', to: 'work', label: 'Begin', movers: [{ is: 'assignee' }] },
    { from: 'work', to: 'look', label: 'Finish', movers: [{ is: 'assignee' }], reportsOutcome: true },
    {
      from: 'look',
      to: 'done',
      label: 'Close',
      movers: [{ is: 'change_manager' }],
      guards: ['closure'],
      passesWhen: ['successful'],
    },
  ],
  cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
};
await addModel(bank.database, { id: 'mdl_chore', key: 'chore', name: 'Chore', definition: chore });

async function underWay(over: Record<string, unknown> = {}): Promise<ChangeDetail> {
  const fields = { title: 'Empty the cache', assigneeId: sam.id, wantedDate: '2026-03-03', ...over };
  return move(sam, await rita.call(raiseChangeRoute, { modelId: 'mdl_chore', ...fields }), 'work');
}

const verbs = async ({ id }: ChangeDetail) => {
  const { items } = await rita.call(listActivityRoute, { changeId: id, limit: 100 });
  return items.map(({ verb, actor }) => [verb, actor.id]);
};

test('work that went well is closed at once, by the system and not by who carried it out', async () => {
  const change = await underWay();
  expect(await heldBack(sam, change, 'look')).toMatchObject([{ guard: 'report', withMove: true }]);
  const told = { closureCode: 'successful', closureNotes: 'Nobody noticed.' };
  const closed = await move(sam, change, 'look', told);
  expect(closed).toMatchObject({
    state: { key: 'done', kind: 'closed' },
    outcome: 'successful',
    closure: { notes: 'Nobody noticed.' },
    reported: { outcome: 'successful', notes: 'Nobody noticed.' },
  });
  expect((await verbs(closed)).slice(0, 2)).toEqual([
    ['change.passed', 'system'],
    ['change.moved', sam.id],
  ]);
});

test('is on record before what follows from it', async () => {
  const told = { kind: 'review' as const, title: 'Tell the shop', owner: { is: 'change_manager' as const } };
  const states = chore.states.map((state) => (state.key === 'done' ? { ...state, tasks: [told] } : state));
  const definition = { ...chore, states };
  await addModel(bank.database, { id: 'mdl_told', key: 'told', name: 'Told', definition });
  const change = await underWay({ modelId: 'mdl_told' });
  await move(sam, change, 'look', { closureCode: 'successful', closureNotes: 'Nobody noticed.' });
  expect((await logged(bank.admin, change.id)).slice(-3)).toEqual(['change.moved', 'change.passed', 'task.given']);
});

test.each(['with_issues', 'failed', 'backed_out'])(
  'work that is reported as %s waits for somebody else',
  async (how) => {
    const told = { closureCode: how, closureNotes: 'The disk was full.' };
    const waiting = await move(sam, await underWay(), 'look', told);
    expect(waiting).toMatchObject({ state: { key: 'look' }, outcome: null, reported: { outcome: how } });
    expect((await heldBack(sam, waiting, 'done', told)).map(({ guard }) => guard)).toEqual([
      'mover',
      'segregation_of_duties',
      ...(how === 'with_issues' ? [] : ['review_done']),
    ]);
    expect(await inInbox(mona, waiting)).toMatchObject([{ kind: 'move' }]);
    if (how !== 'with_issues') await lookBack(mona, waiting);
    const closed = await move(mona, waiting, 'done', { closureCode: 'with_issues', closureNotes: 'Mended by hand.' });
    expect(closed).toMatchObject({ outcome: 'with_issues', reported: { outcome: how } });
  },
);

test('work that went well waits where something else is missing for its end', async () => {
  const change = await underWay({ wantedDate: null });
  const told = { closureCode: 'successful', closureNotes: 'Nobody noticed.' };
  const waiting = await move(sam, change, 'look', told);
  expect(waiting).toMatchObject({ state: { key: 'look' }, outcome: null });
  expect(await heldBack(mona, waiting, 'done', told)).toMatchObject([{ guard: 'required_fields' }]);
});

test('a change of a model that is raised from templates is neither raised on the form nor made of a draft', async () => {
  const refused = await rita.refused(raiseChangeRoute, { modelId: 'mdl_standard', title: 'Rotate the certificates' });
  expect(refused).toMatchObject({ status: 409, code: 'template_only', errors: [{ path: 'modelId' }] });
  const draft = await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title: 'Rotate the certificates' });
  const remodelled = { changeId: draft.id, version: draft.version, modelId: 'mdl_standard' };
  expect(await rita.refused(editChangeRoute, remodelled)).toMatchObject({ status: 409, code: 'template_only' });
  expect(await show(rita, draft)).toMatchObject({ version: draft.version, model: { id: 'mdl_normal' } });
});
