// Reads: improvement, person, and change for whether it may be seen.
import type { OtherItem } from '@interlock/contract/inbox.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { dayOf } from '../../platform/time.ts';
import { visibleEach } from '../changes/index.ts';
import { zoneOf } from '../identity/index.ts';
import { type After, NO_PRIORITY } from './changes-waiting.view.ts';
import { whyDue } from './words.rules.ts';

type Due = {
  id: string;
  number: string;
  title: string;
  due_on: string;
  since: Date;
  change: string;
  by: OtherItem['by'];
};

/** What they own in the register of improvements and is due by their calendar, the longest first; nothing learnt from what they may not see. */
export async function improvementsDue(ctx: Ctx, after: After | undefined, most: number): Promise<OtherItem[]> {
  const { since = '-infinity', priority = '0', kind = '', id = '' } = after ?? {};
  const zone = await zoneOf(ctx);
  const { rows } = await sql<Due>`
    select i.id, i.number, i.title, i.due_on, ${dayBegins(zone)} as since, c.number as change,
      case when p.id <> ${ctx.actor.id} then jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) end as by
    from improvement i join change c on c.id = i.subject join person p on p.id = i.raised_by
    where i.owner_id = ${ctx.actor.id} and i.state in ('open', 'in_progress') and i.due_on <= ${dayOf(ctx.now, zone)}::date
      and (${dayBegins(zone)}, ${NO_PRIORITY}::bigint, 'improvement' collate "C", i.id collate "C")
        > (${since}::timestamptz, ${priority}::bigint, ${kind}, ${id})
      and ${visibleEach(ctx, 'c')}
    order by i.due_on, i.id collate "C" limit ${most}`.execute(ctx.db);
  return rows.map(({ id: improvementId, number, title, due_on, since: at, change, by }) => ({
    kind: 'improvement',
    about: { id: improvementId, label: `IMP-${number}`, title },
    why: whyDue(due_on, `CHG-${change}`),
    since: at.toISOString(),
    by,
    change: null,
    roundId: null,
    questionId: null,
    proposalId: null,
  }));
}

/** When the day on which it is due begins, by the clocks of a zone. */
const dayBegins = (zone: string) => sql<Date>`(i.due_on::timestamp at time zone ${zone})`;
