import type { Ctx } from '../../platform/ctx.ts';
import { type Round, roundsOf, stillOut } from '../approvals/index.ts';
import { type Change, tieOf } from '../changes/index.ts';

/** What a link in a mail may decide: this person, on this round, about this content. */
export type DecisionLink = {
  deliveryId: string;
  personId: string;
  changeId: string;
  roundId: string;
  contentHash: string;
  revision: number;
  expiresAt: string;
};

const AS = 'decide';
const HOURS_24 = 24 * 3600_000;

/** The rounds that wait for this person's own decision. */
export async function openFor(ctx: Ctx, change: Change, personId: string): Promise<Round[]> {
  const open = (await roundsOf(ctx.db, change.id)).filter(({ status }) => status === 'open');
  return open.filter((round) =>
    stillOut(round, (id) => tieOf(change, id, round.leaves) !== undefined).some(({ id }) => id === personId),
  );
}

/** Signed, for a day; every try to send the same mail makes a link of the same one use. */
export function decisionUrl(ctx: Ctx, deliveryId: string, personId: string, change: Change, round: Round): string {
  const link: DecisionLink = {
    ...{ deliveryId, personId, changeId: change.id, roundId: round.id },
    ...{ contentHash: round.contentHash ?? '', revision: change.revision },
    expiresAt: new Date(ctx.now.getTime() + HOURS_24).toISOString(),
  };
  return `${ctx.publicUrl}/decide#${ctx.outside.secrets.sign(JSON.stringify(link), AS)}`;
}

/** Undefined where we did not sign it. */
export function readDecisionLink(ctx: Ctx, token: string): DecisionLink | undefined {
  const signed = ctx.outside.secrets.verify(token, AS);
  return signed === undefined ? undefined : JSON.parse(signed);
}
