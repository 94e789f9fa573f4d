// Reads: change.

import type { closureCodes } from '@interlock/contract/changes.ts';
import { graveOutcomes } from '@interlock/contract/review-due.ts';
import type { TemplateFigures } from '@interlock/contract/templates.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { visibleTo } from '../changes/index.ts';

type Code = (typeof closureCodes)[number];
type Which = { templateId: string; templateVersion: number };

const none: TemplateFigures = {
  open: 0,
  cancelled: 0,
  outcomes: { successful: 0, with_issues: 0, failed: 0, backed_out: 0 },
  lastFailure: null,
};

/** How the changes of these versions went, of those that the one who asks may see: each number opens exactly its rows. */
export async function figuresOf(ctx: Ctx, versions: readonly Which[]): Promise<(which: Which) => TemplateFigures> {
  if (versions.length === 0) return () => none;
  const ofThese = sql<boolean>`(change.template_id, change.template_version) in (
    select * from unnest(${versions.map(({ templateId }) => templateId)}::text[], ${versions.map(({ templateVersion }) => templateVersion)}::int[]))`;
  const count = (of: Code) => sql<number>`(count(*) filter (where outcome = ${of}))::int`;
  const counted = await ctx.db
    .selectFrom('change')
    .select(['template_id', 'template_version'])
    .select([
      sql<number>`(count(*) filter (where state_kind not in ('closed', 'cancelled')))::int`.as('open'),
      sql<number>`(count(*) filter (where state_kind = 'cancelled'))::int`.as('cancelled'),
      count('successful').as('successful'),
      count('with_issues').as('with_issues'),
      count('failed').as('failed'),
      count('backed_out').as('backed_out'),
    ])
    .where(ofThese)
    .where(visibleTo(ctx))
    .groupBy(['template_id', 'template_version'])
    .execute();
  const failures = await ctx.db
    .selectFrom('change')
    .distinctOn(['template_id', 'template_version'])
    .select(['template_id', 'template_version', 'number', 'actual_end', 'updated_at'])
    .where(ofThese)
    .where('template_id', 'is not', null)
    .where('outcome', 'in', graveOutcomes)
    .where(visibleTo(ctx))
    .orderBy('template_id')
    .orderBy('template_version')
    .orderBy('number', 'desc')
    .execute();
  const nameOf = (id: string | null, version: number | null) => `${id} ${version}`;
  const last = new Map(
    failures.map((row) => [
      nameOf(row.template_id, row.template_version),
      { number: `CHG-${row.number}`, at: (row.actual_end ?? row.updated_at).toISOString() },
    ]),
  );
  const figures = new Map(
    counted.map(({ template_id, template_version, open, cancelled, ...outcomes }) => {
      const name = nameOf(template_id, template_version);
      return [name, { open, cancelled, outcomes, lastFailure: last.get(name) ?? null }];
    }),
  );
  return ({ templateId, templateVersion }) => figures.get(nameOf(templateId, templateVersion)) ?? none;
}
