// Reads: approval_vote, approval_round, change, person, person_link, sign_in_trace, audit_event.

import type { PersonRef } from '@interlock/contract/shared.ts';
import {
  type listVotesToLookAtRoute,
  MOST_AT_ONE_PLACE,
  VOTES_LOOKED_AT_DAYS,
  type VotePart,
  type VoteReason,
  type VoteToLookAt,
} from '@interlock/contract/vote-checks.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { visibleTo } from '../changes/index.ts';

type Row = {
  key: string;
  at: Date;
  change_id: string;
  number: string;
  title: string;
  round: string;
  decision: 'approve' | 'reject';
  voter: PersonRef;
  other: PersonRef;
  parts: VotePart[];
  reason: VoteReason;
};

const DAY = 86_400_000;
/** Signing in so long before or after a vote says something about it. */
const NEAR_DAYS = 30;

/**
 * The pairs of accounts that something joins are few: from them the votes are found, and of these the ones where the other account
 * has a part in the change. Two voters of one round are shown once, at the later vote.
 */
export async function votesToLookAt(
  ctx: Ctx,
  { cursor, limit, reason }: z.output<typeof listVotesToLookAtRoute.input>,
): Promise<{ items: VoteToLookAt[]; next: string | null }> {
  const after = keyOf(cursor, ['instant', 'text']);
  const since = new Date(ctx.now.getTime() - VOTES_LOOKED_AT_DAYS * DAY);
  const { rows } = await sql<Row>`
    with place as (select mark from sign_in_trace group by mark having count(*) between 2 and ${MOST_AT_ONE_PLACE}),
    pair as (
      select a.person_id as one, b.person_id as other, 'one_person' as reason, '-infinity'::timestamptz as from_at, 'infinity'::timestamptz as until_at
      from person_link a join person_link b on b.person_key = a.person_key and b.person_id <> a.person_id
      union all
      select a.person_id, b.person_id, 'same_device', greatest(a.first_at, b.first_at) - ${NEAR_DAYS} * interval '1 day',
        least(a.last_at, b.last_at) + ${NEAR_DAYS} * interval '1 day'
      from place join sign_in_trace a on a.mark = place.mark join sign_in_trace b on b.mark = a.mark and b.person_id <> a.person_id
      union all
      select e.object, e.actor, 'created_by', '-infinity', 'infinity' from audit_event e where e.verb = 'person.invited'
      union all
      select e.object, e.actor, 'link_made_by', (convert_from(e.leaf, 'UTF8')::jsonb ->> 'at')::timestamptz, 'infinity' from audit_event e
        where e.verb in ('person.reset_link_made', 'person.invited_again') and e.actor <> e.object),
    found as (
      select distinct on (v.id, pair.other, pair.reason) v.id || ' ' || pair.other || ' ' || pair.reason as key, v.at, v.decision,
        v.cast_by, pair.other as other_id, pair.reason, r.name as round, change.id as change_id, change.number, change.title,
        array_remove(array[
          case when pair.other = change.requester_id then 'requester' end,
          case when pair.other = change.raised_by then 'raiser' end,
          case when pair.other = change.assignee_id then 'assignee' end,
          case when exists (select from jsonb_each_text(change.last_editors) e where e.value = pair.other) then 'editor' end,
          case when pair.reason <> 'created_by' and exists (select from approval_vote w where w.round_id = v.round_id
            and w.withdrawn_at is null and w.cast_by = pair.other and (w.at, w.id) < (v.at, v.id)) then 'voter' end], null) as parts
      from pair join approval_vote v on v.cast_by = pair.one and v.withdrawn_at is null and v.at >= ${since}
        and v.at between pair.from_at and pair.until_at
      join approval_round r on r.id = v.round_id join change on change.id = r.subject
      where ${visibleTo(ctx)} and (${reason === undefined}::boolean or pair.reason = ${reason ?? ''}))
    select found.*, ${ref('voter')} as voter, ${ref('other')} as other
    from found join person voter on voter.id = found.cast_by join person other on other.id = found.other_id
    where found.parts <> '{}'
      and (${after === undefined}::boolean or (found.at, found.key) < (${after?.[0] ?? '1970-01-01T00:00:00Z'}::timestamptz, ${after?.[1] ?? ''}))
    order by found.at desc, found.key desc limit ${limit + 1}`.execute(ctx.db);
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.key],
    ({ key, at, change_id, number, title, round, decision, voter, other, parts, reason: because }) => ({
      ...{ id: key, at: at.toISOString(), round, decision, voter, other, parts, reason: because },
      change: { id: change_id, number: `CHG-${number}`, title },
    }),
  );
}

const ref = (person: 'voter' | 'other') =>
  sql`json_build_object('id', ${sql.ref(`${person}.id`)}, 'name', ${sql.ref(`${person}.name`)}, 'active', ${sql.ref(`${person}.active`)})`;
