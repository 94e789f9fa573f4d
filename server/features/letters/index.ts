export { compose } from './compose.ts';
export { mayHear } from './subject.view.ts';
