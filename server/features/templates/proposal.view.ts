// Reads: person; the model in force through the door of models.

import type { RequirableField } from '@interlock/contract/models.ts';
import { rolesWith } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
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

const publishing = rolesWith('template.publish');

/** Everybody whose roles let them publish. */
export async function publishersOf(reads: Reads): Promise<string[]> {
  const rows = await reads
    .selectFrom('person')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${publishing}::text[]`)
    .execute();
  return rows.map(({ id }) => id);
}
