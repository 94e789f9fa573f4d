import type { Chance } from './almanac.rules.ts';
import type { Work } from './catalogue.rules.ts';
import * as words from './words.rules.ts';

/** What is left out now and then, so that a move goes on past its guard with a reason. */
type LeftOut = 'rehearsal' | 'evidence';

/** The process asks for both where the risk is not low. */
export const leftOutOf = ({ risk }: Work, chance: Chance): LeftOut | undefined =>
  risk !== 'low' && chance.of(0.18) ? chance.pick(['rehearsal', 'rehearsal', 'evidence'] as const) : undefined;

/** What whoever begins the work says for it. */
export const unrehearsed = (chance: Chance) => ({ justifications: { backout_ready: chance.pick(words.unrehearsed) } });

/** What whoever schedules it says for it. */
export const unshown = (chance: Chance) => ({ justifications: { test_evidence: chance.pick(words.unshown) } });
