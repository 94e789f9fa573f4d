export { compose } from './compose.ts';
export { type DecisionLink, readDecisionLink } from './decision-link.view.ts';
export { mayHear } from './subject.view.ts';
