import { listAuditRoute } from '@interlock/contract/audit.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import {
  confirmLinkRoute,
  dismissLinkRoute,
  type Incident,
  linkIncidentRoute,
  listIncidentsRoute,
  recordIncidentRoute,
} from '@interlock/contract/incidents.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import { describe, expect, test } from 'vitest';
import { heldBack, lookBack, show } from '../testing/journey.ts';
import { publishedTemplate, raiseFrom, tonight } from '../testing/templates.ts';
import { type Client, move, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const ines = await bank.person('Ines Initiator', ['initiator']);
const sara = await bank.person('Sara Specialist', ['specialist']);
const olga = await bank.person('Olga Auditor', ['auditor']);
const { id: templateId } = await publishedTemplate({ author: carl, publisher: mona });

let opened = 0;
const outage = (over: Record<string, unknown> = {}) => ({
  ...{ system: 'ServiceNow', number: `INC${1000 + ++opened}`, title: 'Payments time out' },
  ...{ url: 'https://desk.example.org/1', openedAt: '2026-03-02T21:30:00Z', kind: 'caused_by' as const, ...over },
});
const link = (by: Client, changeId: string, over: Record<string, unknown> = {}): Promise<Incident> =>
  by.call(linkIncidentRoute, { changeId, ...outage(over) });

/** A standard change whose work is done, waiting to be closed. */
async function inReview() {
  bank.clock.set('2026-03-02T09:00:00Z');
  let change = await raiseFrom(carl, templateId, { window: tonight, assigneeId: sam.id, coordinatorId: carl.id });
  bank.clock.set('2026-03-02T21:10:00Z');
  change = await move(sam, change, 'implement');
  return change;
}
const finish = (change: { id: string }) =>
  show(sam, change).then((read) => move(sam, read, 'review', { closureCode: 'successful', closureNotes: 'Rotated.' }));
const decided = ({ links: [first] }: Incident) => ({ linkId: first?.id ?? '', version: first?.version ?? 0 });
const closing = { closureCode: 'with_issues', closureNotes: 'Payments stood for ten minutes.' };

describe('an incident of another system', () => {
  test('is recorded once: the same system and number again brings it up to date', async () => {
    const given = { system: 'Jira', number: 'OPS-7', title: 'Slow', url: '', openedAt: null };
    const first = await carl.call(recordIncidentRoute, given);
    const again = await mona.call(recordIncidentRoute, { ...given, title: 'Slow logins' });
    expect(again).toMatchObject({ id: first.id, title: 'Slow logins', links: [] });
    const { items } = await olga.call(listIncidentsRoute, { q: 'ops-' });
    expect(items).toMatchObject([{ number: 'OPS-7' }]);
  });

  test('is brought up to date by whoever recorded it, a coordinator or a change manager; what it said stays on record', async () => {
    const given = { system: 'Jira', number: 'OPS-8', title: 'Slow', url: 'https://desk.example.org/8', openedAt: null };
    const { id } = await ines.call(recordIncidentRoute, given);
    const other = { ...given, title: 'Defaced' };
    expect(await sara.refused(recordIncidentRoute, other)).toMatchObject({ status: 403, next: expect.any(String) });
    expect(await sara.call(recordIncidentRoute, given)).toMatchObject({ id, title: 'Slow' });
    const change = await inReview();
    const linked = await link(sara, change.id, { ...other, url: '', kind: 'fixed_by' });
    expect(linked).toMatchObject({ id, title: 'Slow', url: given.url, links: [{ change: { id: change.id } }] });
    await ines.call(recordIncidentRoute, { ...given, url: '', title: 'Slow logins' });
    const told = await carl.call(recordIncidentRoute, { ...given, url: '', title: 'No logins' });
    expect(told).toMatchObject({ id, title: 'No logins', url: given.url });
    const { items } = await olga.call(listAuditRoute, { object: id, limit: 10 });
    expect(items.map(({ verb, parts }) => [verb, parts['fields'] ?? parts['title']])).toEqual([
      ['incident.updated', [{ field: 'title', before: 'Slow logins', after: 'No logins' }]],
      ['incident.updated', [{ field: 'title', before: 'Slow', after: 'Slow logins' }]],
      ['incident.recorded', 'Slow'],
    ]);
  });

  test('is said to be caused by a change: those who answer for the change are told, once', async () => {
    const change = await inReview();
    const incident = await link(mona, change.id);
    expect(incident.links).toMatchObject([
      { kind: 'caused_by', attribution: 'suspected', change: { id: change.id }, linkedBy: { id: mona.id } },
    ]);
    const { number } = incident;
    await mona.call(linkIncidentRoute, { changeId: change.id, ...outage({ number }) });
    const { items } = await sam.call(listNotificationsRoute, { limit: 10 });
    expect(items.filter(({ kind }) => kind === 'incident_linked')).toHaveLength(1);
  });

  test('is listed by what is open of it and by its change', async () => {
    const change = await inReview();
    const suspected = await link(mona, change.id);
    const fixed = await link(mona, change.id, { kind: 'fixed_by', attribution: 'suggested' });
    const found = async (asked: Record<string, unknown>) =>
      (await olga.call(listIncidentsRoute, { change: change.id, ...asked })).items.map(({ id }) => id);
    expect(await found({})).toEqual([fixed.id, suspected.id]);
    expect(await found({ attribution: ['suspected'] })).toEqual([suspected.id]);
    expect(await found({ kind: 'fixed_by' })).toEqual([fixed.id]);
  });

  test('takes an address of the web alone, and a time that was', async () => {
    const { id: changeId } = await inReview();
    for (const [field, value] of [
      ['url', 'javascript:alert(1)'],
      ['url', 'http://[::1'],
      ['url', 'https://e.org"><b>'],
      ['url', 'https://desk.example.org/1"><b>'],
      ['url', 'https://ann:secret@desk.example.org/1'],
      ['url', 'https://'],
      ['openedAt', 'yesterday'],
      ['openedAt', '0000-01-01T00:00:00Z'],
      ['openedAt', '1970-01-01T00:00:00+23:59'],
      ['number', ''],
    ] as const) {
      const { status, errors } = await mona.refused(linkIncidentRoute, { changeId, ...outage({ [field]: value }) });
      expect([field, status, errors?.[0]?.path]).toEqual([field, 400, field]);
    }
  });
});

describe('a standard change', () => {
  test('does not close by itself over an incident that it may have caused; dismissed, it does', async () => {
    let change = await inReview();
    const incident = await link(mona, change.id);
    change = await finish(change);
    expect(change.state.kind).toBe('review');
    const unmet = await heldBack(mona, change, 'closed', closing);
    expect(unmet).toMatchObject([{ guard: 'incidents_reviewed', why: expect.stringContaining(incident.number) }]);
    expect(await sam.refused(dismissLinkRoute, { ...decided(incident), words: 'Not me' })).toMatchObject({
      code: 'own_change',
    });
    expect(await ines.refused(dismissLinkRoute, { ...decided(incident), words: 'No' })).toMatchObject({ status: 403 });
    const dismissed = await mona.call(dismissLinkRoute, { ...decided(incident), words: 'The network was down.' });
    expect(dismissed.links).toMatchObject([{ attribution: 'dismissed', decided: { words: 'The network was down.' } }]);
    change = await move(mona, await show(mona, change), 'closed', closing);
    expect(change.state.kind).toBe('closed');
  });

  test('that did cause one is closed once somebody has looked back on it who did not carry it out', async () => {
    let change = await inReview();
    const incident = await link(carl, change.id);
    change = await finish(change);
    const confirmed = await sam.call(confirmLinkRoute, decided(incident));
    expect(confirmed.links).toMatchObject([{ attribution: 'confirmed', decided: { by: { id: sam.id } } }]);
    const unmet = await heldBack(mona, await show(mona, change), 'closed', closing);
    expect(unmet).toMatchObject([{ guard: 'incidents_reviewed', why: expect.stringContaining('review task') }]);
    const { version } = await show(mona, change);
    const task = { kind: 'review' as const, title: 'Look back', ownerId: mona.id };
    await mona.call(addTaskRoute, { changeId: change.id, version, ...task });
    await lookBack(mona, change);
    change = await move(mona, await show(mona, change), 'closed', closing);
    expect(change.state.kind).toBe('closed');
  });

  test('is decided on once by whoever comes first, and what was read before is stale', async () => {
    const change = await inReview();
    const incident = await link(carl, change.id);
    const deciding = { ...decided(incident), words: 'Yes' };
    await mona.call(confirmLinkRoute, deciding);
    expect(await carl.refused(dismissLinkRoute, deciding)).toMatchObject({ code: 'changed_meanwhile' });
  });
});

test('an incident that speaks of nothing but a restricted change does not exist for others', async () => {
  const change = await inReview();
  const incident = await link(mona, change.id);
  const { version } = await show(mona, change);
  await mona.call(restrictChangeRoute, { changeId: change.id, version, restricted: true, readerIds: [mona.id] });
  const seen = async (by: Client) => (await by.call(listIncidentsRoute, { limit: 100 })).items.map(({ id }) => id);
  expect(await seen(mona)).toContain(incident.id);
  expect(await seen(ines)).not.toContain(incident.id);
  expect(await sara.refused(confirmLinkRoute, decided(incident))).toMatchObject({ status: 404 });
  const hidden = { ...outage({ number: incident.number }), changeId: change.id };
  expect(await sara.refused(linkIncidentRoute, hidden)).toMatchObject({ status: 404 });

  bank.clock.set('2026-03-03T09:00:00Z');
  const guess = { system: incident.system, number: incident.number, title: 'defaced', url: '', openedAt: null };
  const apart = await ines.call(recordIncidentRoute, guess);
  expect(apart).toMatchObject({ title: 'defaced', links: [], recordedAt: '2026-03-03T09:00:00.000Z' });
  expect(apart.id > incident.id).toBe(true);
  expect(await seen(ines)).toContain(apart.id);
  expect(await sara.call(recordIncidentRoute, guess)).toMatchObject({ id: apart.id });
  const open = await inReview();
  const linked = await link(sara, open.id, guess);
  expect(linked).toMatchObject({ id: apart.id, links: [{ change: { id: open.id } }] });
  const { items } = await mona.call(listIncidentsRoute, { change: change.id });
  expect(items).toMatchObject([{ id: incident.id, title: incident.title, url: incident.url }]);
  expect(items[0]?.openedAt).toBe(incident.openedAt);
  const known = await mona.call(recordIncidentRoute, { ...guess, title: 'Payments stood still' });
  expect(known).toMatchObject({ id: incident.id, title: 'Payments stood still' });

  const told = async (by: Client) => (await by.call(listAuditRoute, { object: incident.id, limit: 10 })).items.length;
  expect([await told(bank.admin), await told(olga)]).toEqual([0, 1]);
});
