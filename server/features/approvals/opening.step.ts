import type { RoundDefinition } from '@interlock/contract/models.ts';
import { neededOf } from '@interlock/contract/quorum.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { hashOfAsked } from './bound.rules.ts';
import { askedAbout, type Content } from './content.rules.ts';
import { insertRound, type NewRound } from './round.store.ts';
import type { Window } from './tolerance.rules.ts';

/** Who could decide, and why they are in question; `tie` says what bars one of them from deciding on this subject. */
export type Candidate = { id: string; name: string; because: string; tie?: string | undefined };

export type Opening = {
  subject: string;
  state: string;
  definition: RoundDefinition;
  /** The fields that other rounds of the model answer for. */
  leaves: string[];
  content: Content;
  /** What belongs to it in words, where the content has only the sum of it. */
  inWords: Content;
  window: Window | null;
};

/** Opens a round and fixes whom it asks. Whoever is tied to the subject is left out, by name and with the reason. */
export async function openRound(
  tx: Tx,
  ctx: Ctx,
  opening: Opening,
  candidates: readonly Candidate[],
): Promise<{ id: string; asked: string[]; needed: number }> {
  const free = candidates.filter(({ tie }) => tie === undefined);
  const round = {
    ...newRound(ctx, opening),
    status: 'open' as const,
    needed: neededOf(opening.definition.quorum, free.length),
    asked: free.map(({ id, because }) => ({ personId: id, because })),
    leftOut: candidates.flatMap(({ id, name, tie }) =>
      tie === undefined ? [] : [{ personId: id, name, because: tie }],
    ),
  };
  await insertRound(tx, round);
  return { id: round.id, asked: free.map(({ id }) => id), needed: round.needed };
}

/** Keeps on record that a round asked nobody, because its condition did not hold. */
export async function skipRound(tx: Tx, ctx: Ctx, opening: Opening): Promise<string> {
  const round = newRound(ctx, opening);
  await insertRound(tx, { ...round, status: 'skipped', note: `Asked only where ${opening.definition.when}` });
  return round.id;
}

function newRound(
  ctx: Ctx,
  { subject, state, definition, leaves, content, inWords, window }: Opening,
): Omit<NewRound, 'status'> {
  const asked = askedAbout(content, leaves);
  return {
    id: newId('rnd'),
    subject,
    state,
    key: definition.key,
    name: definition.name,
    order: definition.order,
    advisory: definition.advisory,
    groupId: definition.group,
    quorum: definition.quorum,
    needed: 1,
    oneRejectionEnds: definition.oneRejectionEnds,
    leaves,
    content: { ...asked, ...inWords },
    contentHash: hashOfAsked(asked),
    tolerance: definition.tolerance ?? null,
    windowFrom: window,
    asked: [],
    leftOut: [],
    note: '',
    openedAt: ctx.now,
    remindAfterHours: definition.remindAfterHours,
    escalateAfterHours: definition.escalateAfterHours,
    expiresAtStart: definition.expiresAtStart,
  };
}
