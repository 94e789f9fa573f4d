// Reads: approval_round, change.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

/** A round that the clock has something to do with. */
export type DueRound = { changeId: string; roundId: string };

type Due = (reads: Reads, now: Date, limit: number) => Promise<DueRound[]>;

/** Rounds that ask; those of a change on hold do not. */
const asking = (reads: Reads) =>
  reads
    .selectFrom('approval_round as r')
    .innerJoin('change as c', 'c.id', 'r.subject')
    .where('r.status', '=', 'open')
    .where('c.held_at', 'is', null);

/** Rounds whose approvers have had a period to decide since they were asked, or reminded, the longest wait first. */
export const roundsToRemind: Due = (reads, now, limit) =>
  asking(reads)
    .select(['r.subject as changeId', 'r.id as roundId'])
    .where(
      sql<boolean>`coalesce(r.reminded_at, r.asking_since) <= ${now}::timestamptz - r.remind_after_hours * interval '1 hour'`,
    )
    .orderBy(sql`coalesce(r.reminded_at, r.asking_since)`)
    .limit(limit)
    .execute();

/** Rounds that have been asking for so long that the group's manager is told, once for each asking. */
export const roundsToEscalate: Due = (reads, now, limit) =>
  asking(reads)
    .select(['r.subject as changeId', 'r.id as roundId'])
    .where('r.escalated_at', 'is', null)
    .where(sql<boolean>`r.asking_since <= ${now}::timestamptz - r.escalate_after_hours * interval '1 hour'`)
    .orderBy('r.asking_since')
    .limit(limit)
    .execute();

/** Rounds that end at the planned start, which has come since they were asked. */
export const roundsToExpire: Due = (reads, now, limit) =>
  asking(reads)
    .select(['r.subject as changeId', 'r.id as roundId'])
    .where('r.expires_at_start', '=', true)
    .where('c.planned_start', '<=', now)
    .where(sql<boolean>`c.planned_start > r.asked_at`)
    .orderBy('c.planned_start')
    .limit(limit)
    .execute();
