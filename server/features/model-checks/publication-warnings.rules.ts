import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import { type Finding, type Look, lookAt, reachedWithout } from './look.rules.ts';

/** What a model may do, and should not do unawares. */
export function publicationWarnings(definition: ModelDefinition): Finding[] {
  const look = lookAt(definition);
  return [
    ...unapprovedWarnings(look),
    ...windowWarnings(look),
    ...(definition.assigneeMayClose
      ? [
          {
            path: ['assigneeMayClose'],
            message: 'Whoever carries a change out may close it. Every change of this model will say so.',
            next: 'Leave this off where somebody else can look at it.',
          },
        ]
      : []),
    ...definition.transitions.flatMap(({ guards, enforce }, index): Finding[] =>
      guards.includes('review_done') && enforce.review_done !== undefined && enforce.review_done !== 'block'
        ? [
            {
              path: ['transitions', index, 'enforce', 'review_done'],
              message: 'The review of a change that failed or was backed out blocks all the same.',
              next: 'Nothing, if that is meant.',
            },
          ]
        : [],
    ),
  ];
}

/** Work that begins although nobody was asked. What comes from a template was approved with it. */
function unapprovedWarnings(look: Look): Finding[] {
  const { definition, stateOf, nameOf } = look;
  if (definition.raisedFrom === 'template' || definition.retrospective) return [];
  const asks = (key: string) => stateOf(key)?.approvals.some(({ advisory }) => !advisory) ?? false;
  return reachedWithout(look, asks).flatMap((key): Finding[] => {
    if (stateOf(key)?.kind !== 'implement') return [];
    const index = orderIn(definition)(key);
    const message = `${nameOf(key)} can be reached without anybody’s approval.`;
    return [{ path: ['states', index], message, next: 'Nothing, if small changes are meant to go straight through.' }];
  });
}

/** A guard on the window, where nothing ever demands one. */
function windowWarnings({ definition, reachedFrom, nameOf }: Look): Finding[] {
  const demand = definition.states.filter(({ requires }) => requires.includes('window')).map(({ key }) => key);
  return definition.transitions.flatMap(({ from, to, guards }, index): Finding[] => {
    if (!guards.some((guard) => guard === 'window_open' || guard === 'plan_fits_window')) return [];
    if (demand.some((key) => key === to || reachedFrom(key).has(from))) return [];
    const message = `The move to ${nameOf(to)} needs a window, and no state before it demands one.`;
    return [{ path: ['transitions', index, 'guards'], message, next: `Demand the window in ${nameOf(from)}.` }];
  });
}
