import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/file-answer.ts';
import { record } from '../audit/index.ts';
import {
  checkpoints,
  type MayKnowOf,
  newestCheckpoints,
  type Origin,
  origins,
  publicKeys,
  sealedEvents,
  withoutPlace,
} from './sealed.view.ts';

const AT_ONCE = 500;
/** Readers of lines may take two more signs for the end of one. */
const line = (said: object): string =>
  `${JSON.stringify(said)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')}\n`;

/** All that was sealed, as lines that prove themselves without us. That it begins and how far it went are on record. */
export async function handOutSealed(ctx: Ctx, mayKnowOf: MayKnowOf): Promise<FileAnswer> {
  requirePermission(ctx.actor, 'audit.read');
  const tell = (verb: `${string}.${string}`, parts: Record<string, unknown>) =>
    ctx.ownTransaction((tx) => record(tx, ctx, { verb, object: ctx.actor.id, parts }));
  await tell('audit.export_begun', { sealed: true });
  async function* pieces(): AsyncGenerator<string> {
    let [events, whole] = [0, false];
    try {
      yield line({ format: 'interlock/audit-log/1', at: ctx.now.toISOString(), keys: await publicKeys(ctx.db) });
      const signed = await newestCheckpoints(ctx.db);
      for (const origin of await origins(ctx.db)) {
        yield line({ origin: { name: origin.name, because: origin.because, size: origin.size } });
        for await (const page of pagesOf(ctx, origin, mayKnowOf)) {
          events += page.count;
          yield page.lines;
        }
        // Something is gone that was signed for; the note says so.
        const newest = signed.get(origin.no);
        if (newest && newest.size > origin.size) yield line({ checkpoint: newest.note });
      }
      yield line({ end: { events, ...(await withoutPlace(ctx.db)) } });
      whole = true;
    } finally {
      await tell('audit.exported', { sealed: true, rows: events, whole });
    }
  }
  return { name: `audit-${ctx.now.toISOString().slice(0, 10)}.ndjson`, pieces: pieces() };
}

/** Each checkpoint stands behind the last event that it holds. */
async function* pagesOf(ctx: Ctx, { no, size }: Origin, mayKnowOf: MayKnowOf) {
  for (let from = 0; from < size; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE, size);
    const rows = await sealedEvents(ctx, { origin: no, from, to }, mayKnowOf);
    const made = await checkpoints(ctx.db, { origin: no, from, to });
    const notes = new Map(made.map(({ size: behind, note }) => [behind, line({ checkpoint: note })]));
    const lines = rows.map(({ idx, h, leaf, parts }) => {
      const event = leaf === null ? line({ i: idx, h: h.toString('base64') }) : line({ i: idx, leaf, parts });
      return event + (notes.get(idx + 1) ?? '');
    });
    yield { count: rows.length, lines: lines.join('') };
  }
}
