export { compose } from './compose.ts';
export { type DecisionLink, readDecisionLink } from './decision-link.store.ts';
export { mayHear } from './subject.view.ts';
