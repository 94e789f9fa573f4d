import { ModelDefinition } from '@interlock/contract/models.ts';
import type { z } from 'zod';
import type { TestDatabase } from './database.ts';
import { addModel } from './models.ts';

type Definition = z.input<typeof ModelDefinition>;
type Transition = Definition['transitions'][number];

/** What is otherwise about the moves, by the state that they lead to. */
export type Otherwise = Partial<Record<'build' | 'scheduled' | 'implement' | 'review' | 'closed', Partial<Transition>>>;

/** A model that gives tasks on the way and holds each move back until its part of the work is over. */
export const guardedModel = (otherwise: Otherwise = {}): Definition => {
  const lead = (from: string, to: keyof Otherwise, label: string, made: Partial<Transition>): Transition => ({
    from,
    to,
    label,
    movers: [{ is: 'change_manager' }],
    ...made,
    ...otherwise[to],
  });
  return {
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      {
        key: 'ask',
        name: 'Ask',
        kind: 'authorize',
        approvals: [{ key: 'approval', name: 'Approvers', group: 'grp_approvers', quorum: { kind: 'any' } }],
        rejectedTo: 'draft',
      },
      {
        key: 'build',
        name: 'Build',
        kind: 'build',
        tasks: [
          { kind: 'build', title: 'Build it', owner: { is: 'assignee' } },
          { kind: 'test', title: 'Test it', level: 2, owner: { is: 'coordinator' } },
        ],
      },
      { key: 'scheduled', name: 'Scheduled', kind: 'scheduled', requires: ['window'] },
      {
        key: 'implement',
        name: 'Implement',
        kind: 'implement',
        tasks: [{ kind: 'implementation', title: 'Carry it out', owner: { is: 'assignee' } }],
      },
      {
        key: 'review',
        name: 'Review',
        kind: 'review',
        tasks: [{ kind: 'review', title: 'Look back', owner: { is: 'change_manager' } }],
      },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      lead('ask', 'build', 'Approved', { movers: [{ is: 'round' }] }),
      lead('build', 'scheduled', 'Schedule', { guards: ['tasks_done', 'test_evidence', 'plan_fits_window'] }),
      lead('scheduled', 'implement', 'Start', { movers: [{ is: 'assignee' }], guards: ['backout_ready'] }),
      lead('implement', 'review', 'Finish', { movers: [{ is: 'assignee' }], guards: ['tasks_done'] }),
      lead('review', 'closed', 'Close', { guards: ['closure', 'review_done'] }),
    ],
    cancel: { from: ['draft', 'ask', 'build', 'scheduled'], movers: [{ is: 'change_manager' }] },
  };
};

export async function addGuardedModel(database: TestDatabase, id: string, otherwise: Otherwise = {}): Promise<string> {
  const definition = guardedModel(otherwise);
  ModelDefinition.parse(definition);
  await addModel(database, { id, key: id.slice(4), name: id.slice(4), definition });
  return id;
}
