import { explainChangeRoute, type Move } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { editGroupRoute } from '@interlock/contract/groups.ts';
import type { Mover, StateKind, TransitionDefinition } from '@interlock/contract/models.ts';
import { deactivatePersonRoute, showPersonRoute } from '@interlock/contract/people.ts';
import { expect, test } from 'vitest';
import { edit, inInbox, makeGroup } from '../testing/journey.ts';
import { addModel } from '../testing/models.ts';
import { move, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const { clock } = bank;
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const gina = await bank.person('Gina Group', ['specialist']);
const everybody = [rita, carl, mona, mark, sam, gina];
const crew = await makeGroup(bank.admin, 'Crew', [gina]);

const window = { start: '2026-03-02T11:00', end: '2026-03-02T12:00', zone: 'UTC' };
const [requester, coordinator, manager, assignee] = [
  { is: 'requester' },
  { is: 'coordinator' },
  { is: 'change_manager' },
  { is: 'assignee' },
] as const satisfies Mover[];

type Stop = [key: string, kind: StateKind, movers: Mover[], over?: Partial<TransitionDefinition>];

/** A model of a way from stop to stop, each with those who make the move onward from it. */
async function walkOf(key: string, stops: readonly Stop[], over: { listed?: string[]; assigneeMayClose?: true } = {}) {
  const all: Stop[] = [...stops, ['closed', 'closed', []]];
  const { listed = all.map(([name]) => name), assigneeMayClose = false } = over;
  const states = all.map(([name, kind]) => ({ key: name, name, kind }));
  await addModel(bank.database, {
    id: `mdl_${key}`,
    key,
    name: key,
    definition: {
      raise: 'change.raise',
      assigneeMayClose,
      states: listed.flatMap((name) => states.find((state) => state.key === name) ?? []),
      transitions: stops.map(([from, _kind, movers, made = {}], at) => {
        const [to = '', kind] = all[at + 1] ?? [];
        const { guards = [], ...more } = made;
        return {
          from,
          to,
          label: `To ${to}`,
          movers,
          guards: kind === 'closed' ? [...guards, 'closure'] : guards,
          ...more,
        };
      }),
      cancel: { from: [], movers: [requester] },
    },
  });
}

const raised = (model: string, over: Record<string, unknown> = {}): Promise<ChangeDetail> =>
  rita.call(raiseChangeRoute, { modelId: `mdl_${model}`, title: model, assigneeId: sam.id, ...over });

/** A move that somebody can make now. To start before the window is an exception, for which nobody waits. */
const isFree = ({ possible, kind, guards }: Move) =>
  possible && kind !== 'cancel' && guards.every(({ guard, met }) => guard !== 'window_open' || met);

async function freeTo(who: Somebody, { id }: ChangeDetail): Promise<Move | undefined> {
  return (await who.call(explainChangeRoute, { changeId: id })).moves.find(isFree);
}

/** Who has the change in their inbox, where it is held against who can take it on. */
async function waitsFor(change: ChangeDetail, people = everybody): Promise<string[]> {
  const movers: string[] = [];
  const told: string[] = [];
  for (const one of people) {
    if (await freeTo(one, change)) movers.push(one.name);
    if ((await inInbox(one, change)).length > 0) told.push(one.name);
  }
  const where = `${change.title} in ${change.state.key}`;
  if (movers.length > 0) expect([where, told.filter((name) => movers.includes(name))]).not.toEqual([where, []]);
  return told;
}

/** Takes a change to its end, each step by somebody who can make it and has it in their inbox. */
async function walk(change: ChangeDetail): Promise<string[]> {
  const way: string[] = [];
  let at = change;
  while (at.state.kind !== 'closed') {
    const told = await waitsFor(at);
    const by = everybody.filter(({ name }) => told.includes(name));
    const free = await Promise.all(by.map(async (who) => ({ who, to: (await freeTo(who, at))?.to })));
    const next = free.find(({ to }) => to !== undefined) ?? expect.fail(`${at.title} is stuck in ${at.state.key}`);
    way.push(next.who.name.split(' ')[0] ?? '');
    const closing = next.to === 'closed' ? { closureCode: 'successful', closureNotes: 'As planned.' } : {};
    at = await move(next.who, at, next.to ?? '', closing);
  }
  return way;
}

test('a state of the kind scheduled waits for its mover, without a window, before it and after it, where no window is asked for', async () => {
  await walkOf('two_plans', [
    ['idea', 'draft', [requester]],
    ['planned', 'scheduled', [coordinator]],
    ['ready', 'scheduled', [assignee]],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ]);
  expect(await walk(await raised('two_plans'))).toEqual(['Rita', 'Carl', 'Sam', 'Sam', 'Mona']);
  expect(await walk(await raised('two_plans', { window }))).toEqual(['Rita', 'Carl', 'Sam', 'Sam', 'Mona']);
  const late = await raised('two_plans', { window });
  clock.set('2026-03-02T12:00:00Z');
  expect(await walk(late)).toEqual(['Rita', 'Carl', 'Sam', 'Sam', 'Mona']);
  clock.set('2026-03-02T09:00:00Z');
});

test('what starts in its window waits from then on, whatever kind its state is, and for a new one where that has ended', async () => {
  await walkOf('from_build', [
    ['idea', 'draft', [requester]],
    ['made', 'build', [assignee], { guards: ['window_open'] }],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ]);
  const made = await move(rita, await raised('from_build', { window }), 'made');
  expect(await waitsFor(made)).toEqual([]);
  clock.set('2026-03-02T11:00:00Z');
  expect(await waitsFor(made)).toEqual(['Sam Specialist']);
  clock.set('2026-03-02T12:00:00Z');
  expect(await waitsFor(made)).toEqual(['Sam Specialist']);
  clock.set('2026-03-02T09:00:00Z');
  const without = await move(rita, await raised('from_build'), 'made');
  expect(await waitsFor(without)).toEqual(['Sam Specialist']);
});

test('a window that is only told of keeps nothing out of the inbox', async () => {
  await walkOf('told', [
    ['idea', 'draft', [requester]],
    ['ready', 'scheduled', [assignee], { guards: ['window_open'], enforce: { window_open: 'inform' } }],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ]);
  expect(await waitsFor(await move(rita, await raised('told', { window }), 'ready'))).toEqual(['Sam Specialist']);
});

test('whoever carries a change out has it to close where its model lets them, and else one of the others who may', async () => {
  const stops: Stop[] = [
    ['idea', 'draft', [requester]],
    ['work', 'implement', [assignee]],
    ['review', 'review', [assignee, manager]],
  ];
  await walkOf('own_close', stops, { assigneeMayClose: true });
  await walkOf('others_close', stops);
  expect(await walk(await raised('own_close'))).toEqual(['Rita', 'Sam', 'Sam']);
  expect(await walk(await raised('others_close'))).toEqual(['Rita', 'Sam', 'Mona']);
  expect(await walk(await raised('others_close', { assigneeId: mona.id, managerId: mona.id }))).toEqual([
    'Rita',
    'Mona',
    'Mark',
  ]);
});

test('of two reviews the first waits for whoever carried the change out, where it is theirs', async () => {
  await walkOf('two_reviews', [
    ['idea', 'draft', [requester]],
    ['work', 'implement', [assignee]],
    ['own', 'review', [assignee]],
    ['review', 'review', [manager]],
  ]);
  expect(await walk(await raised('two_reviews'))).toEqual(['Rita', 'Sam', 'Sam', 'Mona']);
});

test('a state whose only way leads to one that is listed before it waits for whoever takes it there', async () => {
  const stops: Stop[] = [
    ['idea', 'draft', [requester]],
    ['look', 'assess', [coordinator]],
    ['ready', 'build', [assignee]],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ];
  await walkOf('mixed', stops, { listed: ['idea', 'ready', 'look', 'work', 'review', 'closed'] });
  expect(await walk(await raised('mixed'))).toEqual(['Rita', 'Carl', 'Sam', 'Sam', 'Mona']);
});

test('the step of a group in which nobody is left waits for the change managers', async () => {
  await walkOf('of_group', [
    ['idea', 'draft', [{ group: crew.id }, manager]],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ]);
  const change = await raised('of_group');
  expect(await waitsFor(change)).toEqual(['Gina Group']);
  await bank.admin.browser.call(editGroupRoute, { groupId: crew.id, version: crew.version, memberIds: [] });
  expect(await waitsFor(change)).toEqual(['Mona Manager', 'Mark Manager']);
  expect(await inInbox(mona, change)).toMatchObject([
    { why: 'Nobody is left in Crew, which would make the next step.' },
  ]);
});

test('a missed window waits for all change managers where the one who is named is there no more', async () => {
  await walkOf('missed', [
    ['idea', 'draft', [requester]],
    ['ready', 'scheduled', [assignee], { guards: ['window_open'] }],
    ['work', 'implement', [assignee]],
    ['review', 'review', [manager]],
  ]);
  const named = await edit(carl, await raised('missed', { window }), { managerId: mark.id });
  const ready = await move(rita, named, 'ready');
  clock.set('2026-03-02T12:00:00Z');
  expect(await waitsFor(ready)).toEqual(['Mark Manager', 'Sam Specialist']);
  const { version } = await bank.admin.call(showPersonRoute, { personId: mark.id });
  await bank.admin.browser.call(deactivatePersonRoute, { personId: mark.id, version });
  const left = everybody.filter(({ id }) => id !== mark.id);
  expect(await waitsFor(ready, left)).toEqual(['Mona Manager', 'Sam Specialist']);
});
