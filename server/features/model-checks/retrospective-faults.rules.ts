import type { Finding, Look } from './look.rules.ts';

/** Work that is recorded after the fact is authorised or censured by somebody, and never just closed or called off. */
export function retrospectiveFaults(look: Look): Finding[] {
  const { states, transitions, cancel, raise } = look.definition;
  const found: Finding[] = states.flatMap(({ name, kind }, index) =>
    kind === 'implement'
      ? [
          {
            path: ['states', index, 'kind'],
            message: `${name} is for work, and that of a retrospective change is done.`,
            next: 'Take the state out.',
          },
        ]
      : [],
  );
  if (raise !== 'change.raise_retrospective') {
    const message = 'Recording work after the fact takes a permission of its own.';
    found.push({ path: ['raise'], message, next: 'Choose change.raise_retrospective.' });
  }
  for (const [index, key] of cancel.from.entries()) {
    if (look.stateOf(key)?.kind === 'draft') continue;
    const message = `It could be called off in ${look.nameOf(key)}, and the work is done.`;
    found.push({ path: ['cancel', 'from', index], message, next: 'Let it be cancelled in draft only.' });
  }
  for (const [index, { name, rejectedTo }] of states.entries()) {
    if (rejectedTo === undefined || look.stateOf(rejectedTo)?.kind === 'review') continue;
    const message = `A no of ${name} leads back, as if the work could still be left undone.`;
    found.push({ path: ['states', index, 'rejectedTo'], message, next: 'A no is a censure: lead it to the review.' });
  }
  for (const [index, { name, approvals }] of states.entries()) {
    const place = approvals.findIndex(({ expiresAtStart }) => expiresAtStart);
    if (place === -1) continue;
    const message = `A round of ${name} would expire at a start that lies behind.`;
    const path = ['states', index, 'approvals', place, 'expiresAtStart'];
    found.push({ path, message, next: 'Let it wait for its answer.' });
  }
  for (const [index, { from, to }] of transitions.entries()) {
    if (look.stateOf(to)?.kind !== 'draft') continue;
    const message = `${look.nameOf(from)} leads back to ${look.nameOf(to)}, where it could be called off.`;
    found.push({ path: ['transitions', index, 'to'], message, next: 'Take the move out.' });
  }
  for (const [index, { to, guards, guardsWhen, passesWhen }] of transitions.entries()) {
    if (look.stateOf(to)?.kind !== 'closed') continue;
    if (guards.includes('review_done') && !guardsWhen.review_done && passesWhen.length === 0) continue;
    const message = 'It could be closed without a review of what was done.';
    found.push({
      path: ['transitions', index, 'guards'],
      message,
      next: 'Add the guard “The review is done”, without a condition, and let nothing pass by itself.',
    });
  }
  return [...found, ...unseenFaults(look)];
}

/** Only from where somebody is asked does a way lead to the review. */
function unseenFaults({ definition, stateOf, nameOf }: Look): Finding[] {
  const asks = (key: string) => stateOf(key)?.approvals.some(({ advisory, when }) => !advisory && when === undefined);
  return definition.transitions.flatMap(({ from, to }, index): Finding[] => {
    if (stateOf(to)?.kind !== 'review' || stateOf(from)?.kind === 'review' || asks(from)) return [];
    const message = `${nameOf(from)} leads to ${nameOf(to)} although nobody has authorised or censured it.`;
    const next = 'Lead it to a state that always asks.';
    return [{ path: ['transitions', index, 'to'], message, next }];
  });
}
