import { t } from '@lingui/core/macro';

const words: Record<string, () => string> = {
  comment: () => t`commented`,
  'change.commented': () => t`commented`,
  'change.raised': () => t`raised the change`,
  'change.edited': () => t`edited`,
  'change.moved': () => t`moved the change`,
  'change.cancelled': () => t`cancelled the change`,
  'change.vote_cast': () => t`voted`,
  'change.approved': () => t`the round approved`,
  'change.rejected': () => t`the round rejected`,
  'change.imported': () => t`imported the change`,
};

/** An act in words; one that is not known here keeps the words of its name. */
export const verbWord = (verb: string): string =>
  words[verb]?.() ?? (verb.split('.').at(-1) ?? verb).replaceAll('_', ' ');
