import { editAudienceRoute, writeAnnouncementRoute } from '@interlock/contract/announcements.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { addRuleRoute } from '@interlock/contract/communication.ts';
import { addChatRoute } from '@interlock/contract/deliveries.ts';
import { ModelDefinition, type RoundDefinition } from '@interlock/contract/models.ts';
import { planRecurringRoute } from '@interlock/contract/recurring.ts';
import { retireTemplateRoute } from '@interlock/contract/templates.ts';
import type { z } from 'zod';
import { eventually } from '../platform/running/processes.ts';
import type { TestDatabase } from './database.ts';
import { addModel, inAHurry } from './models.ts';
import { addNightModel } from './night.ts';
import { runSql } from './run-sql.ts';
import { publishedTemplate, rotation } from './templates.ts';
import { approve, move, raise, type Somebody, world } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60;

export type DueWork = { database: TestDatabase; admin: Somebody; carl: Somebody; near: string };
type Rooms = { posts: string; everybody: string };

/**
 * An organisation in which something of every kind has fallen due while no server ran: reminders, an escalation, a round that
 * expires, a window that was missed, one that is overrun, a step that is another's by the clock, a start that is near with its announcement, a recurring change, a
 * template that retires, entries of a daily mail, votes of two accounts that were linked, words that are not searchable yet.
 */
export async function dueWork({ posts, everybody }: Rooms): Promise<DueWork> {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const instant = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();
  const between = (start: number, end: number) => ({
    start: instant(start).slice(0, 16),
    end: instant(end).slice(0, 16),
    zone: 'UTC',
  });
  const bank = await world(instant(-6 * HOUR), { OUTBOUND_ALLOW: '127.0.0.1' });
  const { database } = bank;
  await addNightModel(database, 'mdl_night');
  await addAsking(database, 'mdl_remind', { remindAfterHours: 1, escalateAfterHours: 720 });
  await addAsking(database, 'mdl_escalate', { remindAfterHours: 720, escalateAfterHours: 1 });
  await addAsking(database, 'mdl_linked', { quorum: { kind: 'all' }, remindAfterHours: 720, escalateAfterHours: 720 });
  await addAsking(database, 'mdl_expire', { remindAfterHours: 720, escalateAfterHours: 720, expiresAtStart: true });
  const rita = await bank.person('Rita', ['initiator']);
  const carl = await bank.person('Carl', ['coordinator']);
  const mona = await bank.person('Mona', ['change_manager']);
  const sam = await bank.person('Sam', ['specialist']);
  const abe = await bank.person('Abe', ['approver'], { approver: true });

  const chat = await mona.call(addChatRoute, { name: 'Operations', format: 'slack', url: posts });
  await mona.call(addRuleRoute, {
    ...{ name: 'Near', events: ['start_near'], stateKinds: [], minutes: 30, condition: null, audience: ['assignee'] },
    ...{ groupId: null, bell: true, mail: true, chatIds: [chat.id], pace: 'at_once', urgent: true, active: true },
  });
  await mona.call(editAudienceRoute, { audienceId: 'aud_users', version: 1, addresses: [everybody] });

  const people = { coordinatorId: carl.id, managerId: mona.id };
  const plan = (title: string, modelId: string) => raise(carl, sam, { title, modelId, ...people });
  const night = async (title: string, start: number, end: number): Promise<ChangeDetail> =>
    move(carl, await plan(title, 'mdl_night'), 'scheduled', { window: between(start, end) });

  for (const modelId of ['mdl_remind', 'mdl_escalate', 'mdl_expire']) {
    const change = await raise(rita, sam, { title: `Asks as ${modelId}`, modelId, ...people });
    await move(rita, change, 'ask', { window: between(-4 * HOUR, -3 * HOUR) });
  }
  await addModel(database, { id: 'mdl_hurried', key: 'hurried', name: 'Hurried', definition: inAHurry(10) });
  await raise(rita, sam, {
    title: 'In a hurry',
    modelId: 'mdl_hurried',
    ...people,
    window: between(5 * HOUR, 6 * HOUR),
  });
  await night('Misses its window', -4 * HOUR, -3 * HOUR);
  const near = await night('Starts soon', 12, 2 * HOUR);
  await carl.call(writeAnnouncementRoute, {
    ...{ changeId: near.id, audienceId: 'aud_users', occasion: 'before', minutes: 45, release: true },
    ...{ subject: 'The ledger stands still', body: 'Book before.' },
  });
  const begun = await night('Overruns', -6 * HOUR, -4 * HOUR);
  await move(sam, begun, 'implement');

  const content = { ...rotation, modelId: 'mdl_standard', required: [] };
  const recurs = await publishedTemplate({ author: carl, publisher: mona }, content);
  await rita.call(planRecurringRoute, {
    ...{ templateId: recurs.id, name: 'Every day', rule: 'FREQ=DAILY', window: between(-4 * HOUR, -3 * HOUR) },
    ...{ until: null, leadDays: 0, fields: { title: 'Rotate all', assigneeId: sam.id } },
  });
  const retires = await publishedTemplate({ author: carl, publisher: mona }, { ...content, name: 'Retires' });
  const { id: templateId, version } = retires;
  await mona.call(retireTemplateRoute, { templateId, version, words: 'Done by hand.', at: instant(-4 * HOUR) });

  const abel = await bank.person('Abel', ['approver'], { approver: true });
  await bank.person('Ann', ['approver'], { approver: true });
  const twice = await raise(rita, sam, { title: 'Two votes of one person', modelId: 'mdl_linked', ...people });
  await approve(abel, await approve(abe, await move(rita, twice, 'ask', { window: between(24 * HOUR, 25 * HOUR) })));

  await eventually(async () => (await runSql(database.ownerUrl, 'select from notice')).length === 0, 20_000);
  await bank.close();
  await linkedMeanwhile(database, bank.admin.id, [abe.id, abel.id]);
  await forTheDailyMail(database, sam.id, near.id);
  await runSql(
    database.ownerUrl,
    'delete from change_words',
    'insert into change_words_left select max(number) + 1 from change',
  );
  return { database, admin: bank.admin, carl, near: near.id };
}

type Round = Partial<z.input<typeof RoundDefinition>>;

/** A draft that asks, with a window, and goes back to a draft on a no. */
async function addAsking(database: TestDatabase, id: string, over: Round): Promise<void> {
  const asks = { key: 'approval', name: 'Ask', group: 'grp_approvers', quorum: { kind: 'any' as const }, ...over };
  const definition = {
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'ask', name: 'Ask', kind: 'authorize', requires: ['window'], approvals: [asks], rejectedTo: 'draft' },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'work', label: 'Begin', movers: [{ is: 'coordinator' }] },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'coordinator' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft', 'ask'], movers: [{ is: 'requester' }] },
  };
  await addModel(database, { id, key: id.slice(4), name: id.slice(4), definition: ModelDefinition.parse(definition) });
}

/** Two accounts were linked, and what follows for their votes was left to do. */
async function linkedMeanwhile({ ownerUrl }: TestDatabase, by: string, personIds: readonly string[]): Promise<void> {
  const links = personIds.map((id) => `('${id}', 'one_person', 'The same person', '${by}', now())`);
  await runSql(
    ownerUrl,
    `insert into person_link (person_id, person_key, reason, linked_by, linked_at) values ${links.join(', ')}`,
  );
  await runSql(
    ownerUrl,
    `insert into job_to_send (id, queue, data) values (gen_random_uuid(), 'people.linked', '${JSON.stringify({ personIds })}')`,
  );
}

/** Two entries that were put by yesterday for the mail of this morning. */
async function forTheDailyMail({ ownerUrl }: TestDatabase, personId: string, changeId: string): Promise<void> {
  const entry = (nth: number) =>
    `('dlv_daily${nth}', '${personId}', 'watched_change_moved', '${changeId}', '{}', 'waiting', now() - interval '1 day',
      now() - interval '1 hour', 0, true, 'daily ${nth}')`;
  await runSql(
    ownerUrl,
    `insert into delivery (id, person_id, kind, subject, parts, state, at, due_at, tries, daily, key) values ${entry(1)}, ${entry(2)}`,
  );
}
