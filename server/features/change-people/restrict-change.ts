import type { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { mayRestrict, mustBePeople, mustStillSee, readersOf, saveChange, saveReaders } from '../changes/index.ts';

/** Somebody shows a change to people by name alone, names others, or shows it to everybody again. */
export async function restrictChange(ctx: Ctx, input: z.output<typeof restrictChangeRoute.input>): Promise<void> {
  requirePermission(ctx.actor, 'change.edit');
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, input);
    if (!mayRestrict(before, ctx.actor)) {
      refuse('forbidden', 'The one who wants the change, a coordinator or a change manager says who sees it.', {
        next: 'Ask one of them.',
      });
    }
    const had = await readersOf(tx, before.id);
    const readers = input.restricted ? [...new Set(input.readerIds)].sort() : [];
    await mustBePeople(tx, 'readerIds', readers, had);
    if (before.restricted === input.restricted && had.join() === readers.join()) return;
    await saveReaders(tx, ctx, before.id, readers);
    const after = await saveChange(tx, before, { ...before, restricted: input.restricted }, ctx.now);
    await mustStillSee(tx, ctx, after);
    await record(tx, ctx, {
      verb: input.restricted ? 'change.restricted' : 'change.unrestricted',
      object: before.id,
      rev: before.revision,
      parts: { readers: { before: had, after: readers } },
    });
  });
}
