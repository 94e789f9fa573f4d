import { type ChangeDetail, raiseChangeRoute } from '@interlock/contract/changes.ts';
import { ModelDefinition } from '@interlock/contract/models.ts';
import { addTaskRoute } from '@interlock/contract/task-planning.ts';
import type { z } from 'zod';
import { sweepRuns, watchRun } from '../features/change-runs/watch-run.ts';
import { connect } from '../platform/database/db.ts';
import { testCtx } from './ctx.ts';
import type { TestDatabase } from './database.ts';
import { show } from './journey.ts';
import { addModel } from './models.ts';
import { type Client, move, type World } from './world.ts';

type Definition = z.input<typeof ModelDefinition>;

/** Work in a window without anybody's approval: what a night needs and nothing else. */
export async function addNightModel(database: TestDatabase, id: string, over: Partial<Definition> = {}): Promise<void> {
  const lead = (from: string, to: string, is: 'coordinator' | 'assignee', guards: string[] = []) => ({
    ...{ from, to, label: `To ${to}`, movers: [{ is }], guards },
  });
  const definition = {
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'scheduled', name: 'Scheduled', kind: 'scheduled', requires: ['window'] },
      { key: 'implement', name: 'Implement', kind: 'implement' },
      {
        key: 'review',
        name: 'Review',
        kind: 'review',
        tasks: [{ kind: 'review', title: 'Look back', owner: { is: 'coordinator' } }],
      },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      lead('draft', 'scheduled', 'coordinator'),
      lead('scheduled', 'implement', 'assignee', ['window_open']),
      lead('implement', 'review', 'assignee'),
      lead('review', 'closed', 'coordinator', ['closure']),
    ],
    cancel: { from: ['draft', 'scheduled'], movers: [{ is: 'coordinator' }] },
    ...over,
  };
  await addModel(database, { id, key: id.slice(4), name: id.slice(4), definition: ModelDefinition.parse(definition) });
}

/** From ten in the evening to half past eleven, UTC. */
export const nightWindow = { start: '2026-03-02T22:00', end: '2026-03-02T23:30', zone: 'UTC' };

const plan = [
  { kind: 'implementation', title: 'Switch', steps: ['Promote the replica:20', 'Switch the application:10'] },
  { kind: 'verification', title: 'Look', level: 2, steps: ['Post a payment:10'] },
  { kind: 'backout', title: 'Back', steps: ['Switch back:15'] },
] as const;

/** Forty minutes of work and a quarter of an hour of way back, scheduled for the night. */
export async function scheduledNight(
  carl: Client & { id: string },
  sam: { id: string },
  over: Record<string, unknown> = {},
): Promise<ChangeDetail> {
  const { id: changeId } = await carl.call(raiseChangeRoute, {
    ...{ modelId: 'mdl_night', title: 'Move the ledger', assigneeId: sam.id, coordinatorId: carl.id, ...over },
  });
  for (const { steps, ...task } of plan) {
    const { version } = await show(carl, { id: changeId });
    const lines = steps.map((line) => ({ text: line.split(':')[0] ?? '', minutes: Number(line.split(':')[1]) }));
    await carl.call(addTaskRoute, { changeId, version, ownerId: sam.id, ...task, steps: lines });
  }
  return move(carl, await show(carl, { id: changeId }), 'scheduled', { window: nightWindow });
}

/** What the clock does each minute, at the instant that the test's clock shows. */
export async function tick({ database, clock }: World): Promise<void> {
  const db = connect(database.appUrl, { max: 2, onIdleError: () => {} });
  const due: { changeId: string }[] = [];
  const enqueue = async (_tx: unknown, _queue: string, _key: string, data: object) => {
    due.push(data as { changeId: string });
  };
  const at = () => testCtx(db, { now: clock.now, via: 'job', enqueue });
  try {
    await sweepRuns(at());
    for (const one of due) await watchRun(at(), one);
  } finally {
    await db.destroy();
  }
}
