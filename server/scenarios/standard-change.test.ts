import { cancelChangeRoute } from '@interlock/contract/change-flow.ts';
import { editChangeRoute, listActivityRoute, listChangesRoute } from '@interlock/contract/changes.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { addTaskRoute, cancelTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import { handOverTaskRoute, skipTaskRoute } from '@interlock/contract/task-work.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import {
  createTemplateRoute,
  discardTemplateRoute,
  editTemplateRoute,
  listTemplatesRoute,
  listTemplateVersionsRoute,
  proposeTemplateRoute,
  publishTemplateRoute,
  raiseFromTemplateRoute,
  renewTemplateRoute,
  retireTemplateRoute,
  returnTemplateRoute,
  showTemplateRoute,
  type TemplateDetail,
  withdrawTemplateRoute,
} from '@interlock/contract/templates.ts';
import { describe, expect, test } from 'vitest';
import { edit, heldBack, lookBack, show } from '../testing/journey.ts';
import { runSql } from '../testing/run-sql.ts';
import { publishedTemplate, raiseFrom, rotation, tonight } from '../testing/templates.ts';
import { type Client, clientOf, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const olga = await bank.person('Olga Auditor', ['auditor']);
const mia = await bank.person('Mia Manager', ['change_manager']);

const at = ({ id, version }: TemplateDetail) => ({ templateId: id, version });
const read = (by: Client, templateId: string) => by.call(showTemplateRoute, { templateId });
let made = 0;
const publish = (over: Record<string, unknown> = {}) =>
  publishedTemplate({ author: carl, publisher: mona }, { name: `Rotate certificate ${++made}`, ...over });

describe('a template', () => {
  test('is written, proposed, published by a change manager who wrote nothing of it, and raised from in one call', async () => {
    let template = await carl.call(createTemplateRoute, { name: 'Rotate a certificate', preset: {} });
    expect(template).toMatchObject({
      key: 'rotate-a-certificate',
      state: 'draft',
      templateVersion: null,
      may: ['edit', 'propose', 'discard'],
    });
    const refused = await carl.refused(proposeTemplateRoute, at(template));
    expect(refused.errors?.map(({ path }) => path)).toEqual([
      'preset.implementationPlan',
      'preset.backoutPlan',
      'preset.summary',
    ]);

    template = await mia.call(editTemplateRoute, { ...at(template), ...rotation });
    template = await carl.call(proposeTemplateRoute, { ...at(template), note: 'As we have done it for a year.' });
    expect(template).toMatchObject({
      state: 'proposed',
      working: { note: 'As we have done it for a year.' },
      mayRaise: false,
    });
    expect(template.working?.writers.map(({ id }) => id)).toEqual([carl.id, mia.id]);
    expect(await sam.refused(editTemplateRoute, { ...at(template), name: 'Other' })).toMatchObject({
      code: 'template_state',
    });
    expect(await rita.refused(raiseFromTemplateRoute, { templateId: template.id, title: 'X' })).toMatchObject({
      status: 409,
      code: 'template_not_in_force',
    });

    const told = async (by: Client) =>
      (await by.call(listNotificationsRoute, { limit: 1 })).items.map(({ kind }) => kind);
    expect([await told(mona), await told(mia)]).toEqual([['template_proposed'], []]);
    expect((await read(mia, template.id)).mayNotPublishBecause).toContain('You wrote on this version.');
    expect((await read(mia, template.id)).may).toEqual(['withdraw']);
    expect((await read(mona, template.id)).may).toEqual(['publish', 'return']);
    expect(await mia.refused(publishTemplateRoute, at(template))).toMatchObject({ status: 403, code: 'own_template' });
    expect(await carl.refused(publishTemplateRoute, at(template))).toMatchObject({ status: 403, code: 'forbidden' });
    template = await mona.call(publishTemplateRoute, at(template));
    expect(template).toMatchObject({
      state: 'published',
      templateVersion: 1,
      inWork: null,
      inForce: { published: { by: { id: mona.id } } },
    });

    expect([await told(carl), await told(mia)]).toEqual([['template_published'], ['template_published']]);
    const seen = await read(rita, 'rotate-a-certificate');
    const asks = ['title', 'systemsAffected', 'assigneeId', 'window'];
    expect(seen).toMatchObject({ mayRaise: true, asks, inForce: { asks }, may: [] });
    const change = await raiseFrom(rita, template.key, { window: tonight, assigneeId: sam.id });
    expect(change).toMatchObject({
      state: { key: 'scheduled' },
      model: { name: 'Standard' },
      summary: rotation.preset.summary,
      implementationPlan: { text: rotation.preset.implementationPlan },
      systemsAffected: 'web-1',
      template: { id: template.id, version: 1, locked: ['backoutPlan', 'implementationPlan', 'steps'] },
    });
  });

  test('that was sent back or taken back is written on, and proposed anew', async () => {
    let template = await carl.call(createTemplateRoute, { ...rotation, name: 'Clear the queue' });
    template = await carl.call(proposeTemplateRoute, at(template));
    expect(await sam.refused(withdrawTemplateRoute, at(template))).toMatchObject({ status: 403 });
    template = await carl.call(withdrawTemplateRoute, at(template));
    template = await carl.call(proposeTemplateRoute, at(template));
    template = await mona.call(returnTemplateRoute, { ...at(template), words: 'Say how long it takes.' });
    expect(template).toMatchObject({ state: 'draft', working: { returned: { words: 'Say how long it takes.' } } });
    template = await carl.call(editTemplateRoute, { ...at(template), minutes: 45 });
    template = await carl.call(proposeTemplateRoute, at(template));
    expect(template.working?.returned).toBeNull();
    expect(await mona.call(publishTemplateRoute, at(template))).toMatchObject({ state: 'published', minutes: 45 });
  });

  test('is not published as it was not read: what was edited meanwhile is refused', async () => {
    let template = await carl.call(createTemplateRoute, { ...rotation, name: 'Restart the cache' });
    const proposed = await carl.call(proposeTemplateRoute, at(template));
    template = await carl.call(withdrawTemplateRoute, at(proposed));
    template = await carl.call(editTemplateRoute, {
      ...at(template),
      preset: { ...rotation.preset, backoutPlan: 'Pray' },
    });
    template = await carl.call(proposeTemplateRoute, at(template));
    expect(await mona.refused(publishTemplateRoute, at(proposed))).toMatchObject({ code: 'changed_meanwhile' });
    expect((await read(mona, template.id)).state).toBe('proposed');
  });

  test('names only who and what is there, and has a name and a key of its own', async () => {
    const preset = { ...rotation.preset, assigneeId: 'usr_nobody', teamId: 'grp_none' };
    const refused = await carl.refused(createTemplateRoute, { name: 'Ghosts', preset });
    expect(refused.errors?.map(({ path }) => path)).toEqual(['preset.assigneeId', 'preset.teamId']);
    const tasks = [{ kind: 'verification' as const, title: 'Look', owner: { group: 'grp_none' } }];
    expect(await carl.refused(createTemplateRoute, { name: 'Ghosts', tasks })).toMatchObject({
      errors: [{ path: 'tasks.0.owner.group' }],
    });
    expect(await carl.refused(createTemplateRoute, { name: 'clear THE queue' })).toMatchObject({
      code: 'name_taken',
      errors: [{ path: 'name' }],
    });
    expect(await carl.refused(createTemplateRoute, { name: 'X', key: 'clear-the-queue' })).toMatchObject({
      code: 'name_taken',
      errors: [{ path: 'key' }],
    });
    expect(await carl.refused(createTemplateRoute, { name: 'X', modelId: 'mdl_normal' })).toMatchObject({
      status: 400,
      errors: [{ path: 'modelId' }],
    });
    expect(await carl.refused(createTemplateRoute, { name: 'X', preset: { window: tonight } as object })).toMatchObject(
      { status: 400 },
    );
    expect((await carl.call(createTemplateRoute, { name: 'Clear: the queue!' })).key).toBe('clear-the-queue-2');
  });
});

describe('the next version', () => {
  test('is a copy that leaves what is in force in force until it is published; changes keep the version they were born of', async () => {
    let template = await publish();
    const first = await raiseFrom(rita, template.id);
    template = await sam.call(renewTemplateRoute, at(template));
    expect(template).toMatchObject({
      state: 'published',
      templateVersion: 1,
      working: { templateVersion: 2, previous: 1, writers: [{ id: sam.id }] },
    });
    expect(await sam.refused(renewTemplateRoute, at(template))).toMatchObject({ code: 'template_state' });
    template = await sam.call(editTemplateRoute, {
      ...at(template),
      name: 'Rotate any certificate',
      preset: { ...rotation.preset, summary: 'Any.' },
    });
    expect(template.name).toMatch(/^Rotate certificate/);
    expect((await raiseFrom(rita, template.id)).template?.version).toBe(1);
    template = await sam.call(proposeTemplateRoute, at(template));
    template = await mia.call(publishTemplateRoute, at(template));
    expect(template).toMatchObject({
      name: 'Rotate any certificate',
      templateVersion: 2,
      inForce: { state: 'published' },
      working: null,
    });
    expect(await raiseFrom(rita, template.id)).toMatchObject({ summary: 'Any.', template: { version: 2 } });
    expect(await show(rita, first)).toMatchObject({ summary: rotation.preset.summary, template: { version: 1 } });
    const stale = { templateId: template.id, title: 'X', systemsAffected: 'x', templateVersion: 1 };
    expect(await rita.refused(raiseFromTemplateRoute, stale)).toMatchObject({ code: 'changed_meanwhile' });
    const { items } = await rita.call(listTemplateVersionsRoute, { templateId: template.id });
    expect(items.map(({ templateVersion, state, figures }) => [templateVersion, state, figures.open])).toEqual([
      [2, 'published', 1],
      [1, 'retired', 2],
    ]);
  });

  test('that is given up stays on record and leaves what is in force', async () => {
    let template = await sam.call(renewTemplateRoute, at(await publish()));
    template = await sam.call(discardTemplateRoute, at(template));
    expect(template).toMatchObject({ state: 'published', templateVersion: 1, working: null, mayRaise: true });
    expect((await sam.call(renewTemplateRoute, at(template))).working?.templateVersion).toBe(3);
    const never = await sam.call(createTemplateRoute, { name: 'A slip of the hand' });
    expect(await sam.call(discardTemplateRoute, at(never))).toMatchObject({ state: 'retired', mayRaise: false });
  });

  test('of a draft that was given up is not published by whoever wrote that draft', async () => {
    let template = await mia.call(createTemplateRoute, { ...rotation, name: 'Empty the spool' });
    template = await mia.call(discardTemplateRoute, at(template));
    template = await carl.call(renewTemplateRoute, at(template));
    expect(template.working?.writers.map(({ id }) => id)).toEqual([mia.id, carl.id]);
    template = await carl.call(proposeTemplateRoute, at(template));
    expect(await mia.refused(publishTemplateRoute, at(template))).toMatchObject({ code: 'own_template' });
    expect(await mona.call(publishTemplateRoute, at(template))).toMatchObject({ state: 'published' });
  });
});

describe('a standard change', () => {
  test('is closed by itself when it went well, and a person looks at it when it did not', async () => {
    const template = await publish();
    const born = await raiseFrom(rita, template.id, { window: tonight, assigneeId: sam.id });
    const other = await raiseFrom(rita, template.id, { window: tonight, assigneeId: sam.id });
    bank.clock.set('2026-03-02T21:10:00Z');
    const told = { closureCode: 'successful', closureNotes: 'Nothing was noticed.' };
    const done = await move(sam, await move(sam, born, 'implement'), 'review', told);
    expect(done).toMatchObject({ state: { key: 'closed' }, outcome: 'successful' });
    const { items } = await rita.call(listActivityRoute, { changeId: born.id, limit: 20 });
    expect(items.map(({ verb, actor }) => [verb, actor.id]).slice(0, 2)).toEqual([
      ['change.passed', 'system'],
      ['change.moved', sam.id],
    ]);
    expect(items[0]?.actor.name).toBe('Interlock');

    const failed = { closureCode: 'failed', closureNotes: 'The chain was wrong.' };
    const waiting = await move(sam, await move(sam, other, 'implement'), 'review', failed);
    expect(waiting).toMatchObject({ state: { key: 'review' }, outcome: null, reported: { outcome: 'failed' } });
    await heldBack(sam, waiting, 'closed', failed);
    await lookBack(mona, waiting, 'The chain is checked first from now on.');
    await move(mona, waiting, 'closed', failed);

    const spare = await raiseFrom(rita, template.id);
    await rita.call(cancelChangeRoute, {
      changeId: spare.id,
      version: spare.version,
      reason: 'withdrawn',
      words: 'No.',
    });
    await raiseFrom(rita, template.id);
    const { figures } = await read(rita, template.id);
    expect(figures).toEqual({
      open: 1,
      cancelled: 1,
      outcomes: { successful: 1, with_issues: 0, failed: 1, backed_out: 0 },
      lastFailure: { number: other.number, at: '2026-03-02T21:10:00.000Z' },
    });
    const rows = async (asked: object) => (await rita.call(listChangesRoute, asked)).items.map(({ number }) => number);
    const ofThis = { template: template.id, templateVersion: 1 };
    expect(await rows({ ...ofThis, outcome: ['failed'] })).toEqual([other.number]);
    expect(await rows(ofThis)).toHaveLength(4);
    expect(await rows({ ...ofThis, templateVersion: 2 })).toEqual([]);
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test('keeps what was approved: a locked field is refused, and everything else is edited', async () => {
    const change = await raiseFrom(rita, (await publish()).id, { window: tonight, assigneeId: sam.id });
    expect(change.editable).not.toContain('implementationPlan');
    const read = { changeId: change.id, version: change.version };
    const refused = await carl.refused(editChangeRoute, { ...read, implementationPlan: 'By hand', title: 'Other' });
    expect(refused).toMatchObject({ status: 409, code: 'field_locked', errors: [{ path: 'implementationPlan' }] });
    expect(await edit(rita, change, { summary: 'Of web-1 only.' })).toMatchObject({
      summary: 'Of web-1 only.',
      state: { key: 'scheduled' },
    });
    const altered = { templateId: change.template?.id ?? '', title: 'X', systemsAffected: 'x', backoutPlan: 'None' };
    expect(await rita.refused(raiseFromTemplateRoute, altered)).toMatchObject({ code: 'field_locked' });
  });

  test('keeps what its template asks for filled in, until it leaves the template', async () => {
    const change = await raiseFrom(rita, (await publish()).id);
    const read = { changeId: change.id, version: change.version };
    expect(await carl.refused(editChangeRoute, { ...read, systemsAffected: ' ' })).toMatchObject({
      ...{ status: 409, code: 'field_locked', errors: [{ path: 'systemsAffected' }] },
      next: expect.stringContaining('Whoever edits it says it otherwise.'),
    });
    const other = await edit(rita, change, { systemsAffected: 'web-2', reason: '' });
    expect(other).toMatchObject({ systemsAffected: 'web-2', reason: '' });
    const normal = await edit(rita, other, { modelId: 'mdl_normal', systemsAffected: '' });
    expect(normal).toMatchObject({ template: null, systemsAffected: '' });
  });

  test('keeps the tasks of its template of every kind, and what somebody adds beside them is theirs', async () => {
    const tasks = [
      { kind: 'build' as const, title: 'Order the certificate', steps: [{ text: 'Order it', minutes: 5 }] },
      { kind: 'test' as const, title: 'Check the chain', steps: [{ text: 'Check it', minutes: 5 }] },
    ];
    const { id: templateId } = await publish({ tasks });
    const change = await raiseFrom(rita, templateId, { window: tonight, assigneeId: sam.id });
    const { tasks: given } = await rita.call(listChangeTasksRoute, { changeId: change.id });
    const { tasks: seen } = await carl.call(listChangeTasksRoute, { changeId: change.id });
    expect(seen.map(({ locked, may }) => [locked, may.includes('cancel')])).toEqual(seen.map(() => [true, false]));
    for (const { id: taskId, version } of given) {
      const refused = await carl.refused(cancelTaskRoute, { taskId, version, words: 'No need' });
      expect(refused).toMatchObject({ code: 'field_locked', next: expect.stringContaining('skips it with a reason') });
      expect((await carl.refused(editTaskRoute, { taskId, version, title: 'Anything' })).code).toBe('field_locked');
    }
    const { version } = await show(carl, change);
    const more = { changeId: change.id, version, kind: 'build' as const, title: 'Tell the desk', steps: [] };
    const [added] = (await carl.call(addTaskRoute, more)).tasks.filter(({ title }) => title === 'Tell the desk');
    expect(added).toMatchObject({ locked: false, may: expect.arrayContaining(['cancel']) });
    await carl.call(cancelTaskRoute, { taskId: added?.id ?? '', version: added?.version ?? 0, words: 'They know.' });
    const [order] = (await carl.call(listChangeTasksRoute, { changeId: change.id })).tasks;
    const at = { taskId: order?.id ?? '', version: order?.version ?? 0 };
    expect((await carl.call(skipTaskRoute, { ...at, words: 'It is here.' })).tasks[0]?.state).toBe('skipped');
  });

  test('has the tasks of its template, whose plan stays while people come and go', async () => {
    const steps = [
      { text: 'Drain', minutes: 5 },
      { text: 'Replace', minutes: 10 },
    ];
    const tasks = [
      { kind: 'implementation' as const, title: 'Rotate', owner: { is: 'assignee' as const }, steps },
      { kind: 'backout' as const, title: 'Put it back', steps: [{ text: 'Put it back', minutes: 5 }] },
    ];
    const { id: templateId } = await publish({ tasks });
    const change = await raiseFrom(rita, templateId, { window: tonight, assigneeId: sam.id });
    expect(change.state.key).toBe('scheduled');
    const { tasks: given } = await rita.call(listChangeTasksRoute, { changeId: change.id });
    expect(given.map(({ title, createdFrom, owner }) => [title, createdFrom, owner?.id])).toEqual([
      ['Rotate', 'template', sam.id],
      ['Put it back', 'template', sam.id],
    ]);
    const [rotate, back] = given.map(({ id: taskId, version }) => ({ taskId, version }));
    if (!rotate || !back) throw new Error('no tasks');
    const fixed = { status: 409, code: 'field_locked' };
    expect(await rita.refused(editTaskRoute, { ...rotate, steps: [{ text: 'By hand' }] })).toMatchObject(fixed);
    expect(await rita.refused(cancelTaskRoute, { ...back, words: 'No need' })).toMatchObject(fixed);
    const more = {
      changeId: change.id,
      version: change.version,
      kind: 'implementation' as const,
      title: 'More',
      steps,
    };
    expect(await rita.refused(addTaskRoute, more)).toMatchObject(fixed);
    const passed = await mona.call(handOverTaskRoute, { ...rotate, ownerId: carl.id });
    expect(passed.tasks[0]?.owner?.id).toBe(carl.id);
  });

  test('whose window is too short for its plan stays a draft that says so, until it has a longer one', async () => {
    const tasks = [{ kind: 'implementation' as const, title: 'Rotate', steps: [{ text: 'Replace', minutes: 50 }] }];
    const backout = { kind: 'backout' as const, title: 'Put it back', steps: [{ text: 'Put it back', minutes: 20 }] };
    const { id: templateId } = await publish({ tasks: [...tasks, backout] });
    let change = await raiseFrom(rita, templateId, { window: tonight, assigneeId: sam.id });
    expect(change.state.key).toBe('draft');
    expect(await heldBack(rita, change, 'scheduled')).toMatchObject([
      { guard: 'plan_fits_window', enforcement: 'block', why: expect.stringContaining('10 min are missing') },
    ]);
    change = await edit(rita, change, { window: { ...tonight, end: '2026-03-02T23:30' } });
    expect((await move(rita, change, 'scheduled')).state.key).toBe('scheduled');
  });

  test('that must be done otherwise leaves its template while it is a draft, for a model with approval', async () => {
    const change = await raiseFrom(rita, (await publish()).id);
    expect(change.state.key).toBe('draft');
    const normal = await edit(rita, change, { modelId: 'mdl_normal', implementationPlan: 'By hand' });
    expect(normal).toMatchObject({
      model: { id: 'mdl_normal' },
      template: null,
      implementationPlan: { text: 'By hand' },
    });
    expect(
      await rita.refused(editChangeRoute, { changeId: normal.id, version: normal.version, modelId: 'mdl_standard' }),
    ).toMatchObject({ code: 'template_only' });
  });

  test('is raised with all that the template asks, for a window ahead, and by those who may', async () => {
    const { id: templateId } = await publish();
    const bare = await rita.refused(raiseFromTemplateRoute, { templateId });
    expect(bare.errors?.map(({ path }) => path)).toEqual(['title', 'systemsAffected']);
    const past = { start: '2025-03-02T22:00', end: '2025-03-02T23:00', zone: 'Europe/Amsterdam' };
    const late = await rita.refused(raiseFromTemplateRoute, {
      templateId,
      title: 'X',
      systemsAffected: 'x',
      window: past,
    });
    expect(late.errors).toEqual([{ path: 'window.end', message: 'The end of the window must lie ahead.' }]);
    expect(await olga.refused(raiseFromTemplateRoute, { templateId, title: 'X' })).toMatchObject({ status: 403 });
  });
});

describe('a template that is retired', () => {
  test('at once is raised from no more, and its changes go on', async () => {
    let template = await publish();
    const change = await raiseFrom(rita, template.id, { window: tonight, assigneeId: sam.id });
    template = await mona.call(retireTemplateRoute, { ...at(template), words: 'The balancer does it itself.' });
    expect(template).toMatchObject({
      state: 'retired',
      mayRaise: false,
      may: ['renew'],
    });
    expect(await rita.refused(raiseFromTemplateRoute, { templateId: template.id, title: 'X' })).toMatchObject({
      code: 'template_not_in_force',
    });
    bank.clock.set('2026-03-02T21:10:00Z');
    expect((await move(sam, change, 'implement')).state.key).toBe('implement');
    bank.clock.set('2026-03-02T09:00:00Z');
  });

  test('from a day on is raised from until then', async () => {
    let template = await publish();
    template = await mona.call(retireTemplateRoute, { ...at(template), words: 'Soon.', at: '2026-03-02T12:00:00Z' });
    expect(template).toMatchObject({ state: 'retiring', retiresAt: '2026-03-02T12:00:00.000Z', mayRaise: true });
    await raiseFrom(rita, template.id);
    bank.clock.set('2026-03-02T12:00:00Z');
    expect(await rita.refused(raiseFromTemplateRoute, { templateId: template.id, title: 'X' })).toMatchObject({
      code: 'template_not_in_force',
    });
    expect((await read(rita, template.id)).mayRaise).toBe(false);
    bank.clock.set('2026-03-02T09:00:00Z');
  });
});

test('the catalogue is searched, sorted by category and by state, and paged by name', async () => {
  const names = async (asked: object) =>
    (await rita.call(listTemplatesRoute, { limit: 100, ...asked })).items.map(({ name }) => name);
  await publish({ name: 'Patch 100% of the fleet', category: 'Patching' });
  expect(await names({ q: '0% OF' })).toEqual(['Patch 100% of the fleet']);
  expect(await names({ category: 'patching' })).toEqual(['Patch 100% of the fleet']);
  expect(await names({ inWork: ['draft'] })).toContain('Clear: the queue!');
  expect(await names({ state: ['retired'] })).toContain('A slip of the hand');
  const all = await names({});
  const paged: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await rita.call(listTemplatesRoute, { limit: 3, ...(cursor && { cursor }) });
    paged.push(...page.items.map(({ name }) => name));
    cursor = page.next;
  } while (cursor);
  expect(paged).toEqual(all);
});

describe('two servers on one database', () => {
  /** What happened to one template, in the order in which the locks let it happen. */
  const story = async (templateId: string) => {
    const rows = await runSql(
      bank.database.ownerUrl,
      `select verb, template_version from audit_event left join change on change.id = object
       where verb in ('template.published', 'template.retired', 'change.raised')
         and (object = '${templateId}' or template_id = '${templateId}') order by audit_event.id`,
    );
    return rows.map((row) => `${row['verb']} ${row['template_version'] ?? ''}`.trim());
  };

  test('never let a change be born of a version that is not in force at that moment', async () => {
    const other = await bank.secondServer();
    const at2 = (by: { token: string }) => clientOf(other, { token: by.token });
    let template = await publish();
    const raising = (count: number, by: Client) =>
      Promise.all(
        Array.from({ length: count }, () =>
          by.send('POST', `/api/v1/templates/${template.id}/raise`, { title: 'X', systemsAffected: 'x' }),
        ),
      );
    const born: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      template = await carl.call(renewTemplateRoute, at(template));
      template = await carl.call(proposeTemplateRoute, at(template));
      const [mine, published, theirs] = await Promise.all([
        raising(3, rita),
        at2(mona).call(publishTemplateRoute, at(template)),
        raising(3, at2(rita)),
      ]);
      template = published;
      const bodies = [...mine, ...theirs].map(({ body }) => body['template'] as { version: number });
      born.push(...bodies.map(({ version }) => version));
    }
    const versions = born.toSorted((one, two) => one - two);
    expect(versions).toHaveLength(24);
    const told = await story(template.id);
    expect(told.filter((verb) => verb.startsWith('change'))).toEqual(versions.map((one) => `change.raised ${one}`));
    let current = 0;
    for (const verb of told) {
      if (verb === 'template.published') current += 1;
      else expect(verb).toBe(`change.raised ${current}`);
    }

    const [mine, , theirs] = await Promise.all([
      raising(4, rita),
      at2(mona).call(retireTemplateRoute, { ...at(template), words: 'Enough.' }),
      raising(4, at2(rita)),
    ]);
    const late = [...mine, ...theirs].filter(({ status }) => status !== 200);
    for (const { body } of late) expect(body['code']).toBe('template_not_in_force');
    expect((await story(template.id)).at(-1)).toBe('template.retired');
  });
});
