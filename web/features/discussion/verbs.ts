import { t } from '@lingui/core/macro';

const words: Record<string, () => string> = {
  comment: () => t`commented`,
  'change.raised': () => t`raised the change`,
  'change.edited': () => t`edited`,
  'change.moved': () => t`moved the change`,
  'change.passed': () => t`closed the change by itself, as it went well`,
  'change.cancelled': () => t`cancelled the change`,
  'change.round_opened': () => t`opened a round`,
  'change.rounds_voided': () => t`made the approvals void`,
  'change.vote_approved': () => t`approved`,
  'change.vote_rejected': () => t`rejected`,
  'change.approved': () => t`completed the approval`,
  'change.rejected': () => t`ended the round with a no`,
  'change.asked_again': () => t`asked again`,
  'change.question_asked': () => t`asked for information`,
  'change.question_answered': () => t`answered`,
  'change.held': () => t`put it on hold`,
  'change.released': () => t`let it go on`,
  'change.window_missed': () => t`noted that the window was missed`,
  'task.added': () => t`added a task`,
  'task.given': () => t`gave tasks`,
  'task.edited': () => t`edited a task`,
  'task.started': () => t`began a task`,
  'task.step_ticked': () => t`ticked a step`,
  'task.finished': () => t`finished a task`,
  'task.failed': () => t`said that a task failed`,
  'task.skipped': () => t`skipped a task`,
  'task.cancelled': () => t`cancelled tasks`,
  'task.opened': () => t`opened the next tasks`,
  'task.handed_over': () => t`handed a task over`,
  'task.held': () => t`put a task on hold`,
  'task.released': () => t`took a task off hold`,
  'task.shifted': () => t`moved the tasks with the window`,
  'change.imported': () => t`imported the change`,
  'change.reimported': () => t`imported the change again`,
};

/** An act in words; one that is not known here keeps the words of its name. */
export const verbWord = (verb: string): string =>
  words[verb]?.() ?? (verb.split('.').at(-1) ?? verb).replaceAll('_', ' ');
