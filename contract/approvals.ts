import { z } from 'zod';
import { Instant, PersonRef } from './shared.ts';

export const decisions = ['approve', 'reject'] as const;
export type Decision = (typeof decisions)[number];

/** `stuck` is an open round with fewer people left than it needs: it never passes by itself. */
export const roundStatuses = ['open', 'stuck', 'approved', 'rejected', 'voided'] as const;
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

export const Vote = z.object({ decision: z.enum(decisions), comment: z.string(), at: Instant }).meta({ id: 'Vote' });

/** One asking of approvers about one content. Whom it asks is fixed when it opens. */
export const Round = z
  .object({
    id: z.string(),
    /** The state of the model that asks. */
    state: z.string(),
    stateName: z.string(),
    status: z.enum(roundStatuses),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    /** How many yes it takes, and the same in words. */
    needed: z.number().int(),
    rule: z.string(),
    asked: z.array(z.object({ person: PersonRef, because: z.string(), vote: Vote.nullable() })),
    leftOut: z.array(z.object({ person: PersonRef, because: z.string() })),
    questions: z.array(Question),
    /** Whether the one who looks may decide now, and if not, why. */
    mayDecide: z.boolean(),
    mayNotBecause: z.string().nullable(),
    /** Why it closed or is stuck, in words. */
    note: z.string(),
    /** From another system: an outcome and a date, no votes; it satisfies no guard. */
    imported: z.boolean(),
    /** What the votes are bound to. */
    contentHash: z.string(),
  })
  .meta({ id: 'Round' });
export type Round = z.output<typeof Round>;
