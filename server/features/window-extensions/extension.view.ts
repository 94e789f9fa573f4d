// Reads: nothing; what is shown is handed in.
import type { Extension as ExtensionShown } from '@interlock/contract/change-runs.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import type { Actor } from '../../platform/ctx.ts';
import { type Change, coordinates } from '../changes/index.ts';
import { stateOf, whyNotDecide, whyNotWithdraw } from './extension.rules.ts';
import type { Extension } from './extension.store.ts';

/** What was asked for, as it looks to the one who asks. */
export function extensionShown(
  actor: Actor,
  { stateKind, assigneeId, linked }: Change,
  extension: Extension,
  names: (id: string) => PersonRef,
): ExtensionShown {
  const { id, permissions } = actor;
  const state = stateOf(extension, stateKind);
  const hand = { id, coordinates: coordinates(actor), mayWork: permissions.has('change.move') };
  const why = whyNotDecide({ extension, stateKind, assigneeId, linked, person: actor });
  return {
    id: extension.id,
    minutes: extension.minutes,
    words: extension.words,
    state,
    askedBy: names(extension.askedBy),
    askedAt: extension.askedAt.toISOString(),
    needed: extension.needed,
    decisions: extension.decisions.map(({ by, granted, words, at }) => ({
      by: names(by),
      granted,
      words,
      at: at.toISOString(),
    })),
    mayDecide: why === undefined,
    mayNotBecause: state === 'asked' && why ? why.because : null,
    mayWithdraw: whyNotWithdraw(extension, stateKind, hand) === undefined,
  };
}
