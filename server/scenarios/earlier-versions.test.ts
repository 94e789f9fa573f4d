import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { hasPassed, roundsOf } from '../features/approvals/index.ts';
import { searchOf } from '../features/change-words/words.rules.ts';
import { contentOf, loadChange } from '../features/changes/index.ts';
import { contentHash } from '../platform/content-hash.ts';
import { connect } from '../platform/database/db.ts';
import { migrate } from '../platform/database/migrate.ts';
import { emptyDatabase, testDatabase } from '../testing/database.ts';
import { runSql } from '../testing/run-sql.ts';

const landed = new URL('../migrations/', import.meta.url);

/** A database as the program left it that knew the migrations before this one. */
async function asBefore(first: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-earlier-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = (await readdir(landed)).filter((name) => name.endsWith('.sql') && name < first);
  for (const name of names) await cp(new URL(name, landed), join(folder, name));
  const { ownerUrl } = await emptyDatabase();
  await migrate({ ownerUrl, folder: pathToFileURL(`${folder}/`) });
  return ownerUrl;
}

const inForce = (url: string) =>
  runSql(
    url,
    `select key, current_version as version, model.version as edited, definition -> 'transitions' as moves
     from model join model_version on model_id = id and model_version.version = current_version
     where key in ('normal', 'emergency') order by key desc`,
  );
const guarded = (guards: string[]) => expect.objectContaining({ guards });

test('an organisation is offered the models that use the guards, and what it has keeps the version of its birth', async () => {
  const { ownerUrl: url } = await testDatabase();
  expect(await inForce(url)).toMatchObject([
    {
      ...{ key: 'normal', version: 2, edited: 2 },
      moves: expect.arrayContaining([guarded(['tasks_done', 'test_evidence', 'plan_fits_window'])]),
    },
    {
      ...{ key: 'emergency', version: 2, edited: 2 },
      moves: expect.arrayContaining([guarded(['closure', 'review_done'])]),
    },
  ]);
  const kept = await runSql(url, `select version from model_version where model_id = 'mdl_normal' order by 1`);
  expect(kept).toEqual([{ version: 1 }, { version: 2 }]);
});

test('an organisation that has published a version of its own keeps it', async () => {
  const url = await asBefore('0020');
  await runSql(
    url,
    `insert into model_version (model_id, version, definition, name, note)
     select model_id, 2, definition, 'Ours', 'Ours' from model_version where model_id = 'mdl_normal'`,
    `update model set current_version = 2, version = 2, name = 'Ours' where id = 'mdl_normal'`,
  );
  await migrate({ ownerUrl: url });
  expect(await inForce(url)).toMatchObject([
    { key: 'normal', version: 2, edited: 2, moves: expect.not.arrayContaining([guarded(['tasks_done'])]) },
    { key: 'emergency', version: 2, edited: 2 },
  ]);
  const versions = `select version, note from model_version where model_id = 'mdl_normal' order by 1`;
  expect(await runSql(url, versions)).toEqual([
    { version: 1, note: '' },
    { version: 2, note: 'Ours' },
  ]);
});

/** What a change said before it could say more, as votes were bound to it. */
const saidBefore = {
  ...{ title: 'Upgrade', summary: 'So', description: '', purpose: null, reason: 'Support ends', ifNotDone: 'No fixes' },
  ...{ cannotWait: '', impact: 'low', urgency: 'low', priority: 4, priorityOverride: null, implementationPlan: 'Copy' },
  ...{ testPlan: '', backoutPlan: 'Copy back', peopleImpacted: '', systemsAffected: '', teamId: null },
};

test('rounds from when a state asked once are bound as they were: approved ones stand, open ones ask on', async () => {
  const url = await asBefore('0010');
  const people = ['rita', 'sam', 'abe', 'ann'].map(
    (id) => `('usr_${id}', '${id}', '${id}@example.org', 'UTC', '{approver,specialist}', now())`,
  );
  const change = (id: string, state: string, window: string) =>
    `insert into change (id, model_id, model_version, state, state_kind, title, summary, reason, if_not_done, priority,
       implementation_plan, backout_plan, raised_by, requester_id, assignee_id, entered, created_at, updated_at,
       window_start_local, window_end_local, window_zone, planned_start, planned_end)
     values ('${id}', 'mdl_normal', 1, '${state}', '${state}', 'Upgrade', 'So', 'Support ends', 'No fixes', 4, 'Copy',
       'Copy back', 'usr_rita', 'usr_rita', 'usr_sam', '{"authorize": "2026-02-01T09:00:00.000Z"}', now(), now(), ${window})`;
  const round = (id: string, subject: string, status: string, at: string) =>
    `insert into approval_round (id, subject, state, status, quorum, needed, one_rejection_ends, content_hash, left_out, opened_at, closed_at)
     values ('${id}', '${subject}', 'authorize', '${status}', '{"kind": "all"}', 2, true, '${contentHash(saidBefore)}', '[]',
       '${at}', ${status === 'open' ? 'null' : 'now()'})`;
  const asked = (id: string) =>
    `insert into approval_seat (round_id, person_id, because) values ('${id}', 'usr_abe', 'In Approvers.'), ('${id}', 'usr_ann', 'In Approvers.')`;
  const yes = (id: string, by: string) =>
    `insert into approval_vote (round_id, person_id, decision, comment, content_hash, at) values ('${id}', 'usr_${by}', 'approve', 'Yes', '${contentHash(saidBefore)}', now())`;
  await runSql(
    url,
    `insert into person (id, name, email, zone, roles, created_at) values ${people.join(', ')}`,
    change(
      'chg_done',
      'build',
      `'2027-03-05T10:00', '2027-03-05T12:00', 'UTC', '2027-03-05 10:00Z', '2027-03-05 12:00Z'`,
    ),
    change('chg_asks', 'authorize', 'null, null, null, null, null'),
    `insert into person_group (id, name, created_at) values ('grp_approvers', 'Approvers', now())`,
    `insert into group_member select 'grp_approvers', id, '2026-01-01' from person where id in ('usr_abe', 'usr_ann')`,
    round('rnd_old', 'chg_done', 'voided', '2026-02-01'),
    ...[
      round('rnd_done', 'chg_done', 'approved', '2026-02-02'),
      asked('rnd_done'),
      yes('rnd_done', 'abe'),
      yes('rnd_done', 'ann'),
    ],
    ...[round('rnd_asks', 'chg_asks', 'open', '2026-02-02'), asked('rnd_asks'), yes('rnd_asks', 'abe')],
  );
  await migrate({ ownerUrl: url });
  const db = connect(url, { max: 1, onIdleError: () => {} });
  onTestFinished(() => db.destroy());
  const standing = async (id: string) => {
    const now = await loadChange(db, id);
    const rounds = await roundsOf(db, id);
    return { rounds, stands: now && rounds.map((one) => hasPassed(one, contentOf(now))) };
  };
  const done = await standing('chg_done');
  expect(done.stands).toEqual([false, true]);
  expect(done.rounds[1]).toMatchObject({
    ...{ key: 'approval', name: 'Authorize', groupId: 'grp_approvers', leaves: [], remindAfterHours: null },
    windowFrom: { start: '2027-03-05T10:00', end: '2027-03-05T12:00', zone: 'UTC' },
    votes: [{ personId: 'usr_abe' }, { personId: 'usr_ann' }],
  });
  expect(done.rounds[1]?.votes.map(({ castBy }) => castBy.id)).toEqual(['usr_abe', 'usr_ann']);
  const asks = await standing('chg_asks');
  expect(asks.rounds).toMatchObject([
    { status: 'open', windowFrom: null, asked: [{ isMember: true }, { isMember: true }] },
  ]);
  await runSql(url, `update change set backout_plan = 'Another way' where id = 'chg_done'`);
  expect((await standing('chg_done')).stands).toEqual([false, false]);
});

test('a change from before says what holds back the move that it waits for: its window, or that it is not the assignee’s', async () => {
  const url = await asBefore('0045b');
  const change = (state: string) =>
    `('chg_${state}', 'mdl_normal', 2, '${state}', '${state}', 'Upgrade', 4, 'usr_sam', 'usr_sam', now(), now())`;
  await runSql(
    url,
    `insert into person (id, name, email, zone, roles, created_at)
     values ('usr_sam', 'Sam', 'sam@example.org', 'UTC', '{specialist}', now())`,
    `insert into change (id, model_id, model_version, state, state_kind, title, priority, assignee_id, waits_on, created_at, updated_at)
     values ${['draft', 'scheduled', 'implement', 'review'].map(change).join(', ')}`,
  );
  await migrate({ ownerUrl: url });
  expect(
    await runSql(url, 'select state, waits_for_window as window, waits_for_another as another from change order by id'),
  ).toEqual([
    { state: 'draft', window: false, another: false },
    { state: 'implement', window: false, another: false },
    { state: 'review', window: false, another: true },
    { state: 'scheduled', window: true, another: false },
  ]);
});

test('a round from before a hold moved its clock is measured by when it asked, and one that asked again by when it did', async () => {
  const url = await asBefore('0045_');
  await runSql(
    url,
    `insert into person (id, name, email, zone, roles, created_at)
     values ('usr_abe', 'Abe', 'abe@example.org', 'UTC', '{approver}', now())`,
    `insert into approval_round (id, subject, state, key, status, quorum, needed, one_rejection_ends, content_hash, left_out, opened_at, asking_since)
     select 'rnd_' || key, 'chg_1', 'authorize', key, 'open', '{"kind": "any"}', 1, true, '', '[]', '2026-02-01Z', '2026-02-09Z'
     from unnest('{held,again}'::text[]) key`,
    `insert into approval_seat (round_id, subject, person_id, because, asking) values ('rnd_again', 'chg_1', 'usr_abe', 'In Approvers.', true)`,
    `insert into approval_vote (id, round_id, person_id, cast_by, decision, comment, content_hash, at, withdrawn_at, withdrawn_because)
     values ('vot_1', 'rnd_again', 'usr_abe', 'usr_abe', 'approve', 'Yes', '', '2026-02-02Z', '2026-02-09Z', 'No')`,
  );
  await migrate({ ownerUrl: url });
  expect(await runSql(url, 'select key, asked_at from approval_round order by key')).toEqual([
    { key: 'again', asked_at: new Date('2026-02-09Z') },
    { key: 'held', asked_at: new Date('2026-02-01Z') },
  ]);
});

test('a change from before words were parted as they are typed is found by the name of its host', async () => {
  const url = await asBefore('0050');
  await runSql(
    url,
    `insert into change (id, model_id, model_version, state, state_kind, title, priority, created_at, updated_at)
     values ('chg_host', 'mdl_normal', 1, 'draft', 'draft', 'Reboot web-01.example.com now', 4, now(), now())`,
  );
  await migrate({ ownerUrl: url });
  const found = `select id from change where search @@ to_tsquery('simple', $q$${searchOf('web-01.exam')}$q$)`;
  expect(await runSql(url, found)).toEqual([{ id: 'chg_host' }]);
});

test('a change from before all words were searched waits to be taken in, and is found meanwhile by its title', async () => {
  const url = await asBefore('0051');
  await runSql(
    url,
    `insert into change (id, model_id, model_version, state, state_kind, title, backout_plan, priority, created_at, updated_at)
     values ('chg_old', 'mdl_normal', 1, 'draft', 'draft', 'Mend the lamp', 'Light the candle', 4, now(), now())`,
  );
  await migrate({ ownerUrl: url });
  const left = 'select change.title from change_words_left join change on change.number < below';
  expect(await runSql(url, left)).toContainEqual({ title: 'Mend the lamp' });
  expect(await runSql(url, 'select from change_words')).toEqual([]);
  const found = `select id from change where search @@ to_tsquery('simple', $q$${searchOf('lamp')}$q$)`;
  expect(await runSql(url, found)).toEqual([{ id: 'chg_old' }]);
});
