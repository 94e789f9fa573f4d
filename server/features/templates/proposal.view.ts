// Reads: person, and whose account came from whom through the door of same-person; the model in force through the door of models.

import type { RequirableField } from '@interlock/contract/models.ts';
import { rolesWith } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { isAmong } from '../../platform/same-person.ts';
import { currentModel, demandsOf } from '../models/index.ts';
import { secondOf } from '../same-person/index.ts';
import type { Second } from './template.rules.ts';

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

/** Everybody whose roles let them publish what these people wrote, and who did not write it. */
export async function publishersOf(
  reads: Reads,
  { now }: Pick<Ctx, 'now'>,
  writers: readonly string[],
): Promise<Second[]> {
  const rows = await reads
    .selectFrom('person')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${publishing}::text[]`)
    .execute();
  const ids = rows.map(({ id }) => id);
  const second = await secondOf(reads, now, (linked) => ids.filter((id) => !isAmong(linked, id, writers)));
  return rows.filter(({ id }) => second.includes(id));
}
