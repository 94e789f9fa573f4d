import { z } from 'zod';
import { decisions } from './approvals.ts';
import { materialFields } from './material.ts';
import { route } from './route.ts';
import { Instant, text } from './shared.ts';

/** It travels in the fragment of the mail's address and in bodies, never in an address that a log could hold. */
const Token = z.string().max(2000);

export const DecisionLink = z
  .object({
    changeId: z.string(),
    number: z.string(),
    title: z.string(),
    /** Who asks for the change. */
    requester: z.string().nullable(),
    round: z.string(),
    plannedStart: Instant.nullable(),
    plannedEnd: Instant.nullable(),
    /** All that a yes covers and that is filled, the window apart: nobody says yes to what they were not shown. */
    content: z.array(
      z.object({
        field: z.enum(materialFields),
        value: z.unknown(),
        /** Of what is written in Markdown. */
        html: z.string().nullable(),
      }),
    ),
    /** What the ids among the values are called. */
    names: z.record(z.string(), z.string()),
    expiresAt: Instant,
  })
  .meta({ id: 'DecisionLink' });
export type DecisionLink = z.output<typeof DecisionLink>;

export const lookAtDecisionRoute = route({
  method: 'POST',
  path: '/api/v1/decision-links/look',
  permission: 'session',
  summary: 'What the link of a mail asks you to decide; it decides nothing.',
  input: z.object({ token: Token }),
  output: DecisionLink,
});

export const decideByLinkRoute = route({
  method: 'POST',
  path: '/api/v1/decision-links/decide',
  permission: 'session',
  summary: 'Decide by the link of a mail: once, as the person to whom it was sent, on what that mail was about.',
  input: z.object({ token: Token, decision: z.enum(decisions), comment: text(2000).default('') }),
  output: z.object({ changeId: z.string(), number: z.string() }),
});
