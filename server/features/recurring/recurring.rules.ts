import type { Permission } from '@interlock/contract/permissions.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';

type Keeper = { id: string; permissions: ReadonlySet<Permission> };

/** Its owner, and those who keep every change going. */
export const mayKeep = (ownerId: string, { id, permissions }: Keeper): boolean =>
  id === ownerId || permissions.has('change.coordinate');

export const mustKeep = (ownerId: string, keeper: Keeper): Verdict<true> =>
  mayKeep(ownerId, keeper)
    ? yes(true)
    : no('forbidden', 'It is kept by its owner, by coordinators and by change managers.', {
        next: 'Ask one of them.',
      });

/** What a change that is raised says, and how many are: whoever's name stands on them decides it. */
const decided = ['templateId', 'rule', 'window', 'until', 'fields'];

/** Nobody's name stands on what somebody else made of it: who edits what is raised is its owner, or takes it over with the edit. */
export const mustDecide = (ownerId: string, { id }: Pick<Keeper, 'id'>, edited: readonly string[]): Verdict<true> =>
  ownerId === id || !edited.some((field) => decided.includes(field))
    ? yes(true)
    : no('forbidden', 'What it raises, and when, is decided by the one in whose name it is raised.', {
        errors: [{ path: 'ownerId', message: 'take it over' }],
        next: 'Take it over together with the edit, or ask its owner to make it.',
      });

/** Nothing is raised in the name of somebody who did not ask for it. */
export const mustTakeOver = (ownerId: string, { id }: Pick<Keeper, 'id'>): Verdict<true> =>
  ownerId === id
    ? yes(true)
    : no('forbidden', 'Changes are raised in somebody’s name only where they take it over themself.', {
        errors: [{ path: 'ownerId', message: 'only yourself' }],
        next: 'Take it over yourself, or ask a coordinator or a change manager to do so.',
      });

const HOUR = 3600_000;
const DAY = 24 * HOUR;

/**
 * Whether two local starts are of one night, whatever hour it was planned for: of one day, or so near that only midnight lies
 * between them. A rule has one window in a day at most, so its own nights are never taken for each other. Early in the morning and
 * late in the evening of one day are one as well: the rule says the day, and what is due once on a day is not raised twice on it.
 */
export function isSameNight(one: string, other: string): boolean {
  const apart = Math.abs(Date.parse(`${one}:00Z`) - Date.parse(`${other}:00Z`));
  return one.slice(0, 10) === other.slice(0, 10) || apart < 12 * HOUR;
}

/** So long before its window a change is raised. */
export const dueBefore = (start: Date, leadDays: number): Date => new Date(start.getTime() - leadDays * DAY);

type State = 'active' | 'paused' | 'ended';
const froms: Record<'pause' | 'resume' | 'end', readonly State[]> = {
  pause: ['active'],
  resume: ['paused'],
  end: ['active', 'paused'],
};

export const mayTurn = (state: State, act: keyof typeof froms): Verdict<true> =>
  froms[act].includes(state)
    ? yes(true)
    : no('recurring_state', `It is ${state}.`, { next: 'Look at it as it is now.' });
