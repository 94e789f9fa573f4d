import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { showChangeRoute } from '@interlock/contract/changes.ts';
import { beginDraftRoute, proposeDraftRoute } from '@interlock/contract/model-drafts.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Said, typed } from '../server/testing/command-line.ts';
import { publishedTemplate } from '../server/testing/templates.ts';
import { readyToAuthorize, type Somebody, type World, world } from '../server/testing/world.ts';

let bank: World;
let people: Record<'rita' | 'carl' | 'mona' | 'sam' | 'abe' | 'ann', Somebody>;
const file = join(tmpdir(), `interlock-fields-${process.pid}.json`);

beforeAll(async () => {
  bank = await world();
  people = {
    rita: await bank.person('Rita', ['initiator']),
    carl: await bank.person('Carl', ['coordinator']),
    mona: await bank.person('Mona', ['change_manager']),
    sam: await bank.person('Sam', ['specialist']),
    abe: await bank.person('Abe', ['approver'], { approver: true }),
    ann: await bank.person('Ann', ['approver'], { approver: true }),
  };
  writeFileSync(file, JSON.stringify(readyToAuthorize));
  return () => rmSync(file);
});

const as = (who: keyof typeof people, ...words: string[]): Promise<Said> =>
  typed({ address: bank.address, token: people[who].token }, ...words);
async function done(who: keyof typeof people, ...words: string[]): Promise<string[]> {
  const said = await as(who, ...words);
  expect({ ...said, out: '', lines: [] }).toEqual({ code: 0, out: '', err: '', lines: [] });
  return said.lines;
}

test('a normal change goes from draft to closed', async () => {
  expect(await done('rita', 'change', 'create', '--from', file, '--set', 'assignee=sam@example.org')).toEqual([
    'CHG-1 is raised: Upgrade the ledger database',
  ]);
  expect(await done('rita', 'change', 'edit', 'chg-1', '--set', 'impact=high', '--set', 'summary=It\nmoves.')).toEqual([
    'CHG-1: edited; version 2, revision 2',
  ]);
  expect(await done('rita', 'change', 'move', '1', 'assess')).toEqual([
    'CHG-1: Draft -> Assess (Submit for assessment)',
  ]);
  await done('carl', 'change', 'move', 'CHG-1', 'Authorize');
  await done('abe', 'change', 'ask', 'CHG-1', 'For how long?');
  expect(await done('rita', 'change', 'answer', 'CHG-1', 'Forty seconds.')).toEqual(['CHG-1: answered (revision 2)']);
  const read = JSON.parse((await done('abe', 'change', 'show', 'CHG-1', '--json'))[0] ?? '');
  await done('abe', 'change', 'approve', 'CHG-1', '--version', String(read.version), '--comment', 'Good');
  expect((await done('ann', 'change', 'approve', 'CHG-1')).join()).toContain('it is in Build now');
  await done('sam', 'change', 'comment', 'CHG-1', 'Rehearsed.');
  const window = '2026-03-02T08:00/2026-03-02T20:00 UTC';
  await done('mona', 'change', 'move', 'CHG-1', 'scheduled', '--window', window);
  await done('sam', 'change', 'move', 'CHG-1', 'implement');
  await done('sam', 'change', 'move', 'CHG-1', 'review');
  const closed = ['--closure-code', 'successful', '--closure-notes', 'All well.'];
  expect(await done('mona', 'change', 'move', 'CHG-1', 'closed', ...closed)).toEqual([
    'CHG-1: Review -> Closed (Close)',
  ]);

  const shown = await done('rita', 'change', 'show', 'CHG-1');
  expect(shown[0]).toBe('CHG-1  Upgrade the ledger database');
  expect(shown).toEqual(
    expect.arrayContaining([
      'State:       Closed, successful',
      'Assignee:    Sam',
      `Window:      ${window}`,
      '  It',
      '  moves.',
      '    Abe: yes: Good',
      '    Abe asks: For how long?',
      '      Rita: Forty seconds.',
    ]),
  );
  const { items } = await bank.admin.call(listAuditRoute, { object: 'CHG-1', verb: 'change.moved' });
  expect(items.map(({ via }) => via)).toEqual(['cli', 'cli', 'cli', 'cli', 'cli', 'cli']);
});

test('a refused move tells every guard: why, and who can clear it; a program is told the same', async () => {
  await done('rita', 'change', 'create', '--title', 'Move the switch');
  const refused = await as('rita', 'change', 'move', 'CHG-2', 'assess');
  expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: '' });
  expect(refused.err.split('\n')).toEqual([
    'This move is not possible now (move_refused).',
    expect.stringMatching(/^ {2}- Assess still needs .*summary/),
    expect.stringMatching(/^ {4}can be cleared by .*Rita/),
  ]);
  const told = await as('rita', 'change', 'move', 'CHG-2', 'assess', '--json');
  expect(JSON.parse(told.err)).toMatchObject({ code: 'move_refused', guards: expect.any(Array) });
  expect((await done('rita', 'change', 'explain', 'CHG-2')).join('\n')).toContain('Assess still needs');
  expect(await done('rita', 'change', 'move', 'CHG-2', 'cancelled', '--reason', 'withdrawn', '--words', 'No')).toEqual([
    'CHG-2: Draft -> Cancelled (Cancel this change)',
  ]);
});

test('what was read and is no longer so is refused, with what to do', async () => {
  await done('rita', 'change', 'create', '--title', 'Renew it');
  await done('rita', 'change', 'edit', 'CHG-3', '--set', 'summary=A');
  const late = await as('rita', 'change', 'edit', 'CHG-3', '--set', 'summary=B', '--version', '1');
  expect(late).toMatchObject({ code: 1, err: expect.stringContaining('interlock change show CHG-3') });
  expect(await done('rita', 'change', 'edit', 'CHG-3', '--set', 'summary=A')).toEqual(['CHG-3: nothing was different']);
  expect(await as('rita', 'change', 'approve', 'CHG-3')).toMatchObject({ code: 1, err: 'CHG-3 asks for no decision.' });
});

test('the list is a table for people and a document for programs, and says where it goes on', async () => {
  const [heading, ...rows] = await done('rita', 'change', 'list', '--limit', '2');
  expect(heading).toMatch(/^Number {2}State/);
  expect(rows[0]).toMatch(/^CHG-3 {3}Draft .* Renew it/);
  const cursor = /--cursor (\S+)/.exec(rows.at(-1) ?? '')?.[1] ?? '';
  const [document = ''] = await done('rita', 'change', 'list', '--cursor', cursor, '--json');
  expect(JSON.parse(document)).toMatchObject({ items: [{ number: 'CHG-1' }], next: null });
  const mine = ['--assignee', 'Sam', '--state', 'closed', '--state', 'review', '--model', 'normal'];
  expect(await done('sam', 'change', 'list', 'ledger', ...mine)).toHaveLength(2);
  expect(await done('rita', 'change', 'list', '--priority', '1')).toEqual(['No change matches.']);
});

test('what waits is listed for whom it waits, whatever it is about', async () => {
  const [heading, row] = await done('rita', 'inbox', '--limit', '1');
  expect([heading?.split(/ {2,}/), row]).toEqual([['Since', 'What', 'About', 'Why'], expect.stringContaining('CHG-')]);
  const [document = ''] = await done('rita', 'inbox', '--json');
  expect(JSON.parse(document).items[0]).toMatchObject({ about: { label: expect.any(String) }, by: null });
  const eve = await bank.person('Eve', ['administrator']);
  const begun = { copyOf: 'mdl_normal', key: 'nightly', name: 'Nightly' };
  const { modelId, version } = await bank.admin.call(beginDraftRoute, begun);
  await bank.admin.call(proposeDraftRoute, { modelId, version });
  const said = await typed({ address: bank.address, token: eve.token }, 'inbox');
  expect(said.lines[1]).toMatch(/model proposed +nightly +Publish it or send it back\.$/);
});

test('the work is listed for whoever does it, and is said to be done', async () => {
  const { version, id } = await people.rita.call(showChangeRoute, { changeId: 'CHG-3' });
  const task = { kind: 'planning' as const, title: 'Ask the vendor', ownerId: people.sam.id };
  const [made] = (await people.rita.call(addTaskRoute, { changeId: id, version, ...task })).tasks;
  expect(await done('rita', 'task', 'list')).toEqual(['No task matches.']);
  const [heading, row] = await done('sam', 'task', 'list');
  expect(heading).toMatch(/^Number {2}State/);
  expect(row).toMatch(/^TSK-1 .* planning .* Ask the vendor .* CHG-3$/);
  const [document = ''] = await done('rita', 'task', 'list', 'CHG-3', '--json');
  expect(JSON.parse(document)).toMatchObject({ tasks: [{ id: made?.id, number: 'TSK-1' }] });
  expect(await as('rita', 'task', 'done', 'TSK-1')).toMatchObject({ code: 1 });
  expect(await done('sam', 'task', 'done', '1')).toEqual(['TSK-1 is done: Ask the vendor (CHG-3)']);
  expect(await done('sam', 'task', 'list')).toEqual(['No task matches.']);
  expect((await done('rita', 'task', 'list', '--all', '--state', 'done'))[1]).toContain('TSK-1');
});

test('a standard change is raised from its template, and scheduled at once', async () => {
  expect(await done('rita', 'template', 'list')).toEqual(['No template matches.']);
  await publishedTemplate({ author: people.carl, publisher: people.mona }, { name: 'Rotate a certificate' });
  const [heading, row] = await done('rita', 'template', 'list');
  expect(heading).toMatch(/^Key +State/);
  expect(row).toMatch(/^rotate-a-certificate +published +1 +Rotate a certificate .*not done yet$/);
  const window = [
    '--window',
    '2026-03-02T22:00/2026-03-02T23:00 UTC',
    '--set',
    'assignee=sam@example.org',
    '--set',
    'systemsAffected=web-1',
    '--title',
    'Rotate web-1',
  ];
  const raised = await as('rita', 'template', 'raise', 'rotate-a-certificate', ...window);
  expect(raised).toMatchObject({ code: 0, out: expect.stringMatching(/^CHG-\d+ is raised in Scheduled: /) });
  const stale = ['--template-version', '2'];
  expect(await as('rita', 'template', 'raise', 'rotate-a-certificate', ...window, ...stale)).toMatchObject({ code: 1 });
});

test('a model is listed, and taken out as it is', async () => {
  const [heading, ...rows] = await done('rita', 'model', 'list');
  expect(heading).toMatch(/^Key +Name +Version/);
  expect(rows.join('\n')).toMatch(/^normal +Normal +\d+ +Draft, Assess/m);
  const { items } = await bank.admin.call(listModelsRoute, {});
  const normal = items.find(({ key }) => key === 'normal');
  const taken = JSON.parse((await done('rita', 'model', 'export', 'Normal')).join('\n'));
  expect(taken).toEqual({
    key: 'normal',
    name: 'Normal',
    description: normal?.description,
    definition: normal?.definition,
  });
});

test('a model is brought in as a draft that says what stands against it, and is laid before the others', async () => {
  const admin = (...words: string[]) => typed({ address: bank.address, token: bank.admin.token }, ...words);
  const taken = join(tmpdir(), `interlock-model-${process.pid}.json`);
  const write = (over: object) => writeFileSync(taken, JSON.stringify({ ...normal, ...over }));
  const normal = JSON.parse((await done('rita', 'model', 'export', 'normal', '--json')).join(''));
  write({ description: 'As the audit asks.' });
  const imported = await admin('model', 'import', taken);
  expect(imported).toMatchObject({ code: 0, lines: expect.arrayContaining(['Normal is saved as a draft.']) });
  expect(await admin('model', 'import', taken, '--propose', '--note', 'Please')).toMatchObject({
    code: 0,
    lines: expect.arrayContaining(['Normal is proposed.']),
  });
  expect(await admin('model', 'import', taken)).toMatchObject({
    code: 1,
    err: expect.stringContaining('(draft_proposed)'),
  });
  expect(await admin('model', 'import', taken, '--take-back')).toMatchObject({ code: 0 });
  write({ key: 'other', name: 'Other', definition: { ...normal.definition, transitions: [] } });
  const faulty = await admin('model', 'import', taken);
  expect(faulty).toMatchObject({ code: 1, err: expect.stringContaining('It cannot be published as it is:') });
  expect(await as('rita', 'model', 'import', taken)).toMatchObject({
    code: 1,
    err: expect.stringContaining('(forbidden)'),
  });
  writeFileSync(taken, '{}');
  expect(await admin('model', 'import', taken)).toMatchObject({ code: 2 });
  rmSync(taken);
});

test.each([
  ['a model that is none', ['model', 'export', 'nothing'], 2],
  ['a template that is none', ['template', 'raise', 'nothing'], 1],
  ['a task that is none', ['task', 'done', 'TSK'], 2],
  ['a number that is none', ['change', 'show', 'CHG'], 2],
  ['a change that is not there', ['change', 'show', 'CHG-404'], 1],
  ['a state that the model does not lead to', ['change', 'move', 'CHG-3', 'nowhere'], 1],
  ['a person that nobody is', ['change', 'edit', 'CHG-3', '--set', 'assignee=nobody@example.org'], 2],
  ['a model that is none', ['change', 'create', '--title', 'x', '--model', 'none'], 2],
  ['a title that says nothing', ['change', 'create', '--title', ' '], 2],
  ['nothing to edit', ['change', 'edit', 'CHG-3'], 2],
  ['nothing to say', ['change', 'comment', 'CHG-3'], 2],
  ['an instant that is none', ['change', 'list', '--planned-from', 'soon'], 2],
  ['a command that is none', ['change', 'undo'], 2],
])('%s ends with its code and a sentence', async (_what, words, code) => {
  const said = await as('rita', ...words);
  expect({ code: said.code, out: said.out }).toEqual({ code, out: '' });
  expect(said.err).not.toBe('');
});

test('what somebody may not do is refused with the permission that it takes', async () => {
  const auditor = await bank.person('Olga', ['auditor']);
  const said = await typed(
    { address: bank.address, token: auditor.token },
    ...['change', 'comment', 'CHG-3', 'Let me'],
  );
  expect(said).toMatchObject({ code: 1, err: expect.stringContaining('(forbidden)') });
});

test('people are listed and deactivated; what takes a session says so', async () => {
  const admin = { address: bank.address, token: bank.admin.token };
  expect((await typed(admin, 'user', 'list', 'sam')).lines[1]).toMatch(/^Sam +sam@example.org +specialist/);
  expect((await typed(admin, 'user', 'deactivate', 'ann@example.org')).lines).toEqual(['Ann is deactivated']);
  for (const words of [
    ['user', 'invite', 'Zoe', 'zoe@example.org', '--role', 'auditor'],
    ['user', 'reset-link', 'sam@example.org'],
    ['token', 'list'],
  ]) {
    expect(await typed(admin, ...words)).toMatchObject({ code: 2, err: expect.stringContaining('--as') });
  }
});

test('files are attached to a change, listed and saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-attached-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [here, saved] = [join(folder, 'hosts.csv'), join(folder, 'saved.csv')];
  writeFileSync(here, 'db1;db2\n');
  const created = await done('rita', 'change', 'create', '--set', 'title=With a list', '--json');
  const { number } = JSON.parse(created.join(''));
  expect(await done('rita', 'change', 'attach', number, here)).toEqual([`${number} has one file now.`]);
  expect((await done('carl', 'change', 'files', number)).join()).toMatch(/hosts.csv +8 +Rita .* [0-9a-f]{64}/);
  await done('carl', 'change', 'download', number, 'hosts.csv', '--to', saved);
  expect(readFileSync(saved, 'utf8')).toBe('db1;db2\n');
  expect(await as('rita', 'change', 'attach', number, join(folder, 'none.txt'))).toMatchObject({ code: 2 });
  expect(await as('carl', 'change', 'download', number, 'none.csv')).toMatchObject({ code: 1 });
});
