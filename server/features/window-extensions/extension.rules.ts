import type { ExtensionState } from '@interlock/contract/change-runs.ts';
import type { StateKind } from '@interlock/contract/models.ts';
import type { Permission } from '@interlock/contract/permissions.ts';
import { type No, no } from '../../platform/refusal.ts';
import { isAmong, isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';

export type ExtensionFact = {
  state: Exclude<ExtensionState, 'lapsed'>;
  minutes: number;
  needed: number;
  askedBy: string;
  decisions: readonly { by: string; granted: boolean }[];
};

type Person = { id: string; permissions: ReadonlySet<Permission> };

/** Nobody decides once the work has ended: what was asked for until then has lapsed. */
export const stateOf = ({ state }: ExtensionFact, stateKind: StateKind): ExtensionState =>
  state === 'asked' && stateKind !== 'implement' ? 'lapsed' : state;

const endings: Record<Exclude<ExtensionState, 'asked'>, string> = {
  granted: 'It is granted already.',
  refused: 'It is refused already.',
  withdrawn: 'It was withdrawn.',
  lapsed: 'The work has ended: more time is of no use.',
};

const closed = (extension: ExtensionFact, stateKind: StateKind): No | undefined => {
  const state = stateOf(extension, stateKind);
  return state === 'asked' ? undefined : no('extension_closed', endings[state], { next: 'Load the page again.' });
};

type Deciding = {
  extension: ExtensionFact;
  stateKind: StateKind;
  assigneeId: string | null;
  linked: Linked;
  person: Person;
};

/** A change manager decides who neither carries the change out nor asked. */
export function whyNotDecide({ extension, stateKind, assigneeId, linked, person }: Deciding): No | undefined {
  const over = closed(extension, stateKind);
  if (over) return over;
  if (!person.permissions.has('change.manage') || !person.permissions.has('change.vote')) {
    return no('forbidden', 'A change manager grants or refuses more time.');
  }
  const isThem = (account: string | null) => isSamePerson(linked, person.id, account);
  if (isThem(assigneeId)) {
    const how = withWhich(person.id, assigneeId);
    return no('own_change', `You carry this change out${how}: another change manager decides.`);
  }
  if (isThem(extension.askedBy)) {
    const how = withWhich(person.id, extension.askedBy);
    return no('own_change', `You asked for it${how}: another change manager decides.`);
  }
  const own = extension.decisions.find(({ by }) => isThem(by));
  return (
    own &&
    no('already_voted', `You have granted it${withWhich(person.id, own.by)}; another change manager does so too.`)
  );
}

export const whyNotWithdraw = (
  extension: ExtensionFact,
  stateKind: StateKind,
  who: { id: string; coordinates: boolean; mayWork: boolean },
): No | undefined =>
  closed(extension, stateKind) ??
  (who.mayWork && (who.id === extension.askedBy || who.coordinates)
    ? undefined
    : no('forbidden', 'Whoever asked takes it back, or a coordinator or a change manager.'));

/** One no ends it; it is granted once so many people have said yes as the model asks. */
export function afterDecision(
  { needed, decisions }: ExtensionFact,
  granted: boolean,
  linked: Linked,
): 'asked' | 'granted' | 'refused' {
  if (!granted) return 'refused';
  const said = decisions.filter((decision) => decision.granted).map(({ by }) => by);
  const yes = said.filter((by, at) => !isAmong(linked, by, said.slice(0, at))).length + 1;
  return yes >= needed ? 'granted' : 'asked';
}

type Asking = { minutes: number; end: Date | null; now: Date; extensions: readonly ExtensionFact[] };

/** One request at a time, on a window that there is, for an end that lies ahead. */
export function whyNotAsk({ minutes, end, now, extensions }: Asking): No | undefined {
  if (end === null) return no('not_running', 'It has no window that could be longer.');
  if (extensions.some(({ state }) => state === 'asked')) {
    return no('extension_open', 'Somebody has asked for more time already.', {
      next: 'Wait for the decision, or withdraw what was asked.',
    });
  }
  if (end.getTime() + minutes * 60_000 > now.getTime()) return undefined;
  const message = 'even so the window would have ended already';
  return no('invalid', 'That is too little.', { errors: [{ path: 'minutes', message }] });
}

/** The end of the approved window with the minutes that were granted since. */
export function endOf(
  plannedEnd: Date | null,
  extensions: readonly Pick<ExtensionFact, 'state' | 'minutes'>[],
): Date | null {
  if (plannedEnd === null) return null;
  const granted = extensions.reduce((sum, { state, minutes }) => (state === 'granted' ? sum + minutes : sum), 0);
  return new Date(plannedEnd.getTime() + granted * 60_000);
}
