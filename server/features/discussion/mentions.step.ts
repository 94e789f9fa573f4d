import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { peopleByEmails } from '../identity/index.ts';
import { type Notice, notify } from '../notifications/index.ts';
import { mentionedIn } from './mention.rules.ts';

type Edited = { subject: string; after: string; before?: string };

/** Whom a text calls, and did not call before, hears it as from a comment, with the line that calls them: each once. */
export async function tellOfMentions(tx: Tx, ctx: Ctx, { subject, after, before = '' }: Edited): Promise<void> {
  const called = mentionedIn(after, before);
  const notices: Notice[] = [];
  for (const [email, words] of called)
    notices.push({ kind: 'mentioned', subject, to: await peopleByEmails(tx, [email]), parts: { words } });
  if (notices.length > 0) await notify(tx, ctx, ...notices);
}
