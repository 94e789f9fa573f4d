import { z } from 'zod';
import { Condition, stateKinds } from './models.ts';
import { type NotificationKind, notificationKinds } from './notifications.ts';
import { route } from './route.ts';
import { GroupRef, id, Nothing, PersonRef, Version, words } from './shared.ts';

/** Whom a rule tells: those whom the act itself is meant for, or who has a part in the change. */
export const audiences = [
  'addressed',
  'requester',
  'coordinator',
  'manager',
  'assignee',
  'approvers',
  'watchers',
  'team',
  'group',
] as const;
export type Audience = (typeof audiences)[number];

export const paces = ['at_once', 'daily'] as const;
export type Pace = (typeof paces)[number];

/** What comes by the clock and not by an act: so many minutes before the planned start or end. */
export const timedEvents = ['start_near', 'end_near'] as const satisfies readonly NotificationKind[];

const ruleFields = {
  name: words(80),
  events: z.array(z.enum(notificationKinds)).min(1).max(notificationKinds.length),
  /** Only moves into states of these kinds; none means all. */
  stateKinds: z.array(z.enum(stateKinds)).max(stateKinds.length),
  /** Of `start_near` and `end_near`: how long before. */
  minutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .nullable(),
  /** Only changes for which this holds, in CEL. */
  condition: Condition.nullable(),
  audience: z.array(z.enum(audiences)).max(audiences.length),
  groupId: id('grp').nullable(),
  bell: z.boolean(),
  mail: z.boolean(),
  chatIds: z.array(id('cht')).max(20),
  /** Of mail: at once, or collected for the day. */
  pace: z.enum(paces),
  /** Also in somebody's quiet hours. */
  urgent: z.boolean(),
  active: z.boolean(),
};
export const RuleInput = z.object(ruleFields);
export type RuleInput = z.output<typeof RuleInput>;

export const TellingRule = z
  .object({
    id: z.string(),
    ...ruleFields,
    group: GroupRef.nullable(),
    chats: z.array(z.object({ id: z.string(), name: z.string() })),
    /** Came along; it can be switched off and edited, not deleted. */
    shipped: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'TellingRule' });
export type TellingRule = z.output<typeof TellingRule>;

const Rules = z.object({ items: z.array(TellingRule), mail: z.boolean() });

export const listRulesRoute = route({
  method: 'GET',
  path: '/api/v1/telling-rules',
  permission: 'communication.edit',
  summary: 'Who is told what, when and how; and whether mail is on.',
  input: z.object({}),
  output: Rules,
});

export const addRuleRoute = route({
  method: 'POST',
  path: '/api/v1/telling-rules',
  permission: 'communication.edit',
  summary: 'Add a rule.',
  input: RuleInput,
  output: TellingRule,
});

export const editRuleRoute = route({
  method: 'PATCH',
  path: '/api/v1/telling-rules/:ruleId',
  permission: 'communication.edit',
  summary: 'Change a rule, or switch it on or off.',
  input: z.object({ ruleId: id('rul'), version: Version, ...RuleInput.partial().shape }),
  output: TellingRule,
});

export const deleteRuleRoute = route({
  method: 'DELETE',
  path: '/api/v1/telling-rules/:ruleId',
  permission: 'communication.edit',
  summary: 'Delete a rule that did not come along.',
  input: z.object({ ruleId: id('rul') }),
  output: Nothing,
});

export const tryRuleRoute = route({
  method: 'GET',
  path: '/api/v1/telling-rules/:ruleId/try',
  permission: 'communication.edit',
  summary: 'Who would hear of this on a change, and why nobody else; nothing is sent.',
  input: z.object({
    ruleId: id('rul'),
    change: z
      .string()
      .trim()
      .regex(/^(chg-)?\d{1,12}$/i, 'a number such as CHG-12'),
  }),
  output: z.object({
    change: z.object({ number: z.string(), title: z.string() }),
    /** Whether the rule's condition holds for it now. */
    holds: z.boolean(),
    people: z.array(
      z.object({
        person: PersonRef,
        as: z.array(z.enum(audiences)),
        bell: z.boolean(),
        /** Null where it goes by no mail. */
        mail: z.enum(['at_once', 'daily', 'off', 'no_mail_server']).nullable(),
      }),
    ),
    chats: z.array(z.string()),
  }),
});

/** What mails are about, as a person chooses among them. */
export const topics = ['decisions', 'questions', 'work', 'moves', 'talk', 'times', 'templates'] as const;
export type Topic = (typeof topics)[number];

export const topicOf: Record<NotificationKind, Topic> = {
  decision_asked: 'decisions',
  reminder: 'decisions',
  escalation: 'decisions',
  vote_withdrawn: 'decisions',
  round_expired: 'decisions',
  model_proposed: 'decisions',
  members_proposed: 'decisions',
  unlinking_proposed: 'decisions',
  accounts_linked: 'decisions',
  accounts_unlinked: 'decisions',
  question_asked: 'questions',
  question_answered: 'questions',
  work_handed_over: 'work',
  build_and_test_done: 'work',
  task_assigned: 'work',
  change_returned: 'work',
  watched_change_moved: 'moves',
  watched_change_commented: 'talk',
  mentioned: 'talk',
  made_watcher: 'talk',
  start_near: 'times',
  end_near: 'times',
  template_proposed: 'templates',
  template_published: 'templates',
  template_returned: 'templates',
  recurring_paused: 'templates',
  no_return_near: 'times',
  no_return_passed: 'times',
  window_overrun: 'times',
  window_missed: 'times',
  extension_asked: 'decisions',
  extension_granted: 'decisions',
  extension_refused: 'decisions',
  improvement_given: 'work',
  incident_linked: 'work',
  backing_out: 'moves',
  announced: 'times',
  announcement_held: 'work',
};

export const topicChoices = ['as_the_rules', 'at_once', 'daily', 'off'] as const;
export type TopicChoice = (typeof topicChoices)[number];
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00');

export const TellingChoice = z
  .object({
    topics: z.record(z.enum(topics), z.enum(topicChoices)),
    /** The hour of one's own clock at which the daily mail comes. */
    digestHour: z.number().int().min(0).max(23),
    /** Mail that is not urgent waits until they are over. */
    quiet: z.object({ from: Clock, to: Clock }).nullable(),
    version: z.number().int().min(0).max(2_000_000_000),
  })
  .meta({ id: 'TellingChoice' });
export type TellingChoice = z.output<typeof TellingChoice>;

export const myTellingRoute = route({
  method: 'GET',
  path: '/api/v1/me/telling',
  permission: 'session',
  summary: 'Which mail you get, and when; and whether mail is on at all.',
  input: z.object({}),
  output: z.object({ choice: TellingChoice, mail: z.boolean() }),
});

export const editMyTellingRoute = route({
  method: 'PUT',
  path: '/api/v1/me/telling',
  permission: 'session',
  summary: 'Choose which mail you get, and when.',
  input: TellingChoice,
  output: TellingChoice,
});
