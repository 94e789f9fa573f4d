import { MOST_WATCHERS } from '@interlock/contract/watching.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { mayEdit, mustBePeople, mustSee, whoSees } from '../changes/index.ts';
import { addWatchers, dropWatcher, watchersOf } from '../discussion/index.ts';
import { notify } from '../notifications/index.ts';

/** Somebody who can see a change wants to hear of its moves and comments. */
export async function watchChange(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.follow');
  await ctx.transaction(async (tx) => {
    await lockAsRead(tx, ctx, { changeId });
    await mustHaveRoom(tx, changeId, [ctx.actor.id]);
    const [added] = await addWatchers(tx, changeId, [ctx.actor.id], { by: ctx.actor.id, at: ctx.now });
    if (added) await record(tx, ctx, { verb: 'change.watched', object: changeId });
  });
}

/**
 * Whoever may edit a change lets others hear of it. They are told once, even where they leave and are let in again: whoever has
 * left is not called back by a notice.
 */
export async function letWatch(ctx: Ctx, { changeId, personIds }: { changeId: string; personIds: string[] }) {
  requirePermission(ctx.actor, 'change.edit');
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    if (!mayEdit(change, ctx.actor)) {
      refuse('forbidden', 'Those whom it names, coordinators and change managers let others watch it.', {
        next: 'Tell them of it, and they can watch it themselves.',
      });
    }
    await mustBePeople(tx, 'personIds', personIds);
    await mustBeReaders(tx, ctx, changeId, personIds);
    await mustHaveRoom(tx, changeId, personIds);
    const added = await addWatchers(tx, changeId, [...new Set(personIds)], { by: ctx.actor.id, at: ctx.now });
    if (added.length === 0) return;
    await notify(tx, ctx, {
      kind: 'made_watcher',
      subject: changeId,
      to: added,
      parts: {},
      key: `watching:${changeId}`,
    });
    await record(tx, ctx, { verb: 'change.watchers_added', object: changeId, parts: { added } });
  });
}

export async function unwatchChange(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.follow');
  await ctx.transaction(async (tx) => {
    await mustSee(tx, ctx, changeId);
    if (!(await dropWatcher(tx, changeId, ctx.actor.id))) return;
    await record(tx, ctx, { verb: 'change.unwatched', object: changeId });
  });
}

/** Whoever watches already takes no more room. The change is locked, so that two at once do not share the last place. */
async function mustHaveRoom(tx: Tx, changeId: string, personIds: readonly string[]): Promise<void> {
  const there = await watchersOf(tx, changeId);
  const all = new Set([...there, ...personIds]);
  if (all.size === there.length || all.size <= MOST_WATCHERS) return;
  refuse('invalid', `At most ${MOST_WATCHERS} people watch it: more would be a mailing list.`, {
    next: 'Comment on it.',
  });
}

/** Watching a change shows nobody what they may not see. */
async function mustBeReaders(tx: Tx, ctx: Ctx, changeId: string, personIds: readonly string[]): Promise<void> {
  const seeing = await whoSees(tx, changeId, personIds, ctx.now);
  const errors = personIds.flatMap((id, at) =>
    seeing.has(id) ? [] : [{ path: `personIds.${at}`, message: 'this person may not see the change' }],
  );
  if (errors.length === 0) return;
  refuse('invalid', 'Only those who may see it can watch it.', { errors, next: 'Name them as readers of it first.' });
}
