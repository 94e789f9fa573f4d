// Reads: the model in force, through the door of models.
import type { RequirableField } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { currentModel, demandsOf } from '../models/index.ts';

const writtenAs: Partial<Record<RequirableField, string>> = {
  assignee: 'assigneeId',
  coordinator: 'coordinatorId',
  manager: 'managerId',
  team: 'teamId',
};

/** The fields of every change that its model demands until the work begins. */
export async function demandedOf(reads: Reads, ctx: Ctx, modelId: string): Promise<string[]> {
  const definition = (await currentModel(reads, ctx, modelId))?.definition;
  if (!definition) return [];
  const begun = definition.states.findIndex(({ kind }) => kind === 'implement');
  const demands = definition.states
    .slice(0, begun + 1)
    .flatMap((state) => [...demandsOf(definition, { ...state, requiresWhen: [] }, new Map())]);
  return [...new Set(demands.map((field) => writtenAs[field] ?? field))];
}
