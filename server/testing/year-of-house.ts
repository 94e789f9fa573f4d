import * as flow from '@interlock/contract/change-flow.ts';
import * as changes from '@interlock/contract/changes.ts';
import * as telling from '@interlock/contract/communication.ts';
import { decideByLinkRoute } from '@interlock/contract/decision-links.ts';
import * as deliveries from '@interlock/contract/deliveries.ts';
import { endDeputyRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import * as groups from '@interlock/contract/groups.ts';
import * as identity from '@interlock/contract/identity.ts';
import * as importRuns from '@interlock/contract/import-runs.ts';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import * as incidentImports from '@interlock/contract/incident-imports.ts';
import * as models from '@interlock/contract/model-drafts.ts';
import * as accounts from '@interlock/contract/people.ts';
import * as links from '@interlock/contract/person-links.ts';
import * as sessionCalls from '@interlock/contract/sessions.ts';
import { tellAgainRoute } from '@interlock/contract/untold.ts';
import * as views from '@interlock/contract/views.ts';
import { expect } from 'vitest';
import { openSecrets } from '../platform/folder/secrets.ts';
import { eventually } from '../platform/running/processes.ts';
import { runSql } from './run-sql.ts';
import { clientOf, cookieOf, PASSWORD, SECRETS_KEY } from './world.ts';
import type { Chapters, Year } from './year.ts';

const secretOf = ({ link }: { link: string }) => link.split('#')[1] ?? '';

/** How people come and go. Zoe, who comes here, leaves for good in what follows. */
export const comeAndGo: Chapters = {
  'people come, change and go': async ({ bank, people, act }) => {
    const { anonymous, address } = bank;
    const admin = bank.admin.browser;
    const invited = await act(admin, accounts.invitePersonRoute, {
      ...{ name: 'Zoe', email: 'zoe@example.org', roles: ['auditor'], groupIds: ['grp_approvers'] },
    });
    await act(anonymous, identity.lookAtLinkRoute, { secret: secretOf(invited) });
    await act(anonymous, identity.acceptLinkRoute, { secret: secretOf(invited), password: PASSWORD });
    const personId = invited.person.id;
    await act(admin, accounts.resetLinkRoute, { personId });
    await act(bank.operator, identity.operatorResetLinkRoute, { email: 'zoe@example.org' });
    const edited = await act(admin, accounts.editPersonRoute, { personId, version: 1, roles: ['specialist'] });
    const left = await act(admin, accounts.deactivatePersonRoute, { personId, version: edited.version });
    await act(admin, accounts.reactivatePersonRoute, { personId, version: left.version });
    const group = await act(admin, groups.createGroupRoute, { name: 'Network', memberIds: [personId] });
    await act(admin, groups.editGroupRoute, { groupId: group.id, version: group.version, name: 'Networks' });

    const credentials = { email: 'rita@example.org', password: PASSWORD };
    await act(anonymous, identity.signInRoute, credentials);
    const signedIn = await anonymous.send('POST', identity.signInRoute.path, credentials);
    const browser = clientOf(address, { cookie: cookieOf(signedIn) });
    const { items } = await browser.call(sessionCalls.listSessionsRoute, {});
    const other = items.find(({ current }) => !current)?.id ?? '';
    await act(browser, sessionCalls.endSessionRoute, { sessionId: other });
    await act(browser, sessionCalls.endOtherSessionsRoute, {});
    await act(browser, identity.editProfileRoute, { version: 1, theme: 'dark' });
    const { token } = await act(browser, sessionCalls.createTokenRoute, { name: 'Mine', scopes: ['read'], days: 1 });
    await act(browser, sessionCalls.revokeTokenRoute, { tokenId: token.id });
    const days = { from: '2026-03-02', until: '2026-03-03' };
    const named = await act(browser, nameDeputyRoute, { deputyId: people.abe.id, ...days });
    await act(browser, endDeputyRoute, { deputyId: named.id });
    await act(browser, identity.changePasswordRoute, { current: PASSWORD, next: `${PASSWORD} 2` });
    const again = await anonymous.send('POST', identity.signInRoute.path, {
      ...credentials,
      password: `${PASSWORD} 2`,
    });
    await act(clientOf(address, { cookie: cookieOf(again) }), sessionCalls.signOutRoute, {});
  },
};

/** A file of incidents, one of them about a change that is here. */
async function incidentsBrought({ bank, act }: Year): Promise<void> {
  const content = Buffer.from('number,title,rfc\nINC1,Slow,CHG-1\nINC2,Late,CHG0000404\n');
  const given = { fileName: 'incidents.csv', bytes: content.length };
  const { id: runId } = await act(bank.operator, importRuns.beginImportRoute, given);
  const piece = { runId, from: 0, content: content.toString('base64') };
  await bank.operator.call(importRuns.sendPieceRoute, piece);
  const { map } = await bank.operator.call(incidentImports.suggestIncidentMapRoute, { runId });
  await act(bank.operator, incidentImports.startIncidentsRoute, { runId, map, write: true });
  const shown = () => bank.operator.call(importRuns.showImportRunRoute, { runId });
  expect(await eventually(async () => (await shown()).state === 'imported', 15_000)).toBe(true);
}

/** Models and groups, who is told what, views, and files that are taken in. */
export const keepHouse: Chapters = {
  'models are written, published, retired and taken up again, and groups kept by two': async ({
    bank,
    people,
    act,
  }) => {
    const admin = bank.admin.browser;
    const second = (await bank.person('Eve', ['administrator'])).browser;
    const read = ({ modelId, version }: models.Draft) => ({ modelId, version });
    const begin = (name: string) => act(admin, models.beginDraftRoute, { modelId: 'mdl_normal', name });
    await act(admin, models.discardDraftRoute, read(await begin('Nothing')));
    let draft = await begin('Normal indeed');
    draft = await act(admin, models.writeDraftRoute, { ...read(draft), description: 'As ever.' });
    draft = await act(admin, models.proposeDraftRoute, read(draft));
    draft = await act(second, models.returnDraftRoute, { ...read(draft), words: 'No' });
    draft = await act(admin, models.proposeDraftRoute, read(draft));
    const { edited: version } = await act(second, models.publishDraftRoute, read(draft));
    const normal = { modelId: 'mdl_normal', words: 'So' };
    await act(admin, models.retireModelRoute, { ...normal, version });
    await act(admin, models.reinstateModelRoute, { ...normal, version: version + 1 });

    const groupId = 'grp_approvers';
    const group = async () => {
      const [found] = (await bank.admin.call(groups.listGroupsRoute, { q: 'Approvers' })).items;
      return { version: found?.version ?? 0, memberIds: (found?.members ?? []).map(({ id }) => id) };
    };
    const propose = async () => {
      const { version: at, memberIds } = await group();
      const edit = { groupId, version: at, memberIds: [...memberIds, people.carl.id] };
      const { proposals } = await act(admin, groups.editGroupRoute, edit);
      return { groupId, proposalId: proposals[0]?.id ?? '' };
    };
    await act(second, groups.declineGroupProposalRoute, await propose());
    await act(second, groups.publishGroupProposalRoute, await propose());

    const twice = { personId: people.rita.id, withId: people.carl.id, reason: 'One badge' };
    await act(admin, links.linkAccountsRoute, twice);
    const apart = { personId: people.rita.id, reason: 'Two after all' };
    await act(admin, links.unlinkAccountRoute, apart);
    await act(second, links.declineUnlinkingRoute, { personId: people.rita.id });
    await act(admin, links.unlinkAccountRoute, apart);
    await act(second, links.confirmUnlinkingRoute, { personId: people.rita.id });
  },
  'who is told what is said, and what becomes of what did not arrive': async ({ bank, people, act }) => {
    const { browser } = people.mona;
    const rule = { name: 'Loud', events: ['mentioned'], stateKinds: [], minutes: null, condition: null } as const;
    const ways = {
      audience: ['addressed'],
      groupId: null,
      bell: true,
      mail: true,
      chatIds: [],
      pace: 'daily',
    } as const;
    const input = { ...rule, ...ways, urgent: false, active: true, events: [...rule.events] };
    const { id: ruleId } = await act(browser, telling.addRuleRoute, {
      ...input,
      stateKinds: [],
      audience: ['addressed'],
      chatIds: [],
    });
    await act(browser, telling.editRuleRoute, { ruleId, version: 1, urgent: true });
    await act(browser, telling.deleteRuleRoute, { ruleId });
    const { choice } = await browser.call(telling.myTellingRoute, {});
    await act(browser, telling.editMyTellingRoute, { ...choice, digestHour: 9 });
    const url = 'https://hooks.example.org/x';
    const { id: chatId } = await act(browser, deliveries.addChatRoute, { name: 'Ops', format: 'slack', url });
    await act(browser, deliveries.editChatRoute, { chatId, version: 1, active: false });
    await act(browser, deliveries.testChatRoute, { chatId });
    await act(bank.admin, deliveries.testMailRoute, {});
    await runSql(
      bank.database.ownerUrl,
      `insert into outbound_hold (since, because) values (now(), 'a test')`,
      `insert into delivery (id, person_id, kind, parts, state, daily, at, tries, key, ended_at)
       values ('dlv_failed', '${bank.admin.id}', 'test', '{}', 'given_up', false, now(), 8, 'failed', now())`,
    );
    await act(bank.admin, deliveries.sendAgainRoute, { deliveryId: 'dlv_failed' });
    await act(bank.admin, deliveries.releaseOutboundRoute, { waiting: 'drop' });
    await runSql(
      bank.database.ownerUrl,
      `insert into notice (id, act, kind, subject, told, parts, key, at, tries, given_up_at, problem)
       values ('ntc_failed', 'req:tpl_x', 'mentioned', 'tpl_x', '{}', '{}', 'failed', now(), 8, now(), 'It broke.')`,
    );
    await act(bank.admin, tellAgainRoute, { noticeId: 'ntc_failed' });
  },
  'a decision by the link of a mail': async ({ bank, people, act }) => {
    const { rita, abe, sam } = people;
    const raised = await act(rita, changes.raiseChangeRoute, {
      modelId: 'mdl_guarded',
      title: 'L',
      assigneeId: sam.id,
    });
    const asked = await act(rita, flow.moveChangeRoute, { changeId: raised.id, version: raised.version, to: 'ask' });
    const roundId = asked.rounds[0]?.id ?? '';
    await runSql(
      bank.database.ownerUrl,
      `insert into delivery (id, person_id, kind, parts, state, daily, at, tries, key, ended_at)
       values ('dlv_asked', '${abe.id}', 'decision_asked', '{}', 'sent', false, now(), 1, 'asked', now())`,
    );
    const [row] = await runSql(
      bank.database.ownerUrl,
      `select content_hash as hash from approval_round where id = '${roundId}'`,
    );
    const link = {
      deliveryId: 'dlv_asked',
      personId: abe.id,
      changeId: raised.id,
      roundId,
      contentHash: row?.['hash'],
    };
    const expiresAt = new Date(bank.clock.now.getTime() + 3600_000).toISOString();
    const token = openSecrets(SECRETS_KEY).sign(JSON.stringify({ ...link, revision: 1, expiresAt }), 'decide');
    await act(abe.browser, decideByLinkRoute, { token, decision: 'approve' });
  },
  'a view of the list is kept, shared and deleted': async ({ people, act }) => {
    const { browser } = people.mona;
    const view = await act(browser, views.saveViewRoute, { name: 'Mine', filters: { state: 'draft' }, columns: [] });
    const shared = { viewId: view.id, version: view.version, sharedWith: 'everyone' } as const;
    await act(browser, views.editViewRoute, shared);
    await act(browser, views.chooseDefaultViewRoute, { viewId: view.id });
    await act(browser, views.deleteViewRoute, { viewId: view.id });
  },
  'an import': async ({ bank, people, act }) => {
    const map = {
      source: 'Elsewhere',
      fields: { number: { column: 'n' }, title: { column: 't' }, state: { value: { state: 'draft' as const } } },
    };
    await act(bank.operator, importChangesRoute, { fileName: 'x.csv', map, csv: 'n,t\n1,One\n2,Two' });
    const file = { fileName: 'x.csv', bytes: 9 };
    const { id: runId } = await act(bank.operator, importRuns.beginImportRoute, file);
    const content = Buffer.from('n,t\n3,Abc').toString('base64');
    await act(bank.operator, importRuns.sendPieceRoute, { runId, from: 0, content });
    await act(bank.operator, importRuns.startImportRoute, { runId, map, write: false });
    await incidentsBrought({ bank, people, act });
    await runSql(bank.database.ownerUrl, `update import_run set state = 'checking', turn = 7`);
    await act(bank.operator, importRuns.cancelImportRoute, { runId });
    await runSql(bank.database.ownerUrl, `update import_run set state = 'cancelled'`);
    await act(bank.operator, importRuns.discardImportRoute, { runId });
  },
};
