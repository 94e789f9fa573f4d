// Reads: model, model_version, model_draft, and the names of people and groups through the door of identity.

import type { DraftRow, Draft as DraftShown } from '@interlock/contract/model-drafts.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import {
  administratorsForTwo,
  groupsByIds,
  mayDoAlone,
  mayPublish,
  peopleByIds,
  publishersOf,
} from '../identity/index.ts';
import { checked, type Finding, groupsNamed } from '../model-checks/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { differencesOf } from './differences.rules.ts';
import { allDrafts, type Draft, loadDraft } from './draft.store.ts';
import { upgraded } from './model.rules.ts';
import { newestVersion } from './model.store.ts';

export async function drafts(ctx: Ctx): Promise<{ items: DraftRow[] }> {
  const all = await allDrafts(ctx.db);
  const shown = await seenBy(ctx, all);
  return { items: all.map(shown) };
}

/** A draft as whoever writes or publishes it needs it: its faults, and what it would alter. */
export async function draftShown(ctx: Ctx, modelId: string): Promise<DraftShown> {
  const draft = await loadDraft(ctx.db, modelId);
  const row = (await seenBy(ctx, [draft]))(draft);
  const { definition, faults, warnings } = await checkedDraft(ctx.db, draft);
  const inForce = await newestVersion(ctx.db, modelId);
  const { others, inTheWay } = await othersMay(ctx, draft);
  const isOld = inForce && draft.basedOn !== inForce.version;
  const overtaken = {
    path: [],
    message: `Version ${inForce?.version} has come into force since this draft began from version ${draft.basedOn}.`,
    next: 'Look at what would be otherwise, or begin a new draft.',
  };
  return {
    ...row,
    description: draft.description,
    definition: draft.definition,
    proposedAt: draft.proposedAt?.toISOString() ?? null,
    note: draft.note,
    returned: await returnedOf(ctx, draft),
    faults,
    warnings: [...inTheWay, ...(isOld ? [overtaken] : []), ...warnings],
    differences: definition && inForce ? await differences(ctx, inForce.definition, definition) : [],
    othersMayPublish: others,
    version: draft.version,
  };
}

/** A draft may have been begun from a version in an older form, and is looked at as what it would be published as. */
export const checkedDraft = (reads: Reads, { definition }: Pick<Draft, 'definition'>) =>
  checked(reads, upgraded(definition));

/** Names of groups are those of today. */
export async function differences(ctx: Ctx, before: ModelDefinition, after: ModelDefinition): Promise<string[]> {
  const groups = await groupsByIds(ctx.db, [...new Set([...groupsNamed(before), ...groupsNamed(after)])]);
  return differencesOf(before, after, new Map(groups.map(({ id, name }) => [id, name])));
}

const refOf =
  (people: ReadonlyMap<string, PersonRef>) =>
  (id: string): PersonRef => {
    const person = people.get(id);
    return { id, name: person?.name ?? id, active: person?.active ?? false };
  };

async function seenBy(ctx: Ctx, all: readonly Draft[]): Promise<(draft: Draft) => DraftRow> {
  const ids = all.flatMap(({ writers, proposedBy }) => [...writers, ...(proposedBy ? [proposedBy] : [])]);
  const ref = refOf(await peopleByIds(ctx.db, ids));
  const administrators = await administratorsForTwo(ctx.db, ctx.now);
  const linked = await linkedAccounts(ctx.db);
  return ({ modelId, key, name, state, basedOn, writers, proposedBy, updatedAt }) => {
    const may = mayPublish(lastHand({ writers, proposedBy }), ctx.actor.id, administrators, linked).ok;
    return {
      modelId,
      key,
      name,
      state,
      basedOn,
      writers: writers.map(ref),
      proposedBy: proposedBy === null ? null : ref(proposedBy),
      updatedAt: updatedAt.toISOString(),
      mayPublish: may && ctx.actor.permissions.has('model.publish'),
    };
  };
}

/** Until it is proposed, whoever wrote last is taken for who will. */
const lastHand = ({ writers, proposedBy }: Pick<Draft, 'writers' | 'proposedBy'>) => ({
  writers,
  proposedBy: proposedBy ?? writers.at(-1) ?? '',
});

/** Whether somebody else can publish it; and what is in the way of publishing it alone, where nobody else can any more. */
async function othersMay(ctx: Ctx, draft: Draft): Promise<{ others: boolean; inTheWay: Finding[] }> {
  const administrators = await administratorsForTwo(ctx.db, ctx.now);
  const linked = await linkedAccounts(ctx.db);
  if (publishersOf(lastHand(draft), administrators, linked).length > 0) return { others: true, inTheWay: [] };
  const alone = mayDoAlone(administrators, ctx.actor.id, linked);
  if (alone.ok) return { others: false, inTheWay: [] };
  return { others: true, inTheWay: [{ path: [], message: alone.because, next: alone.next ?? '' }] };
}

async function returnedOf(ctx: Ctx, { returnedBy, returnedAt, returnedWords }: Draft): Promise<DraftShown['returned']> {
  if (returnedBy === null || returnedAt === null || returnedWords === null) return null;
  const by = refOf(await peopleByIds(ctx.db, [returnedBy]))(returnedBy);
  return { by, at: returnedAt.toISOString(), words: returnedWords };
}
