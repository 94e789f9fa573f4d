import type { editViewRoute, saveViewRoute } from '@interlock/contract/views.ts';
import type { z } from 'zod';
import { requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { isUniqueViolation, type Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { groupsOf, stillAsRead } from '../identity/index.ts';
import { countOf, insertView, lockView, removeView, updateView, type View } from './view.store.ts';

const MOST = 100;

/** Somebody keeps a list under a name. Answers its id. */
export async function saveView(ctx: Ctx, input: z.output<typeof saveViewRoute.input>): Promise<string> {
  requireSession(ctx.actor);
  const view: View = { id: newId('vew'), ownerId: ctx.actor.id, version: 1, ...input };
  return nameTakenOr(() =>
    ctx.transaction(async (tx) => {
      await mustBeShareable(tx, view);
      if ((await countOf(tx, ctx.actor.id)) >= MOST) {
        refuse('invalid', `You keep ${MOST} views already.`, {
          errors: [],
          next: 'Delete one that you no longer need.',
        });
      }
      await insertView(tx, view, ctx.now);
      await record(tx, ctx, { verb: 'view.saved', object: view.id, parts: told(view) });
      return view.id;
    }),
  );
}

/** Its owner renames, changes or shares it; nobody else does. */
export async function editView(
  ctx: Ctx,
  { viewId, version, ...edits }: z.output<typeof editViewRoute.input>,
): Promise<void> {
  requireSession(ctx.actor);
  await nameTakenOr(() =>
    ctx.transaction(async (tx) => {
      const found = await lockView(tx, viewId, ctx.actor.id);
      if (!found) return refuse('not_found', 'There is no such view, or it is not yours.');
      const before = must(stillAsRead(found, version));
      const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
      const after: View = { ...before, ...given };
      if (after.sharedWith !== 'group') after.groupId = null;
      await mustBeShareable(tx, after);
      await updateView(tx, after);
      const parts = { before: told(before), after: told(after) };
      await record(tx, ctx, { verb: 'view.edited', object: viewId, rev: version + 1, parts });
    }),
  );
}

export async function deleteView(ctx: Ctx, { viewId }: { viewId: string }): Promise<void> {
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const view = await lockView(tx, viewId, ctx.actor.id);
    if (!view) return refuse('not_found', 'There is no such view, or it is not yours.');
    await removeView(tx, viewId);
    await record(tx, ctx, { verb: 'view.deleted', object: viewId, parts: told(view) });
  });
}

const told = ({ name, filters, columns, layout, grouping, sharedWith, groupId }: View) => ({
  name,
  filters,
  columns,
  layout,
  ...(grouping && { grouping }),
  sharedWith,
  ...(groupId && { group: groupId }),
});

/** A view is shared with a group by somebody who is in it. */
async function mustBeShareable(tx: Tx, { sharedWith, groupId, ownerId }: View): Promise<void> {
  if ((sharedWith === 'group') !== (groupId !== null)) {
    refuse('invalid', 'Name the group where a view is shared with one, and only there.', {
      errors: [{ path: 'groupId', message: sharedWith === 'group' ? 'which group?' : 'leave it out' }],
    });
  }
  if (groupId === null) return;
  const mine = await groupsOf(tx, ownerId);
  if (mine.some(({ id }) => id === groupId)) return;
  refuse('invalid', 'You are not in that group.', {
    errors: [{ path: 'groupId', message: 'a group that you are in' }],
  });
}

async function nameTakenOr<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isUniqueViolation(error, 'saved_view_name')) throw error;
    return refuse('name_taken', 'You have a view of that name.', {
      errors: [{ path: 'name', message: 'another name' }],
    });
  }
}
