import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { isAmong } from '../../platform/same-person.ts';
import { record } from '../audit/index.ts';
import { administratorsForTwo, groupsByIds, markApprovers, mayPublish } from '../identity/index.ts';
import { groupsNamed } from '../model-checks/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { differencesOf } from './differences.rules.ts';
import { type Draft, dropDraft, lockDraft } from './draft.store.ts';
import { checkedDraft } from './draft.view.ts';
import { faultyModel } from './model.rules.ts';
import { newestVersion, publishVersion } from './model.store.ts';

/**
 * A second administrator puts what was proposed in force: for changes that are raised from now on. Where there is no second one
 * the only one does it alone, and the record says so.
 */
export async function publishDraft(
  ctx: Ctx,
  { modelId, version }: { modelId: string; version: number },
): Promise<void> {
  requirePermission(ctx.actor, 'model.publish');
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const draft = await lockDraft(tx, modelId, version);
    const alone = await mustBeSeenByTwo(tx, ctx, draft);
    const { definition, faults } = await checkedDraft(tx, draft);
    if (!definition || faults.length > 0) return refuse(...faultyModel(faults));
    const replaced = await newestVersion(tx, modelId);
    const groups = await groupsByIds(tx, groupsNamed(definition));
    const names = new Map(groups.map(({ id, name }) => [id, name]));
    const differences = replaced ? differencesOf(replaced.definition, definition, names) : [];
    if (
      replaced &&
      differences.length === 0 &&
      replaced.name === draft.name &&
      replaced.description === draft.description
    )
      refuse('invalid', 'It says the same as the version in force.', { next: 'Discard the draft.' });
    const { key, name, description, writers, note } = draft;
    const by = ctx.actor.id;
    const made = { modelId, key, name, description, definition, writers, by, alone, note };
    const published = await publishVersion(tx, made, ctx.now);
    await markApprovers(
      tx,
      definition.states.flatMap(({ approvals }) => approvals.map(({ group }) => group)),
    );
    await dropDraft(tx, modelId);
    await record(tx, ctx, {
      verb: 'model.published',
      object: modelId,
      rev: published,
      parts: {
        name,
        version: published,
        replaces: replaced?.version ?? null,
        differences,
        writers,
        proposedBy: draft.proposedBy,
        alone,
        note,
      },
    });
  });
}

/** Whether it is published alone. Where somebody else could look at it, it is proposed first, and they publish it. */
async function mustBeSeenByTwo(tx: Tx, ctx: Ctx, { writers, proposedBy }: Draft): Promise<boolean> {
  const administrators = await administratorsForTwo(tx, ctx.now);
  const linked = await linkedAccounts(tx);
  const wroteIt = isAmong(linked, ctx.actor.id, writers);
  if (proposedBy === null && !wroteIt) {
    return refuse('invalid', 'It is being written still.', {
      errors: [{ path: 'modelId', message: 'is not proposed' }],
      next: 'Whoever writes it proposes it first.',
    });
  }
  const proposed = { writers, proposedBy: proposedBy ?? ctx.actor.id };
  return must(mayPublish(proposed, ctx.actor.id, administrators, linked)).alone;
}
