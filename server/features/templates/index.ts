export { mustBeRaisable, raiseWithin } from './raising.step.ts';
export { dropTemplates } from './template.store.ts';
