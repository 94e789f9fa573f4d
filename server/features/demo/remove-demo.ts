import type { DemoRemoved } from '@interlock/contract/demo.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { dropAnnouncements, takeGroupsOut } from '../announcements/index.ts';
import { dropRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { dropLooks } from '../change-decisions/index.ts';
import { dropOverrides } from '../change-guards/index.ts';
import { dropAnswers } from '../change-reviews/index.ts';
import { dropRuns } from '../change-runs/index.ts';
import { dropProofs } from '../change-tasks/index.ts';
import { dropChanges, lockRaisedBy } from '../changes/index.ts';
import { dropDeliveries } from '../deliveries/index.ts';
import { dropDeputies } from '../deputies/index.ts';
import { dropComments, dropWatching } from '../discussion/index.ts';
import { dropFilesOf } from '../files/index.ts';
import { demoPeople, dropGroups, dropPeople } from '../identity/index.ts';
import { dropImprovements } from '../improvements/index.ts';
import { dropIncidents } from '../incidents/index.ts';
import { dropTold } from '../notifications/index.ts';
import { dropRecurring } from '../recurring/index.ts';
import { dropTasksOf } from '../tasks/index.ts';
import { dropTemplates } from '../templates/index.ts';
import { dropExtensions } from '../window-extensions/index.ts';
import { dropDemo, findDemo, holdDemo } from './demo.store.ts';

/**
 * Takes the demo away: its people, groups and templates, and every change that its people raised, with all that hangs on them.
 * What real people raised stays, and with it whom and what it names of the demo. The audit log keeps every event; this one
 * keeps what the made-up people were called.
 */
export async function removeDemo(ctx: Ctx): Promise<DemoRemoved> {
  requirePermission(ctx.actor, 'demo.run');
  return ctx.transaction(async (tx) => {
    if (!(await holdDemo(tx))) refuse('demo_state', 'The demo is being filled at this moment.');
    const demo = await findDemo(tx);
    if (demo?.state !== 'filled') return refuse('demo_state', 'There is no demo.');
    const there = await demoPeople(tx);
    const people = there.map(({ id }) => id);
    const changes = await lockRaisedBy(tx, people);
    const named = Object.fromEntries(there.map(({ id, name }) => [id, name]));
    await record(tx, ctx, { verb: 'demo.removed', object: 'demo', parts: { changes: changes.length, people: named } });
    await dropWhatHangsOn(tx, { changes, people, others: [...demo.groupIds, ...demo.templateIds] });
    await dropRecurring(tx, { people, changes });
    await dropChanges(tx, changes);
    const templates = await dropTemplates(tx, demo.templateIds);
    await takeGroupsOut(tx, demo.groupIds);
    const groups = await dropGroups(tx, demo.groupIds);
    const stay = await dropPeople(tx, people);
    await dropDemo(tx);
    return {
      changes: changes.length,
      people: people.length - stay.length,
      kept: { people: stay.length, groups: groups.length, templates: templates.length },
    };
  });
}

type Dropped = { changes: readonly string[]; people: readonly string[]; others: readonly string[] };

/** Nothing is left that leads to what goes. */
async function dropWhatHangsOn(tx: Tx, { changes, people, others }: Dropped): Promise<void> {
  const tasks = await dropTasksOf(tx, changes);
  const subjects = [...changes, ...tasks, ...people, ...others];
  await dropFilesOf(tx, subjects);
  await dropTold(tx, subjects, people);
  await dropDeliveries(tx, subjects, people);
  await dropComments(tx, changes);
  await dropWatching(tx, changes, people);
  await dropRounds(tx, changes);
  await dropLooks(tx, changes, people);
  await dropDeputies(tx, people);
  await dropOverrides(tx, changes);
  await dropProofs(tx, changes);
  await dropAnswers(tx, changes);
  await dropAnnouncements(tx, changes);
  await dropImprovements(tx, changes);
  await dropIncidents(tx, { changes, people });
  await dropRuns(tx, changes);
  await dropExtensions(tx, changes);
}
