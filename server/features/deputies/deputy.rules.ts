import { LONGEST_DEPUTY_DAYS } from '@interlock/contract/deputies.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { isSamePerson, type Linked } from '../../platform/same-person.ts';
import { instantOf } from '../../platform/time.ts';

const DAY = 86_400_000;
export type Days = { from: string; until: string; zone: string };
export type Span = { startsAt: Date; endsAt: Date };

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10);

/** From the first minute of the first day to the last minute of the last one, on the clocks of that zone. */
export const spanOf = ({ from, until, zone }: Days): Span => ({
  startsAt: instantOf(`${from}T00:00`, zone),
  endsAt: instantOf(`${dayAfter(until)}T00:00`, zone),
});

type Candidate = { id: string; name: string; active: boolean; decides: boolean };
type Naming = Days & {
  personId: string;
  deputy: Candidate | undefined;
  taken: readonly Span[];
  now: Date;
  linked: Linked;
};

const wrong = (path: string, message: string, because: string) =>
  no('invalid', because, { errors: [{ path, message }] });

/** Whether somebody may name this deputy for these days: one at a time, for a bounded time, and somebody who can decide. */
export function mayName({ personId, deputy, taken, now, linked, ...days }: Naming): Verdict<Span> {
  if (!deputy) return wrong('deputyId', 'no such person', 'There is no such person.');
  if (deputy.id === personId) return wrong('deputyId', 'name somebody else', 'Nobody is their own deputy.');
  if (isSamePerson(linked, deputy.id, personId)) {
    const because = `${deputy.name} is another account of yours: nobody is their own deputy.`;
    return no('same_person', because, {
      next: 'Name somebody else.',
      errors: [{ path: 'deputyId', message: 'is you' }],
    });
  }
  if (!deputy.active) return wrong('deputyId', 'this person is deactivated', `${deputy.name} is deactivated.`);
  if (!deputy.decides) {
    return wrong('deputyId', 'has no role that lets them decide', `${deputy.name} has no role that lets them decide.`);
  }
  if (days.until < days.from) return wrong('until', 'comes before the first day', 'The last day comes first.');
  const span = spanOf(days);
  if (span.endsAt <= now) return wrong('until', 'is over', 'That time is over.');
  if (Date.parse(days.until) - Date.parse(days.from) >= LONGEST_DEPUTY_DAYS * DAY) {
    return wrong('until', `at most ${LONGEST_DEPUTY_DAYS} days`, 'That is too long: name them again later.');
  }
  if (taken.some(({ startsAt, endsAt }) => startsAt < span.endsAt && span.startsAt < endsAt)) {
    return no('deputy_named', 'You have a deputy in these days already.', { next: 'End that one first.' });
  }
  return yes(span);
}
