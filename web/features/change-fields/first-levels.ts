import type { ModelDefinition } from '@interlock/contract/models.ts';
import { type Entered, nothingEntered } from './entered.ts';

type Levels = Pick<Entered, 'impact' | 'urgency'>;

/** What cannot wait is urgent, and is not born among the least. */
const ofWhatCannotWait: Levels = { impact: 'medium', urgency: 'high' };

/** The levels that a form begins with, by what its model is for. */
export function firstLevels({ states }: ModelDefinition): Levels {
  const { impact, urgency } = nothingEntered;
  return states.some(({ requires }) => requires.includes('cannotWait')) ? ofWhatCannotWait : { impact, urgency };
}

/** Another model was chosen: levels that nobody has touched follow it. */
export function levelsAfter(entered: Levels, from: ModelDefinition, to: ModelDefinition): Levels {
  const first = firstLevels(from);
  const isUntouched = entered.impact === first.impact && entered.urgency === first.urgency;
  return isUntouched ? firstLevels(to) : { impact: entered.impact, urgency: entered.urgency };
}
