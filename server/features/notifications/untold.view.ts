// Reads: notice; the name of what it is about, through the door of deliveries.
import type { Untold } from '@interlock/contract/untold.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { subjectLabel } from '../deliveries/index.ts';

/** Whether the one who asks may know of what an act is about. It is handed in. */
export type MayKnowOf = (ctx: Ctx, object: string) => RawBuilder<SqlBool>;

type Asked = { cursor?: string | undefined; limit: number };

/** An act by its first notice, the newest first. */
export async function untold(ctx: Ctx, mayKnowOf: MayKnowOf, { cursor, limit }: Asked) {
  const after = keyOf(cursor, ['instant', 'text']);
  const rows = await ctx.db
    .selectFrom('notice')
    .select(['notice.id', 'notice.kind', 'notice.subject', 'at', 'due_at', 'tries', 'problem'])
    .select(subjectLabel('notice.subject').as('label'))
    .where('tries', '>', 0)
    .where(sql<SqlBool>`not exists (select from notice before where before.act = notice.act and before.id < notice.id)`)
    .where(mayKnowOf(ctx, 'notice.subject'))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(notice.at, notice.id) < (${after?.[0] ?? ''}::timestamptz, ${after?.[1] ?? ''})`),
    )
    .orderBy('notice.at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    // `as`: only kinds of the contract are told.
    ({ id, kind, subject, label, at, due_at, tries, problem }): Untold => ({
      ...{ id, kind: kind as Untold['kind'], tries, problem: problem ?? '' },
      about: { id: subject, label },
      at: at.toISOString(),
      dueAt: due_at?.toISOString() ?? null,
    }),
  );
}
