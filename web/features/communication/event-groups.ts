import type { NotificationKind } from '@interlock/contract/notifications.ts';

export type EventGroup =
  | 'decisions'
  | 'change'
  | 'work'
  | 'windows'
  | 'run'
  | 'announcements'
  | 'review'
  | 'templates'
  | 'accounts';

/** What a rule may speak of, in the order in which it happens to a change; then what is no change's. */
export const eventGroups: readonly (readonly [EventGroup, readonly NotificationKind[]])[] = [
  ['change', ['watched_change_moved', 'change_returned', 'watched_change_commented', 'mentioned', 'made_watcher']],
  [
    'decisions',
    [
      ...(['decision_asked', 'reminder', 'escalation', 'question_asked', 'question_answered'] as const),
      ...(['vote_withdrawn', 'round_expired'] as const),
    ],
  ],
  ['work', ['task_assigned', 'work_handed_over', 'build_and_test_done']],
  ['windows', ['start_near', 'window_missed', 'end_near', 'window_overrun']],
  [
    'run',
    [
      ...(['no_return_near', 'no_return_passed', 'extension_asked', 'extension_granted'] as const),
      ...(['extension_refused', 'backing_out'] as const),
    ],
  ],
  ['announcements', ['announced', 'announcement_held']],
  ['review', ['incident_linked', 'improvement_given']],
  ['templates', ['model_proposed', 'template_proposed', 'template_published', 'template_returned', 'recurring_paused']],
  ['accounts', ['members_proposed', 'accounts_linked', 'unlinking_proposed', 'accounts_unlinked']],
];
