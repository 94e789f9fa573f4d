import type { NotificationKind } from '@interlock/contract/notifications.ts';

/** Why somebody hears of an act, where it is not that they have a part in the change. */
const reasons: Partial<Record<NotificationKind, string>> = {
  decision_asked: 'your decision is asked for',
  reminder: 'your decision is asked for',
  escalation: 'you see to it that a group decides',
  mentioned: 'you were mentioned',
  made_watcher: 'you follow it',
  watched_change_moved: 'you follow it',
  watched_change_commented: 'you have a part in it or follow it',
  work_handed_over: 'the work is yours',
  task_assigned: 'the task is yours',
  improvement_given: 'the improvement is yours',
  question_answered: 'you asked',
  model_proposed: 'it takes another administrator',
  members_proposed: 'it takes another administrator',
  unlinking_proposed: 'it takes another administrator',
  accounts_linked: 'it is about your account',
  accounts_unlinked: 'it is about your account',
  template_proposed: 'it takes a change manager who did not write it',
  template_published: 'the template is yours',
  template_returned: 'the template is yours',
};

export const becauseOf = (kind: NotificationKind): string =>
  `You get this because ${reasons[kind] ?? 'you have a part in it, or a rule tells people like you'}.`;
