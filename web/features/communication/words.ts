import type { Audience, TellingRule } from '@interlock/contract/communication.ts';
import type { NotificationKind } from '@interlock/contract/notifications.ts';
import { plural, t } from '@lingui/core/macro';
import { kindWord } from '../changes/index.ts';
import type { EventGroup } from './event-groups.ts';

/** What a rule speaks of, as the name of an act. */
export const eventWord: Record<NotificationKind, () => string> = {
  decision_asked: () => t`A decision is asked for`,
  reminder: () => t`A decision is still asked for`,
  escalation: () => t`A decision is overdue`,
  vote_withdrawn: () => t`An approver takes a yes back`,
  round_expired: () => t`A round ends without a decision`,
  question_asked: () => t`An approver asks a question`,
  question_answered: () => t`A question of an approver is answered`,
  work_handed_over: () => t`Work is handed over`,
  build_and_test_done: () => t`Build and test are done`,
  task_assigned: () => t`Somebody is given a task`,
  change_returned: () => t`A change is sent back`,
  watched_change_moved: () => t`A change moves`,
  watched_change_commented: () => t`Somebody comments on a change`,
  mentioned: () => t`Somebody is mentioned in a comment`,
  made_watcher: () => t`Somebody is made a watcher of a change`,
  model_proposed: () => t`A model is proposed`,
  members_proposed: () => t`New members of a group of approvers are proposed`,
  unlinking_proposed: () => t`Somebody proposes to unlink an account`,
  accounts_linked: () => t`Accounts of one person are linked`,
  accounts_unlinked: () => t`An account is unlinked`,
  start_near: () => t`The planned start is near`,
  end_near: () => t`The planned end is near`,
  template_proposed: () => t`A template is proposed`,
  template_published: () => t`A template is published`,
  template_returned: () => t`A template is sent back`,
  recurring_paused: () => t`A recurring change pauses`,
  no_return_near: () => t`The point of no return is near`,
  no_return_passed: () => t`The point of no return has passed`,
  window_overrun: () => t`Work goes on past its window`,
  window_missed: () => t`A window ends without a start`,
  extension_asked: () => t`More time is asked for`,
  extension_granted: () => t`More time is granted`,
  extension_refused: () => t`More time is refused`,
  improvement_given: () => t`Somebody is given an improvement to see to`,
  incident_linked: () => t`A change is said to have caused an incident`,
  backing_out: () => t`The work is taken back`,
  announced: () => t`A change is announced`,
  announcement_held: () => t`An announcement is held back`,
};

export const eventGroupWord: Record<EventGroup, () => string> = {
  decisions: () => t`Decisions`,
  change: () => t`Moves and comments`,
  work: () => t`Work`,
  windows: () => t`Windows`,
  run: () => t`While the work goes on`,
  announcements: () => t`Announcements`,
  review: () => t`Looking back`,
  templates: () => t`Models and templates`,
  accounts: () => t`Groups and accounts`,
};

export const audienceWord: Record<Audience, () => string> = {
  addressed: () => t`Those it is meant for`,
  requester: () => t`Requester`,
  coordinator: () => t`Coordinator`,
  manager: () => t`Change manager`,
  assignee: () => t`Assignee`,
  approvers: () => t`Approvers still out`,
  watchers: () => t`Watchers`,
  team: () => t`Team`,
  group: () => t`A group`,
};

/** So many minutes, as people say it. */
export function minutesWord(minutes: number): string {
  if (minutes % 1440 === 0) return plural(minutes / 1440, { one: '# day', other: '# days' });
  if (minutes % 60 === 0) return plural(minutes / 60, { one: '# hour', other: '# hours' });
  return plural(minutes, { one: '# minute', other: '# minutes' });
}

export function whenWord({ events, stateKinds, minutes, condition }: TellingRule): string {
  const what = events.map((event) => eventWord[event]()).join(' · ');
  const before = minutes === null ? '' : t`, ${minutesWord(minutes)} before`;
  const into = stateKinds.length === 0 ? '' : t` (into ${stateKinds.map((kind) => kindWord[kind]()).join(', ')})`;
  return `${what}${before}${into}${condition === null ? '' : t`, where ${condition}`}`;
}

export const whomWord = ({ audience, group }: TellingRule): string =>
  audience.map((one) => (one === 'group' && group ? group.name : audienceWord[one]())).join(', ');

export function howWord({ bell, mail, chats, pace, urgent }: TellingRule): string {
  const ways = [
    bell && t`bell`,
    mail && (pace === 'daily' ? t`one mail a day` : urgent ? t`urgent mail` : t`mail at once`),
    ...chats.map(({ name }) => t`the room ${name}`),
  ];
  return ways.filter(Boolean).join(', ');
}
