import { contentHash } from '../../platform/content-hash.ts';
import { boundTo, type Content } from './content.rules.ts';
import type { Round } from './round.rules.ts';

/** What votes on this content are bound to, as one hash. */
export const hashOfAsked = (asked: Content): string => contentHash(boundTo(asked, asked));

/** Whether a content still says what a round asked about. */
export const stillSays = (round: { content: Content; contentHash: string }, content: Content): boolean =>
  round.contentHash === contentHash(boundTo(round.content, content));

/** Whether a round needs nobody's yes any more: it has it, for this content, or its condition asked nobody. */
export const hasPassed = (round: Round | undefined, content: Content): boolean =>
  round?.status === 'skipped' || (round?.status === 'approved' && stillSays(round, content));
