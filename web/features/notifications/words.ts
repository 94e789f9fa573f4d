import type { Notification, NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import { t } from '@lingui/core/macro';
import { formatTime } from '../../lib/formats/format.ts';
import { viewerNow } from '../../lib/session/viewer.ts';

const clock = (at: string): string => formatTime(at, viewerNow());

type Sentence = (who: string, parts: NotificationParts) => string;

/** Every kind of notification in one plain sentence. The change's number and title stand below it. */
const sentences: Record<NotificationKind, Sentence> = {
  mentioned: (who) => t`${who} mentioned you`,
  made_watcher: (who) => t`${who} lets you watch it: you hear of its moves and comments`,
  watched_change_moved: (who, { state }) => (state ? t`${who} moved it to ${state}` : t`${who} moved it on`),
  watched_change_commented: (who) => t`${who} commented`,
  question_asked: (who) => t`${who} asks for information`,
  question_answered: (who) => t`${who} answered your question`,
  reminder: () => t`Your decision is still asked for`,
  escalation: (_who, { round }) => (round ? t`${round} has not decided yet` : t`A decision is overdue`),
  work_handed_over: (who, { state, round }) => {
    if (round) return t`${round} has approved it: the next step is yours`;
    return state ? t`It is yours to carry on, in ${state}` : t`${who} named you as its assignee`;
  },
  build_and_test_done: () => t`Build and test are done: you take it on`,
  task_assigned: (who, { task }) => (task ? t`${who} gave you the task “${task}”` : t`${who} gave you a task`),
  change_returned: (who, { state, words }) => {
    if (words) return state ? t`${who} rejected it and sent it back to ${state}` : t`${who} rejected it`;
    return state ? t`${who} sent it back to ${state}` : t`${who} sent it back`;
  },
  vote_withdrawn: (who, { round }) =>
    round ? t`${who} took back their yes in ${round}` : t`${who} took back their yes`,
  decision_asked: (_who, { round }) =>
    round ? t`${round}: your decision is asked for` : t`Your decision is asked for`,
  start_near: () => t`Its planned start is near`,
  end_near: () => t`Its planned end is near`,
  template_proposed: (who) => t`${who} proposed a template: a change manager publishes it`,
  template_published: (who) => t`${who} published your template`,
  template_returned: (who) => t`${who} sent your template back`,
  model_proposed: (who) => t`${who} proposed a model: another administrator publishes it`,
  members_proposed: (who) => t`${who} proposed who comes into a group that approves: another administrator decides`,
  unlinking_proposed: (who) => t`${who} proposed to unlink an account: another administrator decides`,
  accounts_linked: (who, { account }) =>
    t`${who} linked your account with ${account ?? ''}: you count as one person now and vote once in each approval; where both had voted, one vote falls, until the work starts`,
  accounts_unlinked: (who, { account }) =>
    t`${who} unlinked your account from ${account ?? ''}: you count as different people again, and from now on each votes for itself; votes that fell stay fallen`,
  recurring_paused: () => t`A recurring change of yours raises nothing now`,
  no_return_near: (_who, { at }) =>
    at ? t`The point of no return is at ${clock(at)}` : t`The point of no return is near`,
  no_return_passed: () => t`The point of no return has passed: going on takes a decision`,
  window_overrun: () => t`The work goes on past its window`,
  window_missed: () => t`Its window ended without a start and needs a new one`,
  extension_asked: (who, { minutes }) =>
    minutes ? t`${who} asks for ${minutes} more minutes` : t`${who} asks for more time`,
  extension_granted: (who, { minutes }) =>
    minutes ? t`${who} granted ${minutes} more minutes` : t`${who} granted more time`,
  extension_refused: (who) => t`${who} refused more time`,
  improvement_given: (who, { words }) =>
    words ? t`${who} gave you an improvement to see to: ${words}` : t`${who} gave you an improvement to see to`,
  incident_linked: (who, { incident }) =>
    incident ? t`${who} says that it caused ${incident}` : t`${who} says that it caused an incident`,
  backing_out: (who, { words }) =>
    words ? t`${who} called for the way back: ${words}` : t`${who} called for the way back`,
  announced: (_who, { words }) => words ?? t`It was announced`,
  announcement_held: (_who, { words }) =>
    t`An announcement did not go out, since it may not be so any more: ${words ?? ''}`,
  round_expired: (_who, { round }) =>
    round ? t`${round} ended without a decision` : t`An approval ended without a decision`,
};

/** A page that was opened before the server learnt a new kind still says which change it is about. */
export function sentenceOf({ kind, by, parts }: Pick<Notification, 'kind' | 'by' | 'parts'>): string {
  const who = by?.name ?? t`Interlock`;
  return Object.hasOwn(sentences, kind) ? sentences[kind](who, parts) : t`${who} did something`;
}
