import { z } from 'zod';
import { route } from './route.ts';
import { Instant, id, PersonRef, words } from './shared.ts';

const Reason = words(500);

/** One account of a person who has several. */
export const LinkedAccount = z
  .object({
    person: PersonRef,
    /** Why it is taken for theirs; null to whoever neither manages people nor reads the audit log. */
    reason: z.string().nullable(),
    linkedBy: PersonRef,
    linkedAt: Instant,
    /** Somebody wants it apart from the others: what waits for another administrator. */
    unlinking: z
      .object({
        by: PersonRef,
        at: Instant,
        because: z.string(),
        mayConfirm: z.boolean(),
        /** What keeps the one who asks from confirming it, where something does. */
        mayNotBecause: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'LinkedAccount' });
export type LinkedAccount = z.output<typeof LinkedAccount>;

/** The accounts that are one person's; empty where nobody linked this one. */
export const LinkedAccounts = z.object({ accounts: z.array(LinkedAccount) }).meta({ id: 'LinkedAccounts' });
export type LinkedAccounts = z.output<typeof LinkedAccounts>;

export const linkedAccountsRoute = route({
  method: 'GET',
  path: '/api/v1/people/:personId/accounts',
  permission: 'person.read',
  summary: 'The accounts that are one person’s, with this one; none where it is linked with no other.',
  input: z.object({ personId: id('usr') }),
  output: LinkedAccounts,
});

export const linkAccountsRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/link',
  permission: 'person.manage',
  summary:
    'Say that two accounts are the same person’s. From now on they count once in every approval; a second vote of theirs falls.',
  input: z.object({ personId: id('usr'), withId: id('usr'), reason: Reason }),
  output: LinkedAccounts,
});

export const unlinkAccountRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/unlink',
  permission: 'person.manage',
  summary:
    'Take an account for somebody else’s again. Where there is another administrator, who is not the person concerned, it waits for them.',
  input: z.object({ personId: id('usr'), reason: Reason }),
  output: LinkedAccounts,
});

export const confirmUnlinkingRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/unlink/confirm',
  permission: 'person.manage',
  summary: 'Unlink an account, as another administrator proposed.',
  input: z.object({ personId: id('usr') }),
  output: LinkedAccounts,
});

export const declineUnlinkingRoute = route({
  method: 'POST',
  path: '/api/v1/people/:personId/unlink/decline',
  permission: 'person.manage',
  summary: 'Leave an account linked, or take back your own proposal to unlink it.',
  input: z.object({ personId: id('usr') }),
  output: LinkedAccounts,
});
