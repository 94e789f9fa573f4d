import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { holdPerson, lockZoneOf } from '../identity/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { mayName } from './deputy.rules.ts';
import { endDeputyNow, insertDeputy, lockDeputy, spansOf } from './deputy.store.ts';

type NameDeputy = { deputyId: string; from: string; until: string };

/** Somebody says who decides for them while they are away. Only in the browser: no token hands on what its person decides. */
export async function nameDeputy(ctx: Ctx, { deputyId, from, until }: NameDeputy): Promise<string> {
  requireSession(ctx.actor);
  return ctx.transaction(async (tx) => {
    const personId = ctx.actor.id;
    const zone = await lockZoneOf(tx, personId);
    const known = await holdPerson(tx, deputyId);
    const deputy = known && { ...known, decides: permissionsGiven(known.roles).has('change.vote') };
    const days = { from, until, zone };
    const taken = await spansOf(tx, personId, ctx.now);
    const linked = await linkedAccounts(tx);
    const span = must(mayName({ ...days, personId, deputy, taken, now: ctx.now, linked }));
    const id = newId('dep');
    await insertDeputy(tx, { id, personId, deputyId, ...days, ...span }, ctx.now);
    await record(tx, ctx, {
      verb: 'deputy.named',
      object: personId,
      parts: { id, deputyId, deputy: deputy?.name, from, until, zone },
    });
    return id;
  });
}

/** It ends before its last day. What was decided meanwhile stays. */
export async function endDeputy(ctx: Ctx, { deputyId: id }: { deputyId: string }): Promise<void> {
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const found = await lockDeputy(tx, id);
    if (!found || ![found.personId, found.deputyId].includes(ctx.actor.id)) {
      return refuse('not_found', 'There is no such deputy of yours.');
    }
    if (found.endedAt || found.endsAt <= ctx.now) return;
    await endDeputyNow(tx, id, ctx.now);
    await record(tx, ctx, { verb: 'deputy.ended', object: found.personId, parts: { id, deputyId: found.deputyId } });
  });
}
