import { type RuleInput, timedEvents } from '@interlock/contract/communication.ts';

/** A rule while it is written: its group with the name that stands in the box. */
export type Entered = Omit<RuleInput, 'groupId'> & { group: { id: string; name: string } | null };

export const blankRule: Entered = {
  name: '',
  events: [],
  stateKinds: [],
  minutes: null,
  condition: null,
  audience: ['addressed'],
  group: null,
  bell: false,
  mail: true,
  chatIds: [],
  pace: 'at_once',
  urgent: false,
  active: true,
};

export const isTimed = (events: readonly string[]): boolean =>
  events.some((event) => timedEvents.some((one) => one === event));

/** Only what the form shows travels: minutes belong to the clock, states to moves, a group to those who are told. */
export function ruleInputOf(entered: Entered): RuleInput {
  const { name, bell, mail, chatIds, pace, urgent, active, audience, events, group } = entered;
  return {
    ...{ name, events, bell, mail, chatIds, pace, urgent, active, audience },
    stateKinds: events.includes('watched_change_moved') ? entered.stateKinds : [],
    minutes: isTimed(events) ? entered.minutes : null,
    condition: entered.condition?.trim() || null,
    groupId: audience.includes('group') ? (group?.id ?? null) : null,
  };
}
