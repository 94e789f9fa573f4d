import type { TellingChoice } from '@interlock/contract/communication.ts';
import { requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { saveChoice } from './choice.store.ts';

/** Somebody says which mail they want, and when. */
export async function editMyTelling(ctx: Ctx, choice: TellingChoice): Promise<void> {
  requireSession(ctx.actor);
  const { topics, digestHour, quiet } = choice;
  if (quiet !== null && quiet.from === quiet.to) {
    refuse('invalid', 'Quiet hours that begin and end alike are none.', {
      errors: [{ path: 'quiet', message: 'another end, or none at all' }],
    });
  }
  await ctx.transaction(async (tx) => {
    if (!(await saveChoice(tx, ctx.actor.id, choice))) {
      refuse('changed_meanwhile', 'You have changed this elsewhere meanwhile.', { next: 'Load it again.' });
    }
    await record(tx, ctx, {
      verb: 'person.telling_chosen',
      object: ctx.actor.id,
      parts: { topics, digestHour, quiet },
    });
  });
}
