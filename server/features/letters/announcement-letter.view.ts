import type { Ctx } from '../../platform/ctx.ts';
import { findAnnouncement, findAudience } from '../announcements/index.ts';
import { type Change, loadChange } from '../changes/index.ts';
import type { Delivery } from '../deliveries/index.ts';
import type { Letter } from './letter.rules.ts';
import { mayHear, recipientOf } from './subject.view.ts';

/** What was announced, word for word. Only those who see the change get a link to it. */
export async function announcementLetter(
  ctx: Ctx,
  { parts, personId }: Pick<Delivery, 'parts' | 'personId'>,
): Promise<Letter | { drop: string }> {
  const announced = await findAnnouncement(ctx.db, parts.announcement ?? '');
  const change = announced && (await loadChange(ctx.db, announced.changeId));
  const audience = announced && (await findAudience(ctx.db, announced.audienceId));
  if (!announced || !change || !audience) return { drop: 'What it is about is not there any more.' };
  const over = whyLate(announced.occasion, change);
  if (over) return { drop: over };
  const to = personId === null ? undefined : await recipientOf(ctx, personId);
  const sees = to !== undefined && (await mayHear(ctx.db, ctx, change, to));
  return {
    subject: announced.subject,
    says: [announced.body.trim()],
    because: `You get this because you are among those who are told as ${audience.name}.`,
    ...(sees && { open: { label: `Open ${change.number}`, url: `${ctx.publicUrl}/changes/${change.number}` } }),
  };
}

/** A mail that was held up does not say of work that is over that it is going to begin. */
function whyLate(occasion: string, { stateKind, actualEnd }: Change): string | undefined {
  if (occasion !== 'before' && occasion !== 'at_start') return undefined;
  if (stateKind === 'cancelled') return 'The change it speaks of was cancelled.';
  return actualEnd === null ? undefined : 'The work it speaks of has ended.';
}
