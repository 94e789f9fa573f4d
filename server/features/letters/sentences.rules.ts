import type { NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';

type Sentence = (who: string, parts: NotificationParts) => string;

/** Each act in one plain sentence, as somebody reads it who has the change's number and title above it. */
const sentences: Record<NotificationKind, Sentence> = {
  decision_asked: (_who, { round }) =>
    round ? `Your decision is asked for in ${round}.` : 'Your decision is asked for.',
  reminder: (_who, { round }) =>
    round ? `Your decision in ${round} is still asked for.` : 'Your decision is still asked for.',
  escalation: (_who, { round }) => (round ? `${round} has not decided yet.` : 'A decision is overdue.'),
  vote_withdrawn: (who, { round }) => `${who} took back their yes${round ? ` in ${round}` : ''}.`,
  round_expired: (_who, { round }) => `${round ?? 'An approval'} ended without a decision.`,
  question_asked: (who) => `${who} asks for information.`,
  question_answered: (who) => `${who} answered your question.`,
  work_handed_over: (who, { state, round }) => {
    if (round) return `${round} has approved it: the next step is yours.`;
    return state ? `It is yours to carry on, in ${state}.` : `${who} named you as its assignee.`;
  },
  build_and_test_done: () => 'Build and test are done: you take it on.',
  task_assigned: (who, { task }) => (task ? `${who} gave you the task “${task}”.` : `${who} gave you a task.`),
  change_returned: (who, { state, words }) =>
    `${who} ${words ? 'rejected it and ' : ''}sent it back${state ? ` to ${state}` : ''}.`,
  watched_change_moved: (who, { state }) => (state ? `${who} moved it to ${state}.` : `${who} moved it on.`),
  watched_change_commented: (who) => `${who} commented.`,
  mentioned: (who) => `${who} mentioned you.`,
  start_near: () => 'Its planned start is near.',
  end_near: () => 'Its planned end is near.',
  made_watcher: (who) => `${who} lets you watch it: you hear of its moves and comments.`,
  model_proposed: (who) => `${who} proposed a model. Another administrator publishes it.`,
  members_proposed: (who) => `${who} proposed who comes into a group that approves. Another administrator decides.`,
  unlinking_proposed: (who) =>
    `${who} proposed to take linked accounts for different people again. Another administrator decides.`,
  accounts_linked: (who, { account }) =>
    `${who} linked your account with ${account}. You count as one person now: in each approval you are asked once and vote once. Where both had voted, one vote falls, until the work starts.`,
  accounts_unlinked: (who, { account }) =>
    `${who} unlinked your account from ${account}. You count as different people again: from now on each is asked and votes for itself. Votes that fell stay fallen.`,
  template_proposed: (who) => `${who} proposed a template. A change manager publishes it.`,
  template_published: (who) => `${who} published your template.`,
  template_returned: (who) => `${who} sent your template back.`,
  recurring_paused: () => 'A recurring change of yours raises nothing now.',
  no_return_near: () => 'Its point of no return is near: past it, going back fits into the window no more.',
  no_return_passed: () => 'Its point of no return has passed: going on takes a decision.',
  window_overrun: () => 'Its work goes on past the window.',
  window_missed: () => 'Its window ended without a start. It needs a new one.',
  extension_asked: (who, { minutes }) => `${who} asks for ${minutes ? `${minutes} more minutes` : 'more time'}.`,
  extension_granted: (who, { minutes }) => `${who} granted ${minutes ? `${minutes} more minutes` : 'more time'}.`,
  extension_refused: (who) => `${who} refused more time.`,
  improvement_given: (who, { words }) => `${who} gave you an improvement to see to${words ? `: ${words}` : ''}.`,
  incident_linked: (who, { incident }) => `${who} says that it caused ${incident ?? 'an incident'}.`,
  backing_out: (who, { words }) => `${who} called for the way back${words ? `: ${words}` : ''}.`,
  announced: (_who, { words }) => `It was announced${words ? `: ${words}` : ''}.`,
  announcement_held: (_who, { words }) =>
    `An announcement${words ? ` “${words}”` : ''} did not go out: what it says may not be so any more.`,
};

/** Without somebody the clock did it. */
export const sentenceOf = (kind: NotificationKind, who: string | null, parts: NotificationParts): string =>
  sentences[kind](who ?? 'Interlock', parts);
