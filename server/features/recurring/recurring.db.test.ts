import { planRecurringRoute, Slot } from '@interlock/contract/recurring.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Enqueue } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, join, type Signed } from '../../testing/people.ts';
import { rotation } from '../../testing/templates.ts';
import { deactivatePerson, reactivatePerson } from '../identity/edit-person.ts';
import { notifications } from '../inbox/notifications.view.ts';
import { proposeTemplate } from '../templates/propose-template.ts';
import { publishTemplate } from '../templates/publish-template.ts';
import { retireTemplate } from '../templates/retire-template.ts';
import { createTemplate } from '../templates/write-template.ts';
import { editRecurring, planRecurring } from './plan-recurring.ts';
import { RAISE, raiseRecurring, sweepRecurring } from './raise-recurring.ts';
import { preview, raisedChanges, recurringChange } from './recurring.view.ts';
import { endRecurring, pauseRecurring, resumeRecurring } from './turn-recurring.ts';

const db = await testDb();
const ada = await found(db);
const carl = await join(db, ada, { name: 'Carl', roles: ['coordinator'] });
const rita = await join(db, ada, { name: 'Rita', roles: ['initiator'] });
const sam = await join(db, ada, { name: 'Sam', roles: ['specialist'] });
const mona = await join(db, ada, { name: 'Mona', roles: ['change_manager'] });

const at = (iso: string) => new Date(iso);
const as = (actor: Signed, now = '2026-03-02T09:00:00Z') => testCtx(db, { actor, now: at(now) });

let made = 0;
async function template(): Promise<string> {
  const { required: _, locked, preset, ...rest } = rotation;
  const content = { ...rest, preset, locked, required: [], name: `Rotate ${++made}` };
  const templateId = await createTemplate(as(carl), { ...content, modelId: 'mdl_standard' });
  await proposeTemplate(as(carl), { templateId, version: 1, note: '' });
  await publishTemplate(as(mona), { templateId, version: 2, words: '' });
  return templateId;
}

type Plan = Partial<z.input<typeof planRecurringRoute.input>>;
async function plan(over: Plan = {}, by = rita): Promise<string> {
  const input = planRecurringRoute.input.parse({
    templateId: over.templateId ?? (await template()),
    name: 'Every Saturday night',
    rule: 'FREQ=WEEKLY;BYDAY=SA',
    window: { start: '2026-03-07T22:00', end: '2026-03-08T04:00', zone: 'Europe/Amsterdam' },
    fields: { title: 'Rotate all', assigneeId: sam.id },
    ...over,
  });
  return planRecurring(as(by), input);
}

const show = (recurringId: string, now?: string) => recurringChange(as(rita, now), recurringId);
const raised = async (recurringId: string) => {
  const { items } = await raisedChanges(as(rita), { recurringId, limit: 100 });
  return items.reverse();
};

/** A minute of the clock: the sweep, and every job that it and its jobs send. */
async function tick(now: string): Promise<void> {
  const sent = new Map<string, { recurringId: string }>();
  const enqueue: Enqueue = async (_tx, queue, key, data) => {
    if (queue === RAISE) sent.set(key, data as { recurringId: string });
  };
  const ctx = testCtx(db, { now: at(now), via: 'job', enqueue });
  await sweepRecurring(ctx);
  for (const [, data] of sent) await raiseRecurring(ctx, [], data);
}

describe('a recurring change', () => {
  test('raises each window once, so many days ahead, scheduled for its assignee, in its owner’s name', async () => {
    const id = await plan();
    expect(await show(id)).toMatchObject({
      state: 'active',
      next: { start: '2026-03-07T22:00', raisedAt: '2026-02-28T21:00:00.000Z' },
    });
    await tick('2026-03-02T09:00:00Z');
    await tick('2026-03-02T09:01:00Z');
    const [first, ...more] = await raised(id);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ slot: '2026-03-07T22:00', change: { title: 'Rotate all', stateName: 'Scheduled' } });
    const row = await db
      .selectFrom('change')
      .selectAll()
      .where('id', '=', first?.change.id ?? '')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ requester_id: rita.id, raised_by: rita.id, assignee_id: sam.id, template_version: 1 });
    await tick('2026-03-07T20:59:00Z');
    expect(await raised(id)).toHaveLength(1);
    await tick('2026-03-07T21:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual(['2026-03-07T22:00', '2026-03-14T22:00']);
  });

  test('shows the same clock on the wall before, in and after the night when summer time begins', async () => {
    const id = await plan({ leadDays: 0 });
    for (const now of ['2026-03-21T21:00:00Z', '2026-03-28T21:00:00Z', '2026-04-04T20:00:00Z']) await tick(now);
    const changes = await db
      .selectFrom('recurring_slot')
      .innerJoin('change', 'change.id', 'change_id')
      .select(['slot', 'planned_start', 'planned_end', 'window_start_local', 'window_end_local'])
      .where('recurring_id', '=', id)
      .orderBy('slot')
      .execute();
    expect(changes.slice(-3).map((row) => [row.planned_start?.toISOString(), row.planned_end?.toISOString()])).toEqual([
      ['2026-03-21T21:00:00.000Z', '2026-03-22T03:00:00.000Z'],
      ['2026-03-28T21:00:00.000Z', '2026-03-29T02:00:00.000Z'],
      ['2026-04-04T20:00:00.000Z', '2026-04-05T02:00:00.000Z'],
    ]);
    const clocks = changes.slice(-3).map((row) => [row.window_start_local?.slice(11), row.window_end_local?.slice(11)]);
    expect(new Set(clocks.map(String))).toEqual(new Set(['22:00,04:00']));
  });

  test('catches up what was missed while no server ran; a window that has passed gives a draft', async () => {
    const id = await plan({ leadDays: 0 });
    await tick('2026-03-25T09:00:00Z');
    expect((await raised(id)).map(({ slot, change }) => [slot, change.stateName])).toEqual([
      ['2026-03-07T22:00', 'Draft'],
      ['2026-03-14T22:00', 'Draft'],
      ['2026-03-21T22:00', 'Draft'],
    ]);
    expect((await show(id)).next).toMatchObject({ start: '2026-03-28T22:00' });
  });

  test('is looked at again in the next minute, whatever became of the look before', async () => {
    await plan();
    const keys = new Set<string>();
    const enqueue: Enqueue = async (_tx, _queue, key) => void keys.add(key);
    const sweep = (now: string) => sweepRecurring(testCtx(db, { now: at(now), via: 'job', enqueue }));
    await sweep('2026-03-02T09:00:00Z');
    await sweep('2026-03-02T09:00:59Z');
    const once = keys.size;
    await sweep('2026-03-02T09:01:00Z');
    expect([once > 0, keys.size]).toEqual([true, 2 * once]);
  });

  test('is raised once, however many servers try at once', async () => {
    const id = await plan();
    const enqueue: Enqueue = async () => {};
    const run = () =>
      raiseRecurring(testCtx(db, { now: at('2026-03-02T09:00:00Z'), enqueue }), [], { recurringId: id });
    await Promise.all([run(), run(), run(), run()]);
    expect(await raised(id)).toHaveLength(1);
  });

  test('ends with its last day', async () => {
    const id = await plan({ until: '2026-03-15', leadDays: 0 });
    await tick('2026-04-20T09:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual(['2026-03-07T22:00', '2026-03-14T22:00']);
    expect(await show(id)).toMatchObject({ state: 'active', next: null, slots: [] });
  });

  test('shows its next ten windows', async () => {
    const { slots } = await show(await plan());
    expect(slots).toHaveLength(10);
    expect(slots[4]).toMatchObject({ start: '2026-04-04T22:00', startsAt: '2026-04-04T20:00:00.000Z' });
  });
});

describe('a recurring change that cannot raise', () => {
  test('pauses and says why, and goes on when it is mended', async () => {
    const kim = await join(db, ada, { name: `Kim ${++made}`, roles: ['specialist'] });
    const id = await plan({ fields: { title: 'Rotate', assigneeId: kim.id }, leadDays: 0 });
    await deactivatePerson(as(ada), { personId: kim.id, version: 1 });
    await tick('2026-03-07T21:00:00Z');
    const paused = await show(id);
    expect(paused).toMatchObject({ state: 'paused', next: null });
    expect(paused.pausedBecause).toContain('assigneeId: this person is deactivated.');
    expect(await raised(id)).toEqual([]);
    const told = await notifications(as(rita), { limit: 1 });
    expect(told.items).toMatchObject([{ kind: 'recurring_paused', by: null, about: { id: paused.template.id } }]);
    const read = { recurringId: id, version: paused.version };
    await expect(resumeRecurring(as(rita), read)).rejects.toMatchObject({
      no: { errors: [{ path: 'fields.assigneeId' }] },
    });
    await editRecurring(as(rita), { ...read, fields: { title: 'Rotate', assigneeId: sam.id } });
    await resumeRecurring(as(rita, '2026-03-07T20:59:00Z'), { ...read, version: read.version + 1 });
    await tick('2026-03-07T21:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual(['2026-03-07T22:00']);
  });

  test('pauses when its template is retired, or its owner is gone, until somebody takes it over', async () => {
    const templateId = await template();
    const id = await plan({ templateId, leadDays: 0 });
    const lea = await join(db, ada, { name: `Lea ${++made}`, roles: ['initiator'] });
    const hers = await plan({ leadDays: 0 }, lea);
    await retireTemplate(as(mona), { templateId, version: 3, words: 'Enough' });
    await deactivatePerson(as(ada), { personId: lea.id, version: 1 });
    await tick('2026-03-07T21:00:00Z');
    expect((await show(id)).pausedBecause).toContain('It is retired');
    const orphan = await show(hers);
    expect(orphan.pausedBecause).toContain('is deactivated');
    const read = { recurringId: hers, version: orphan.version };
    await expect(editRecurring(as(rita), { ...read, ownerId: rita.id })).rejects.toMatchObject({
      no: { code: 'forbidden' },
    });
    await expect(editRecurring(as(mona), { ...read, ownerId: carl.id })).rejects.toMatchObject({
      no: { code: 'forbidden', errors: [{ path: 'ownerId' }] },
    });
    await editRecurring(as(carl), { ...read, ownerId: carl.id });
    await resumeRecurring(as(carl), { ...read, version: read.version + 1 });
    expect(await show(hers)).toMatchObject({ state: 'active', owner: { id: carl.id } });
    await reactivatePerson(as(ada), { personId: lea.id, version: 2 });
  });
});

describe('a window that is moved', () => {
  const moved = async (recurringId: string, hours: [string, string], over: object = {}) => {
    const { version } = await show(recurringId);
    const [start, end] = hours;
    const window = { start, end, zone: 'Europe/Amsterdam' };
    await editRecurring(as(rita), { recurringId, version, window, ...over });
  };

  test('by an hour raises no night again that was raised ahead, and says that those keep their hours', async () => {
    const id = await plan({ leadDays: 14 });
    await tick('2026-03-02T09:00:00Z');
    await moved(id, ['2026-03-07T23:00', '2026-03-08T05:00']);
    expect(await show(id)).toMatchObject({ next: { start: '2026-03-21T23:00' }, otherHours: 2 });
    await tick('2026-03-07T22:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual([
      '2026-03-07T22:00',
      '2026-03-14T22:00',
      '2026-03-21T23:00',
    ]);
    expect(await show(id, '2026-03-10T09:00:00Z')).toMatchObject({ otherHours: 1 });
  });

  test('over midnight raises no night again either', async () => {
    const start = '2026-03-07T23:30';
    const id = await plan({
      rule: 'FREQ=DAILY',
      window: { start, end: '2026-03-08T01:00', zone: 'Europe/Amsterdam' },
      leadDays: 1,
    });
    await tick('2026-03-07T09:00:00Z');
    await moved(id, ['2026-03-08T00:30', '2026-03-08T02:00']);
    await tick('2026-03-08T00:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual([start, '2026-03-09T00:30']);
  });

  test('from the early morning of a day to its evening raises nothing a second time on that day', async () => {
    const id = await plan({
      rule: 'FREQ=DAILY',
      window: { start: '2026-03-07T04:00', end: '2026-03-07T05:00', zone: 'Europe/Amsterdam' },
      leadDays: 0,
    });
    await tick('2026-03-07T03:00:00Z');
    await moved(id, ['2026-03-07T22:00', '2026-03-07T23:00']);
    expect(await show(id)).toMatchObject({ next: { start: '2026-03-08T22:00' } });
    await tick('2026-03-08T21:00:00Z');
    expect((await raised(id)).map(({ slot }) => slot)).toEqual(['2026-03-07T04:00', '2026-03-08T22:00']);
  });

  test('where all its nights are raised already, waits for none', async () => {
    const id = await plan({ until: '2026-03-14', leadDays: 14 });
    await tick('2026-03-02T09:00:00Z');
    await moved(id, ['2026-03-07T21:00', '2026-03-08T03:00']);
    await tick('2026-03-02T09:01:00Z');
    expect([(await raised(id)).length, (await show(id)).next]).toEqual([2, null]);
  });
});

describe('somebody who keeps it and does not own it', () => {
  test.each<[string, object]>([
    ['what its changes say', { fields: { title: 'Rotate none', assigneeId: sam.id } }],
    ['how often they come', { rule: 'FREQ=DAILY' }],
    ['their window', { window: { start: '2026-03-07T21:00', end: '2026-03-08T03:00', zone: 'Europe/Amsterdam' } }],
    ['their last day', { until: '2026-12-31' }],
  ])('decides %s only by taking it over, and then they are raised in the name of who decided', async (_what, edit) => {
    const id = await plan({ leadDays: 0 });
    const read = { recurringId: id, version: 1 };
    await expect(editRecurring(as(carl), { ...read, ...edit })).rejects.toMatchObject({
      no: { code: 'forbidden', errors: [{ path: 'ownerId' }] },
    });
    expect(await show(id)).toMatchObject({ version: 1, fields: { title: 'Rotate all' } });
    await editRecurring(as(carl), { ...read, ...edit, ownerId: carl.id });
    await tick('2026-03-07T21:00:00Z');
    const by = await db
      .selectFrom('recurring_slot')
      .innerJoin('change', 'change.id', 'change_id')
      .select(['raised_by', 'requester_id'])
      .where('recurring_id', '=', id)
      .execute();
    expect(by.length).toBeGreaterThan(0);
    expect(by.every((row) => row.raised_by === carl.id && row.requester_id === carl.id)).toBe(true);
  });

  test('names it and says how far ahead it raises without taking it over', async () => {
    const id = await plan({ leadDays: 0 });
    await editRecurring(as(mona), { recurringId: id, version: 1, name: 'Saturdays', leadDays: 3 });
    expect(await show(id)).toMatchObject({ name: 'Saturdays', leadDays: 3, owner: { id: rita.id } });
  });
});

test('who keeps it lets it rest and go on without what began meanwhile, and ends it for good', async () => {
  const id = await plan({ leadDays: 0 });
  await pauseRecurring(as(rita), { recurringId: id, version: 1, words: 'Freeze' });
  await tick('2026-03-14T21:00:00Z');
  await expect(pauseRecurring(as(rita), { recurringId: id, version: 2, words: 'Again' })).rejects.toMatchObject({
    no: { code: 'recurring_state' },
  });
  await resumeRecurring(as(rita, '2026-03-16T09:00:00Z'), { recurringId: id, version: 2 });
  expect((await show(id)).next).toMatchObject({ start: '2026-03-21T22:00' });
  await endRecurring(as(mona), { recurringId: id, version: 3 });
  await tick('2026-03-28T21:00:00Z');
  expect(await raised(id)).toEqual([]);
  await expect(endRecurring(as(mona), { recurringId: id, version: 4 })).rejects.toMatchObject({
    no: { code: 'recurring_state' },
  });
});

test.each<[string, Plan, string]>([
  ['a rule by the hour', { rule: 'FREQ=HOURLY' }, 'rule'],
  ['a rule that never comes', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rule'],
  [
    'an end before the start',
    { window: { start: '2026-03-07T22:00', end: '2026-03-07T21:00', zone: 'UTC' } },
    'window.end',
  ],
  ['a last day that has passed', { until: '2026-03-01' }, 'until'],
  [
    'a rule whose windows all end after the last year that is held',
    { rule: 'FREQ=MONTHLY;BYMONTHDAY=31', window: { start: '2999-12-20T22:00', end: '2999-12-21T23:00', zone: 'UTC' } },
    'rule',
  ],
  ['a stranger as assignee', { fields: { title: 'X', assigneeId: 'usr_nobody' } }, 'fields.assigneeId'],
  ['nothing of what the template asks', { fields: {} }, 'fields.title'],
])('%s is refused when it is planned', async (_what, over, path) => {
  await expect(plan(over)).rejects.toMatchObject({ no: { code: 'invalid', errors: [{ path }] } });
});

const shown = (slots: readonly object[]) =>
  z
    .array(Slot)
    .parse(slots)
    .map(({ start }) => start);

test('a page shows no window past the last year that is held, and none that it could not show', async () => {
  const rule = 'FREQ=YEARLY;INTERVAL=97;BYMONTH=2;BYMONTHDAY=29';
  const window = { start: '2024-02-29T02:30', end: '2024-02-29T03:30', zone: 'Europe/Amsterdam' };
  const { slots } = await show(await plan({ rule, window }));
  expect(shown(slots)).toEqual(['2412-02-29T02:30', '2800-02-29T02:30']);
  expect(shown(preview({ rule, ...window }).slots)).toEqual([
    '2024-02-29T02:30',
    '2412-02-29T02:30',
    '2800-02-29T02:30',
  ]);
  const last = { start: '2999-12-30T23:00', end: '2999-12-31T22:00', zone: 'Pacific/Kiritimati' };
  expect(shown(preview({ rule: 'FREQ=DAILY', ...last }).slots)).toEqual(['2999-12-30T23:00']);
  const none = { rule: 'FREQ=DAILY;INTERVAL=1;BYDAY=TU', ...last };
  expect(() => preview(none)).toThrow(Refusal);
});

test('whenever the clock ticks, each window is raised once and none is left out', async () => {
  const templateId = await template();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SU,WE', 'FREQ=DAILY;INTERVAL=2'),
      fc.array(fc.integer({ min: 1, max: 48 }), { minLength: 1, maxLength: 5 }),
      async (rule, hours) => {
        const window = { start: '2026-03-27T02:30', end: '2026-03-27T03:30', zone: 'Europe/Amsterdam' };
        const id = await plan({ templateId, rule, window, leadDays: 0, name: `Every ${++made}` });
        let now = at('2026-03-27T00:00:00Z').getTime();
        for (const passed of hours) {
          now += passed * 3600_000;
          await tick(new Date(now).toISOString());
        }
        const { next } = await show(id, new Date(now).toISOString());
        const slots = (await raised(id)).map(({ slot }) => slot);
        const { slots: all } = await show(await plan({ templateId, rule, window, name: `Like ${made}` }));
        const due = all.filter(({ startsAt }) => Date.parse(startsAt) <= now);
        expect(slots.length).toBe(due.length);
        expect(new Set(slots).size).toBe(slots.length);
        expect(slots.every((slot) => slot.endsWith('T02:30'))).toBe(true);
        expect(Date.parse(next?.startsAt ?? '')).toBeGreaterThan(now);
        const { version } = await show(id);
        await endRecurring(as(rita), { recurringId: id, version });
      },
    ),
    { numRuns: 6 },
  );
});
