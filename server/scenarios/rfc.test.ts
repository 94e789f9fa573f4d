import { listChangesRoute, listRevisionsRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { deactivatePersonRoute } from '@interlock/contract/people.ts';
import { describe, expect, test } from 'vitest';
import { edit, heldBack } from '../testing/journey.ts';
import { approve, move, raise, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });

const inFull = {
  categories: ['technology', 'people'],
  triggers: ['cmdb_update', 'service_degraded'],
  contacts: [
    { personId: sam.id, role: 'Database administrator' },
    { name: 'Vera Vendor', role: 'Support', email: 'vera@vendor.example', phone: '+31 20 123 45 67' },
  ],
  riskLevel: 'medium',
  riskAssessment: 'The replica may lag.',
  communicationPlan: 'Tell the **branches** on Friday.',
  downtime: { minutes: 20, window: { start: '2026-03-07T22:00', end: '2026-03-07T23:00', zone: 'Europe/Amsterdam' } },
  benefit: 'Fixes again',
  cost: 'Two nights of work',
  costOfNotDoing: 'A finding in the audit',
} as const;

test('a request for change says what it changes, why, how risky it is, whom to ask and what it costs', async () => {
  const change = await raise(rita, sam, inFull);
  expect(change).toMatchObject({
    ...inFull,
    categories: ['people', 'technology'],
    triggers: ['service_degraded', 'cmdb_update'],
    communicationPlan: { html: expect.stringContaining('<strong>branches</strong>') },
    contacts: [
      { person: { id: sam.id, name: 'Sam Specialist' }, name: '', role: 'Database administrator' },
      { person: null, name: 'Vera Vendor', email: 'vera@vendor.example' },
    ],
  });
});

describe('what cannot be is refused at its field', () => {
  test.each<[string, Record<string, unknown>]>([
    ['contacts.0.personId', { contacts: [{ personId: 'usr_nobody' }] }],
    ['contacts.0.name', { contacts: [{ role: 'Vendor' }] }],
    ['contacts.0.name', { contacts: [{ personId: sam.id, name: 'Sam too' }] }],
    ['contacts.0.email', { contacts: [{ name: 'Vera', email: 'no address' }] }],
    ['downtime.minutes', { downtime: { ...inFull.downtime, minutes: 61 } }],
    ['downtime.window', { downtime: { ...inFull.downtime, minutes: 0 } }],
    [
      'downtime.window.end',
      { downtime: { minutes: 5, window: { ...inFull.downtime.window, end: '2026-03-07T21:00' } } },
    ],
    ['categories.0', { categories: ['everything'] }],
    ['riskLevel', { riskLevel: 'critical' }],
  ])('%s', async (path, fields) => {
    const refused = await rita.refused(raiseChangeRoute, { modelId: 'mdl_normal', title: 'Wrong', ...fields } as never);
    expect(refused).toMatchObject({ status: 400, code: 'invalid' });
    expect(refused.errors?.map((error) => error.path)).toContain(path);
  });
});

describe('the risk', () => {
  test('is nobody’s guess: without a level no change leaves its assessment', async () => {
    const change = await move(rita, await raise(rita, sam, { riskLevel: 'none' }), 'assess');
    const [guard] = await heldBack(carl, change, 'authorize');
    expect(guard).toMatchObject({ guard: 'required_fields', fields: ['riskLevel'] });
    expect(guard?.why).toBe('Authorize still needs risk level.');
    expect((await move(carl, change, 'draft')).state.key).toBe('draft');
  });

  test('that was assessed is altered, and not taken away again', async () => {
    let change = await move(carl, await move(rita, await raise(rita, sam), 'assess'), 'authorize');
    await expect(edit(carl, change, { riskLevel: 'none' })).rejects.toThrow('riskLevel');
    change = await approve(abe, change);
    expect(change.state.key).toBe('build');
    change = await edit(carl, change, { riskLevel: 'high' });
    expect(change).toMatchObject({ state: { key: 'authorize' }, riskLevel: 'high' });
  });
});

test('every field of the request is what approvers decide on, and each edit of one is kept', async () => {
  const change = await edit(carl, await raise(rita, sam), inFull);
  const { items } = await carl.call(listRevisionsRoute, { changeId: change.id });
  const edited = items[0]?.fields.map(({ field }) => field) ?? [];
  expect(edited.toSorted()).toEqual(Object.keys(inFull).toSorted());
  const same = await edit(carl, change, { categories: ['technology', 'people'] });
  expect(same.version).toBe(change.version);
});

test('a contact who has left stays on a change, and is not put on another', async () => {
  const gone = await bank.person('Gus Gone', ['specialist']);
  const contacts = [{ personId: gone.id, role: 'Owner' }];
  const change = await raise(rita, sam, { contacts });
  await bank.admin.call(deactivatePersonRoute, { personId: gone.id, version: 1 });
  const edited = await edit(rita, change, { contacts: [...contacts, { name: 'Vera' }] });
  expect(edited.contacts[0]?.person).toMatchObject({ name: 'Gus Gone', active: false });
  await expect(raise(rita, sam, { contacts })).rejects.toThrow('contacts.0.personId');
});

describe('the list', () => {
  const numbers = async (filters: Record<string, unknown>) =>
    (await carl.call(listChangesRoute, { limit: 200, ...filters })).items.map(({ id }) => id);

  test('finds changes by what they change and by their risk', async () => {
    const law = await raise(rita, sam, { categories: ['policy_legal', 'culture'], riskLevel: 'high' });
    const calm = await raise(rita, sam, { categories: ['culture'], riskLevel: 'low' });
    expect(await numbers({ category: ['policy_legal'] })).toEqual([law.id]);
    expect(await numbers({ category: ['policy_legal', 'culture'] })).toEqual([calm.id, law.id]);
    expect(await numbers({ category: ['culture'], risk: ['high'] })).toEqual([law.id]);
    const row = (await carl.call(listChangesRoute, { category: ['culture'], limit: 1 })).items[0];
    expect(row).toMatchObject({ id: calm.id, riskLevel: 'low' });
  });
});
