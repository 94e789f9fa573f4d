import {
  type ExportColumn,
  type exportAuditRoute,
  type exportChangesRoute,
  type exportVotesToLookAtRoute,
  furtherColumns,
  listColumns,
} from '@interlock/contract/exports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/file-answer.ts';
import { BOM, csvOf } from '../../platform/text/csv-writing.ts';
import { clockOf } from '../../platform/time.ts';
import { auditEvents, record } from '../audit/index.ts';
import { changes, type WaitsOf, withWaits } from '../change-list/index.ts';
import { mayKnowOf } from '../changes/index.ts';
import { votesToLookAt } from '../vote-checks/index.ts';
import { auditCells, auditHeadings, type Cell, cellsOf, headingsOf, voteCells, voteHeadings } from './cells.rules.ts';
import { furtherOf } from './further.view.ts';

const AT_ONCE = 200;

/** Every change that matches and that they may see, newest first. */
export async function handOutChanges(
  ctx: Ctx,
  asked: z.output<typeof exportChangesRoute.input>,
  waitsOf: WaitsOf,
): Promise<FileAnswer> {
  requirePermission(ctx.actor, 'change.read');
  const { zone, delimiter, bom, columns, ...filters } = asked;
  const chosen: readonly ExportColumn[] = columns ?? listColumns.filter((column) => column !== 'wait');
  const further = furtherColumns.filter((column) => chosen.includes(column));
  const clock = clockOf(zone);
  return handOut(ctx, { what: 'changes', asked, heading: headingsOf(chosen, zone) }, async (cursor) => {
    const { items, next } = await changes(ctx, { ...filters, limit: AT_ONCE, cursor });
    const ids = items.map(({ id }) => id);
    const more = await furtherOf(ctx.db, ids, further);
    const rows = chosen.includes('wait') ? await withWaits(ctx, waitsOf, items) : items;
    return { rows: rows.map((row) => cellsOf(chosen, row, more.get(row.id) ?? {}, clock)), next };
  });
}

/** The audit log as it is filtered, newest first. */
export async function handOutAudit(ctx: Ctx, asked: z.output<typeof exportAuditRoute.input>): Promise<FileAnswer> {
  requirePermission(ctx.actor, 'audit.read');
  const { zone, delimiter, bom, ...filters } = asked;
  const clock = clockOf(zone);
  return handOut(ctx, { what: 'audit', asked, heading: auditHeadings(zone) }, async (cursor) => {
    const { items, next } = await auditEvents(ctx, { ...filters, limit: AT_ONCE, cursor }, mayKnowOf);
    return { rows: items.map((event) => auditCells(event, clock)), next };
  });
}

/** Votes that may not be what they seem, newest first. */
export async function handOutVotes(
  ctx: Ctx,
  asked: z.output<typeof exportVotesToLookAtRoute.input>,
): Promise<FileAnswer> {
  requirePermission(ctx.actor, 'audit.read');
  const { zone, delimiter, bom, ...filters } = asked;
  const clock = clockOf(zone);
  return handOut(ctx, { what: 'votes', asked, heading: voteHeadings(zone) }, async (cursor) => {
    const { items, next } = await votesToLookAt(ctx, { ...filters, limit: AT_ONCE, cursor });
    return { rows: items.map((vote) => voteCells(vote, clock)), next };
  });
}

type Page = { rows: Cell[][]; next: string | null };
type List = { what: 'changes' | 'audit' | 'votes'; asked: { delimiter: string; bom: boolean }; heading: string[] };

/**
 * Page by page, so that a million rows take no more memory than one page. That it begins is on record before the first byte
 * goes; how much went is put on record when it ends, however it ends.
 */
async function handOut(
  ctx: Ctx,
  { what, asked, heading }: List,
  read: (cursor: string | undefined) => Promise<Page>,
): Promise<FileAnswer> {
  const tell = (verb: `${string}.${string}`, parts: Record<string, unknown>) =>
    ctx.ownTransaction((tx) => record(tx, ctx, { verb, object: ctx.actor.id, parts: { asked, ...parts } }));
  await tell(`${what}.export_begun`, {});
  async function* pieces(): AsyncGenerator<string> {
    let [rows, whole]: [number, boolean] = [0, false];
    try {
      yield (asked.bom ? BOM : '') + csvOf([heading], asked.delimiter);
      for (let cursor: string | undefined; !whole; ) {
        const page = await read(cursor);
        rows += page.rows.length;
        if (page.rows.length > 0) yield csvOf(page.rows, asked.delimiter);
        cursor = page.next ?? undefined;
        whole = page.next === null;
      }
    } finally {
      await tell(`${what}.exported`, { rows, whole });
    }
  }
  return { name: `${what}-${ctx.now.toISOString().slice(0, 10)}.csv`, pieces: pieces() };
}
