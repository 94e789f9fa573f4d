import {
  type Audience,
  type RuleInput,
  type TellingChoice,
  timedEvents,
  topicOf,
} from '@interlock/contract/communication.ts';
import type { StateKind } from '@interlock/contract/models.ts';
import type { NotificationKind } from '@interlock/contract/notifications.ts';

type Told = { kind: NotificationKind; stateKind: StateKind | null };

/** Whether a rule speaks of this act at all. */
export const fits = (
  { events, stateKinds }: Pick<RuleInput, 'events' | 'stateKinds'>,
  { kind, stateKind }: Told,
): boolean =>
  events.includes(kind) && (stateKind === null || stateKinds.length === 0 || stateKinds.includes(stateKind));

/** Whether it may have anybody to tell of an act that addresses these. A rule for the addressed alone has not, where there are none. */
export const reaches = (
  { audience, chatIds }: Pick<RuleInput, 'audience' | 'chatIds'>,
  told: readonly string[],
): boolean => told.length > 0 || chatIds.length > 0 || audience.some((as) => as !== 'addressed');

type Fault = { path: string; message: string };
const isTimed = (event: NotificationKind): boolean => timedEvents.some((timed) => timed === event);

/** What makes a rule one that tells nobody, or never. */
export function faultsOf(rule: RuleInput): Fault[] {
  const timed = rule.events.some(isTimed);
  const faults: (Fault | false)[] = [
    timed && rule.minutes === null && { path: 'minutes', message: 'how long before' },
    !timed && rule.minutes !== null && { path: 'minutes', message: 'only of what comes by the clock' },
    timed &&
      !rule.events.every(isTimed) && { path: 'events', message: 'what comes by the clock has a rule of its own' },
    timed && rule.audience.includes('addressed') && { path: 'audience', message: 'the clock addresses nobody' },
    rule.audience.includes('group') && rule.groupId === null && { path: 'groupId', message: 'which group' },
    !rule.audience.includes('group') && rule.groupId !== null && { path: 'groupId', message: 'not told by this rule' },
    !rule.bell && !rule.mail && rule.chatIds.length === 0 && { path: 'mail', message: 'choose at least one way' },
    (rule.bell || rule.mail) && rule.audience.length === 0 && { path: 'audience', message: 'choose whom it tells' },
  ];
  return faults.filter((fault) => fault !== false);
}

/** Whom the act itself would address, told by what somebody is on the change now: for trying a rule. */
export const addressedBy: Record<NotificationKind, readonly Audience[]> = {
  decision_asked: ['approvers'],
  reminder: ['approvers'],
  escalation: ['manager'],
  vote_withdrawn: ['requester', 'coordinator', 'assignee'],
  round_expired: ['requester', 'coordinator', 'assignee'],
  question_asked: ['requester', 'coordinator'],
  question_answered: ['approvers'],
  work_handed_over: ['assignee'],
  build_and_test_done: ['assignee'],
  task_assigned: ['assignee'],
  change_returned: ['requester', 'coordinator', 'assignee'],
  watched_change_moved: ['watchers'],
  watched_change_commented: ['requester', 'coordinator', 'assignee', 'watchers'],
  mentioned: [],
  made_watcher: [],
  model_proposed: [],
  members_proposed: [],
  unlinking_proposed: [],
  accounts_linked: [],
  accounts_unlinked: [],
  start_near: [],
  end_near: [],
  template_proposed: [],
  template_published: [],
  template_returned: [],
  recurring_paused: [],
  no_return_near: ['assignee', 'manager'],
  no_return_passed: ['assignee', 'manager'],
  window_overrun: ['assignee', 'manager'],
  window_missed: ['requester', 'coordinator', 'manager', 'assignee'],
  extension_asked: ['manager'],
  extension_granted: ['assignee'],
  extension_refused: ['assignee'],
  improvement_given: [],
  incident_linked: ['assignee', 'coordinator', 'manager'],
  backing_out: ['requester', 'coordinator', 'manager', 'watchers'],
  announced: [],
  announcement_held: ['assignee', 'manager'],
};

/** How somebody gets mail of this kind by a rule: what they chose goes before what the rule says. */
export function paceFor(rule: Pick<RuleInput, 'pace'>, { topics }: TellingChoice, kind: NotificationKind) {
  const chosen = topics[topicOf[kind]];
  return chosen === 'as_the_rules' ? rule.pace : chosen;
}

const HOUR = 3600_000;

/**
 * How many of the distances from its start that a condition names a change has come to, and how many it has gone past: as long as
 * these stay the same, time alone alters nothing of what the condition says. Empty where it does not ask for the time.
 */
export function turnsPassed(condition: string, start: Date, now: Date): string {
  if (!condition.includes('hoursUntilStart')) return '';
  const left = start.getTime() - now.getTime();
  const named = (condition.match(/\d+(?:\.\d+)?/g) ?? []).flatMap((number) => [Number(number), -Number(number)]);
  const reached = named.filter((hours) => left <= hours * HOUR).length;
  const passed = named.filter((hours) => left < hours * HOUR).length;
  return `:${reached}:${passed}`;
}
