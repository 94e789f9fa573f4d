import type { InboxItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';

/** What is to be done, in a word or two. */
export const waitWord: Record<InboxItem['kind'], () => string> = {
  decide: () => t`Decide`,
  answer: () => t`Answer`,
  move: () => t`Go on`,
  window_missed: () => t`Window missed`,
  round_stuck: () => t`Round stuck`,
  task: () => t`Task`,
  extension: () => t`More time`,
  model_proposed: () => t`Publish a model`,
  model_returned: () => t`Model sent back`,
  template_proposed: () => t`Publish a template`,
  template_returned: () => t`Template sent back`,
  members_proposed: () => t`Let into a group`,
  unlinking_proposed: () => t`Unlink an account`,
  improvement: () => t`Improvement`,
};
