import { z } from 'zod';
import { Instant, PersonRef } from './shared.ts';

export const decisions = ['approve', 'reject'] as const;
export type Decision = (typeof decisions)[number];

/**
 * `stuck` is an open round with fewer people left than it needs: it never passes by itself. `skipped` asked nobody because its
 * condition did not hold. `expired` was still open at the planned start.
 */
export const roundStatuses = ['open', 'stuck', 'approved', 'rejected', 'voided', 'expired', 'skipped'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

export const Question = z
  .object({
    id: z.string(),
    askedBy: PersonRef,
    askedAt: Instant,
    words: z.string(),
    answer: z.string().nullable(),
    answeredBy: PersonRef.nullable(),
    answeredAt: Instant.nullable(),
  })
  .meta({ id: 'Question' });

export const Vote = z
  .object({
    decision: z.enum(decisions),
    comment: z.string(),
    at: Instant,
    /** The deputy who cast it for the one who is asked. */
    by: PersonRef.nullable(),
  })
  .meta({ id: 'Vote' });

/** One asking of approvers about one content. Whom it asks is fixed when it opens. */
export const Round = z
  .object({
    id: z.string(),
    /** The state of the model that asks. */
    state: z.string(),
    stateName: z.string(),
    /** Which of the state's rounds it is, and what the model calls it. */
    key: z.string(),
    name: z.string(),
    /** Rounds of the same order ask side by side; the next order asks once those have said yes. */
    order: z.number().int(),
    /** Its outcome is a recommendation and holds nothing back. */
    advisory: z.boolean(),
    /** The fields that its votes are bound to. */
    covers: z.array(z.string()),
    coversAll: z.boolean(),
    /** What the window may move by without asking it again, in words; null where every move asks again. */
    tolerance: z.string().nullable(),
    /** The window lies elsewhere by now than where it was approved, within the tolerance. */
    windowMoved: z.boolean(),
    status: z.enum(roundStatuses),
    openedAt: Instant,
    /** From when the reminders count: since it opened, or since a yes was taken back. */
    askingSince: Instant,
    closedAt: Instant.nullable(),
    remindedAt: Instant.nullable(),
    escalatedAt: Instant.nullable(),
    /** It ends unanswered at the planned start. */
    expiresAtStart: z.boolean(),
    /** How many yes it takes, and the same in words. */
    needed: z.number().int(),
    rule: z.string(),
    asked: z.array(
      z.object({
        person: PersonRef,
        because: z.string(),
        vote: Vote.nullable(),
        /** Why they can decide no more, in words that follow their name. */
        out: z.string().nullable(),
      }),
    ),
    leftOut: z.array(z.object({ person: PersonRef, because: z.string() })),
    /** What was cast and taken back. */
    withdrawn: z.array(
      z.object({
        person: PersonRef,
        by: PersonRef.nullable(),
        decision: z.enum(decisions),
        comment: z.string(),
        at: Instant,
        withdrawnAt: Instant,
        because: z.string(),
      }),
    ),
    questions: z.array(Question),
    /** Whether the one who looks may decide now, and if not, why. */
    mayDecide: z.boolean(),
    mayNotBecause: z.string().nullable(),
    /** Whose seat the one who looks would fill as deputy; null for their own. */
    decidesFor: PersonRef.nullable(),
    /** Whether the one who looks may take back their yes. */
    mayWithdraw: z.boolean(),
    /** Why it closed or is stuck, in words. */
    note: z.string(),
    /** The fields whose edit voided it. */
    fellBy: z.array(z.string()),
    /** From another system: an outcome and a date, no votes; it satisfies no guard. */
    imported: z.boolean(),
    /** What the votes are bound to. */
    contentHash: z.string(),
  })
  .meta({ id: 'Round' });
export type Round = z.output<typeof Round>;

/** A round that the present state asks once earlier ones have said yes. */
export const RoundAhead = z.object({
  key: z.string(),
  name: z.string(),
  order: z.number().int(),
  advisory: z.boolean(),
});

/** A standing round that the edit of a field would undo. */
export const Voiding = z.object({
  field: z.string(),
  round: z.object({ id: z.string(), name: z.string() }),
  /** Whose votes would no longer count; nobody where nobody has decided yet. */
  people: z.array(PersonRef),
  /** What leaves it standing all the same, in words; null where nothing does. */
  unless: z.string().nullable(),
});
export type Voiding = z.output<typeof Voiding>;
